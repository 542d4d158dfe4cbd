package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.Test;

/** Nothing of who was here goes on to who comes next: no name, no comfort, no call. */
class OnePersonAfterAnotherTest {
  /** Born on 12 March 2014: too young for a record by name. Nobody's: no area has the code. */
  private static final String CHILD = "990101201403120018";

  private static final String OTHER = "990101194807020141";

  private final Walk walk = new Walk();

  private void larger() {
    walk.on(new VisitEvent.Prefer(walk.now, Comfort.Language.ENGLISH, true, 0));
    assertFalse(walk.visit.carried().comfort().equals(Comfort.USUAL));
  }

  @Test
  void whoComesWhileTheEndIsShownHasTheUsualScreen() {
    walk.guest();
    larger();
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Visit.Ended.class, walk.visit);
    walk.on(new VisitEvent.Begin(walk.now));
    assertEquals(Comfort.USUAL, walk.visit.carried().comfort());
  }

  @Test
  void whoShowsTheirCardInTheMiddleOfAVisitHasTheUsualScreen() {
    walk.guest();
    larger();
    walk.showCard();
    assertInstanceOf(Visit.Identifying.class, walk.visit);
    assertEquals(Comfort.USUAL, walk.visit.carried().comfort());
  }

  @Test
  void aSecondCardChangesNobodyUnderTheFinger() {
    walk.heardCode(OTHER);
    var asked = assertInstanceOf(Visit.Identifying.class, walk.visit).entrance();
    walk.showCard();
    assertEquals(asked, assertInstanceOf(Visit.Identifying.class, walk.visit).entrance());
  }

  @Test
  void whoGoesWithoutTheirCardIsReminded() {
    walk.showCard();
    walk.on(new VisitEvent.Yes(walk.now));
    walk.on(new VisitEvent.Yes(walk.now));
    walk.pass(TestVisits.LIMITS.idle().plus(TestVisits.LIMITS.warning()));
    assertInstanceOf(Visit.Ended.class, walk.visit, "the card still lies there");
    walk.pass(Duration.ofSeconds(5));
    assertEquals(List.of("card-left"), walk.visit.carried().spoken().clips());
  }

  @Test
  void whoNeverBeganIsRemindedOfTheirCardAsWell() {
    walk.showCard();
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Visit.Ended.class, walk.visit);
  }

  @Test
  void aCallOfOnePersonIsNotTheNextOnes() {
    walk.guest();
    walk.on(new VisitEvent.CallStaff(walk.now));
    walk.on(new VisitEvent.End(walk.now));
    walk.pass(Duration.ofSeconds(30));
    walk.guest();
    var began = assertInstanceOf(Visit.Measuring.class, walk.visit).began().uptime();
    assertTrue(walk.visit.carried().calling(walk.now), "the lamp still says so");
    assertFalse(walk.visit.carried().calling(walk.now, began));
  }

  @Test
  void whoIsTooYoungIsNotClassedAsAGuestEither() {
    walk.heardCode(CHILD);
    walk.on(new VisitEvent.Yes(walk.now));
    walk.on(new VisitEvent.AsGuest(walk.now));
    walk.glucose("5.2");
    walk.on(new VisitEvent.Ate(walk.now, MealContext.FASTING));
    assertEquals(List.of(), walk.assessed().getLast().assessment().classes());
  }

  @Test
  void aVisitThatFoundNothingHasNothingToTakeAlong() {
    walk.guest();
    walk.armed();
    walk.measured(GuidedVisitTest.values(130, 80, 70), Set.of(Flag.MOVED));
    walk.on(new VisitEvent.GoOn(walk.now));
    walk.on(new VisitEvent.TakeAway(walk.now));
    assertInstanceOf(Stage.Menu.class, walk.stage());
  }

  @Test
  void whatIsOfferedAfterAFaultIsWhatComes() {
    walk.guest();
    walk.armed();
    walk.failed(Fault.CUFF_LOOSE);
    walk.choose(Category.WEIGHT);
    assertEquals(new Stage.Using(Category.WEIGHT), walk.stage());
  }
}
