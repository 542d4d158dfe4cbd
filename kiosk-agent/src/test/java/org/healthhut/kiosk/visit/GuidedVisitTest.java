package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

/** The way through a visit, screen by screen, as a resident goes it. */
class GuidedVisitTest {
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Walk walk = new Walk();

  @Test
  void theWholeWayOfABloodPressure() {
    walk.guest();
    walk.choose(Category.BLOOD_PRESSURE);
    assertInstanceOf(Stage.Resting.class, walk.stage());
    walk.pass(REST.minusSeconds(1));
    assertInstanceOf(Stage.Resting.class, walk.stage());
    assertTrue(walk.leaving().isEmpty(), "who rests touches nothing");
    walk.pass(Duration.ofSeconds(1));
    assertInstanceOf(Stage.Arming.class, walk.stage());
    walk.on(new VisitEvent.Start(walk.now));
    assertEquals(new Effect.Ask("bp-a", Stimulus.Request.MEASURE), walk.asks.getLast());
    walk.cuff(168);
    var inflating = assertInstanceOf(Stage.Inflating.class, walk.stage());
    assertEquals(168, inflating.curve().getLast().mmHg());
    walk.pressure(149, 93, 76);
    assertInstanceOf(Stage.Between.class, walk.stage());
    walk.pass(MINUTE);
    assertEquals(2, walk.asks.size(), "the second one begins by itself");
    assertInstanceOf(Stage.Inflating.class, walk.stage());
    walk.pressure(147, 91, 74);
    assertEquals(new Stage.Showing(Category.BLOOD_PRESSURE), walk.stage());
    var found = walk.assessed().getLast().assessment();
    assertEquals(Quantity.of(148, Unit.MM_HG), found.values().get(Metric.SYSTOLIC));
    assertEquals(Quantity.of(92, Unit.MM_HG), found.values().get(Metric.DIASTOLIC));
    assertEquals(List.of("BP-1"), found.classes());
    assertEquals(List.of(1, 2), found.from());
    assertEquals(Set.of(), found.marks());
  }

  @Test
  void aThirdReadingWhereTheTwoDifferAndTheFirstIsLeftOut() {
    walk.guest();
    walk.armed();
    walk.pressure(152, 95, 76);
    walk.pass(MINUTE);
    walk.pressure(140, 91, 74);
    assertInstanceOf(Stage.Between.class, walk.stage());
    walk.pass(MINUTE);
    walk.pressure(142, 90, 75);
    var found = walk.assessed().getLast().assessment();
    assertEquals(List.of(2, 3), found.from());
    assertEquals(Map.of(1, "notLast"), found.leftOut());
    assertEquals(Quantity.of(141, Unit.MM_HG), found.values().get(Metric.SYSTOLIC));
  }

  @Test
  void aReadingThatMovedIsKeptAndNotCounted() {
    walk.guest();
    walk.armed();
    walk.measured(values(152, 95, 76), Set.of(Flag.MOVED));
    walk.pass(MINUTE);
    walk.pressure(140, 90, 74);
    walk.pass(MINUTE);
    walk.pressure(140, 90, 74);
    var found = walk.assessed().getLast().assessment();
    assertEquals(List.of(2, 3), found.from());
    assertEquals(Map.of(1, "moved"), found.leftOut());
    assertEquals(3, walk.taken().size());
  }

  @Test
  void aSkippedRestIsAskedForAndRemembered() {
    walk.guest();
    walk.choose(Category.BLOOD_PRESSURE);
    walk.on(new VisitEvent.SkipRest(walk.now));
    assertEquals(true, assertInstanceOf(Stage.Resting.class, walk.stage()).asking());
    walk.on(new VisitEvent.No(walk.now));
    assertEquals(false, assertInstanceOf(Stage.Resting.class, walk.stage()).asking());
    walk.on(new VisitEvent.SkipRest(walk.now));
    walk.on(new VisitEvent.Yes(walk.now));
    assertInstanceOf(Stage.Arming.class, walk.stage());
    walk.pressure(118, 76, 66);
    walk.pass(MINUTE);
    walk.pressure(119, 77, 66);
    assertEquals(Set.of("restSkipped"), walk.assessed().getLast().assessment().marks());
  }

  @Test
  void theMonitorsOwnButtonStartsTooAndWhatWasTooSoonIsMarked() {
    walk.guest();
    walk.armed();
    walk.pressure(118, 76, 66);
    walk.pass(Duration.ofSeconds(20));
    walk.cuff(90);
    assertInstanceOf(Stage.Inflating.class, walk.stage());
    walk.pressure(119, 77, 66);
    assertEquals(Set.of("protocolBroken"), walk.assessed().getLast().assessment().marks());
  }

  @Test
  void stopDeflatesAtOnceFromWhereverTheCuffBegan() {
    walk.guest();
    walk.cuff(120);
    walk.on(new VisitEvent.Stop(walk.now));
    assertEquals(new Effect.Ask("bp-a", Stimulus.Request.STOP), walk.asks.getLast());
    assertInstanceOf(Stage.Stopped.class, walk.stage());
    for (int left : List.of(126, 131, 80, 40, 3, 0, 0)) {
      walk.filled(left);
      assertInstanceOf(Stage.Stopped.class, walk.stage(), "the air that goes out");
    }
    walk.pass(Duration.ofSeconds(5));
    walk.cuff(140);
    assertInstanceOf(Stage.Inflating.class, walk.stage(), "a monitor that did not obey");
    walk.on(new VisitEvent.Stop(walk.now));
    walk.on(new VisitEvent.GoOn(walk.now));
    assertInstanceOf(Stage.Menu.class, walk.stage());
  }

  @Test
  void neverMoreThanFourInflations() {
    walk.guest();
    walk.armed();
    for (int i = 0; i < 4; i++) {
      walk.on(new VisitEvent.Start(walk.now));
      walk.on(new VisitEvent.Again(walk.now));
      walk.cuff(100);
      walk.failed(Fault.NO_PULSE);
    }
    long starts =
        walk.asks.stream().filter(ask -> ask.request() == Stimulus.Request.MEASURE).count();
    var failing = assertInstanceOf(Stage.Failing.class, walk.stage());
    assertInstanceOf(Stage.Again.No.class, failing.again());
    walk.on(new VisitEvent.Again(walk.now));
    walk.on(new VisitEvent.Start(walk.now));
    assertEquals(
        starts, walk.asks.stream().filter(a -> a.request() == Stimulus.Request.MEASURE).count());
  }

  @Test
  void twoFailuresInARowOfferSomethingElse() {
    walk.guest();
    walk.armed();
    walk.on(new VisitEvent.Start(walk.now));
    walk.failed(Fault.CUFF_LOOSE);
    assertEquals(
        new Stage.Failing(Category.BLOOD_PRESSURE, Fault.CUFF_LOOSE, new Stage.Again.Now()),
        walk.stage());
    walk.on(new VisitEvent.Again(walk.now));
    walk.failed(Fault.CUFF_LOOSE);
    assertEquals(
        new Stage.Failing(Category.BLOOD_PRESSURE, Fault.CUFF_LOOSE, new Stage.Again.No()),
        walk.stage());
    walk.on(new VisitEvent.GoOn(walk.now));
    assertInstanceOf(Stage.Menu.class, walk.stage());
  }

  @Test
  void anArmThatMovedWaitsAMinute() {
    walk.guest();
    walk.armed();
    walk.on(new VisitEvent.Start(walk.now));
    walk.failed(Fault.MOVEMENT);
    var failing = assertInstanceOf(Stage.Failing.class, walk.stage());
    assertInstanceOf(Stage.Again.After.class, failing.again());
    walk.on(new VisitEvent.Again(walk.now));
    assertInstanceOf(Stage.Failing.class, walk.stage());
    walk.pass(MINUTE);
    assertInstanceOf(Stage.Inflating.class, walk.stage());
  }

  @Test
  void aSilentMonitorIsNotWaitedForForEver() {
    walk.guest();
    walk.armed();
    walk.on(new VisitEvent.Start(walk.now));
    walk.pass(PressureGuide.SILENCE_MAX);
    assertEquals(Fault.SILENT, assertInstanceOf(Stage.Failing.class, walk.stage()).fault());
  }

  @Test
  void aVeryHighValueIsMeasuredAgainBeforeAnybodyIsAlarmed() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    assertInstanceOf(Stage.Calming.class, walk.stage());
    assertEquals(List.of(), walk.alerts());
    walk.pass(REST);
    assertInstanceOf(Stage.Arming.class, walk.stage());
    walk.on(new VisitEvent.Start(walk.now));
    walk.pressure(184, 110, 80);
    assertEquals("repeatHigh", walk.alerts().getLast().alert().why());
    assertEquals(List.of(1, 2), walk.alerts().getLast().alert().readings());
    assertInstanceOf(Stage.Complaining.class, walk.stage());
    assertTrue(walk.visit.carried().calling(walk.now));
    walk.on(new VisitEvent.NoSymptom(walk.now));
    assertEquals(new Stage.Alarming(Category.BLOOD_PRESSURE, false), walk.stage());
  }

  @Test
  void symptomsNameTheAmbulance() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    walk.on(new VisitEvent.Unwell(walk.now));
    walk.on(new VisitEvent.Feels(walk.now, Symptom.CHEST));
    walk.on(new VisitEvent.Told(walk.now));
    assertEquals(new Stage.Alarming(Category.BLOOD_PRESSURE, true), walk.stage());
    assertEquals("symptoms", walk.alerts().getLast().alert().why());
    assertEquals(List.of("chest"), walk.alerts().getLast().alert().symptoms());
  }

  @Test
  void whoLeavesBeforeTheRepeatIsToldToStay() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Stage.Complaining.class, walk.stage());
    assertEquals("noRepeat", walk.alerts().getLast().alert().why());
    walk.on(new VisitEvent.NoSymptom(walk.now));
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Visit.Ended.class, walk.visit);
    assertEquals(1, walk.alerts().size());
  }

  @Test
  void aVisitCutOffBeforeTheRepeatStillRaisesTheAlert() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    walk.on(new VisitEvent.Stopping(walk.now));
    assertEquals("noRepeat", walk.alerts().getLast().alert().why());
    assertInstanceOf(Entry.VisitEnded.class, walk.entries.getLast());
  }

  @Test
  void aHighValueThatComesDownAlarmsNobody() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    walk.pass(REST);
    walk.pressure(150, 92, 76);
    walk.pass(MINUTE);
    walk.pressure(148, 90, 76);
    assertEquals(List.of(), walk.alerts());
    assertEquals(new Stage.Showing(Category.BLOOD_PRESSURE), walk.stage());
    assertEquals(List.of(2, 3), walk.assessed().getLast().assessment().from());
  }

  @Test
  void whatThereIsSoFarIsKeptWhenTheVisitEnds() {
    walk.guest();
    walk.armed();
    walk.pressure(138, 84, 70);
    walk.on(new VisitEvent.End(walk.now));
    var found = walk.assessed().getLast().assessment();
    assertEquals(Set.of("single"), found.marks());
    assertEquals(List.of("BP-HN"), found.classes());
  }

  @Test
  void glucoseIsJudgedByWhatTheResidentSaysOfTheMeal() {
    walk.guest();
    walk.choose(Category.GLUCOSE);
    assertEquals(new Stage.Asking(false), walk.stage());
    walk.on(new VisitEvent.Ate(walk.now, MealContext.FASTING));
    assertEquals(new Stage.Using(Category.GLUCOSE), walk.stage());
    walk.glucose("6.9");
    assertEquals(new Stage.Showing(Category.GLUCOSE), walk.stage());
    var found = walk.assessed().getLast().assessment();
    assertEquals("fasting", found.meal());
    assertEquals(List.of("G-IFG"), found.classes());
    assertTrue(walk.taken().getLast().reading().flags().contains(Flag.FASTING));
  }

  @Test
  void aGlucoseThatCameUnaskedIsAskedAboutAndNeverLost() {
    walk.guest();
    walk.glucose("7.9");
    assertEquals(new Stage.Asking(true), walk.stage());
    assertEquals(1, walk.taken().size());
    walk.on(new VisitEvent.Ate(walk.now, MealContext.TWO_HOURS_AFTER_MEAL));
    assertEquals(List.of("G-IGT"), walk.assessed().getLast().assessment().classes());
    var other = new Walk();
    other.guest();
    other.glucose("7.9");
    other.on(new VisitEvent.End(other.now));
    assertEquals("random", other.assessed().getLast().assessment().meal());
  }

  @Test
  void aDangerousGlucoseCallsTheStaffAtOnce() {
    for (var value : List.of("3.9", "16.7")) {
      var low = new Walk();
      low.guest();
      low.choose(Category.GLUCOSE);
      low.on(new VisitEvent.Ate(low.now, MealContext.RANDOM));
      low.glucose(value);
      assertEquals(new Stage.Alarming(Category.GLUCOSE, false), low.stage(), value);
      assertEquals("number", low.alerts().getLast().alert().why());
      assertTrue(low.visit.carried().calling(low.now));
    }
  }

  @Test
  void theBodyMassIndexNeedsBothAndTakesTheHeightTheDistrictKnows() {
    walk.signIn(new Known(true, "王*明", "李医生", null, List.of(walk.past(Metric.HEIGHT, "160"))));
    walk.weight("61.4");
    assertEquals(new Stage.Showing(Category.WEIGHT), walk.stage());
    var found = walk.assessed().getLast().assessment();
    assertEquals(Quantity.of("24.0", Unit.KG_PER_M2), found.values().get(Metric.BODY_MASS_INDEX));
    assertEquals(List.of("BMI-OVER"), found.classes());
  }

  @Test
  void aWeightFarFromTheLastOneIsNobodysUntilSomebodySaysSo() {
    for (var answer : List.of("yes", "no", "again", "leave")) {
      var doubted = new Walk();
      doubted.signIn(
          new Known(true, null, null, null, List.of(doubted.past(Metric.WEIGHT, "61.2"))));
      doubted.weight("76.9");
      assertInstanceOf(Stage.Doubting.class, doubted.stage());
      assertEquals(List.of(), doubted.taken());
      switch (answer) {
        case "yes" -> {
          doubted.on(new VisitEvent.Yes(doubted.now));
          assertEquals(1, doubted.taken().size());
          assertEquals(List.of(), doubted.strays());
        }
        case "no" -> {
          doubted.on(new VisitEvent.No(doubted.now));
          assertEquals(List.of("not-mine"), doubted.strays());
        }
        case "again" -> {
          doubted.on(new VisitEvent.Again(doubted.now));
          assertEquals(List.of("measured-again"), doubted.strays());
          doubted.weight("61.0");
          assertEquals(1, doubted.taken().size());
        }
        default -> {
          doubted.pass(Duration.ofMinutes(2));
          assertEquals(List.of("identity-unsure"), doubted.strays());
          assertEquals(List.of(), doubted.taken());
        }
      }
    }
  }

  @Test
  void aScaleThatIsSteppedOnTakesTheScreen() {
    walk.guest();
    walk.heard("scale-a", new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("31.4", Unit.KG)));
    assertEquals(new Stage.Using(Category.WEIGHT), walk.stage());
    walk.heard("scale-a", new DeviceEvent.Status(State.STAND_STILL, ""));
    walk.weight("61.4");
    assertEquals(new Stage.Showing(Category.WEIGHT), walk.stage());
  }

  @Test
  void consentIsAskedOnceAndRecordedWithItsVersion() {
    walk.claim(null);
    walk.on(new VisitEvent.Yes(walk.now));
    var identifying = assertInstanceOf(Visit.Identifying.class, walk.visit);
    assertInstanceOf(Entrance.Consenting.class, identifying.entrance());
    walk.on(new VisitEvent.Yes(walk.now));
    var said =
        walk.entries.stream().filter(Entry.ConsentSaid.class::isInstance).findFirst().orElseThrow();
    assertEquals(Identification.CONSENT, ((Entry.ConsentSaid) said).version());

    var again = new Walk();
    again.claim(new Known(true, "王*明", null, Identification.CONSENT, List.of()));
    again.on(new VisitEvent.Yes(again.now));
    assertInstanceOf(Visit.Measuring.class, again.visit);
    assertTrue(again.entries.stream().noneMatch(Entry.ConsentSaid.class::isInstance));

    var refusing = new Walk();
    refusing.claim(null);
    refusing.on(new VisitEvent.Yes(refusing.now));
    refusing.on(new VisitEvent.No(refusing.now));
    var open = assertInstanceOf(Visit.Measuring.class, refusing.visit);
    assertInstanceOf(Visit.Who.Guest.class, open.who());
  }

  @Test
  void nobodyUnderFourteenIsKeptByName() {
    walk.heardCode("990101201503150011");
    walk.on(new VisitEvent.Yes(walk.now));
    var identifying = assertInstanceOf(Visit.Identifying.class, walk.visit);
    assertInstanceOf(Entrance.TooYoung.class, identifying.entrance());
    walk.on(new VisitEvent.AsGuest(walk.now));
    assertInstanceOf(Visit.Measuring.class, walk.visit);
  }

  @Test
  void comfortGoesWithThePerson() {
    walk.on(new VisitEvent.Prefer(walk.now, Comfort.Language.ENGLISH, true, null));
    walk.guest();
    assertEquals(new Comfort(Comfort.Language.ENGLISH, true, 2), walk.visit.carried().comfort());
    walk.on(new VisitEvent.End(walk.now));
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Visit.Idle.class, walk.visit);
    assertEquals(Comfort.USUAL, walk.visit.carried().comfort());
  }

  @Test
  void aResultIsSpokenOnlyWhenItIsAskedFor() {
    walk.guest();
    walk.armed();
    walk.pressure(149, 93, 76);
    walk.pass(MINUTE);
    walk.pressure(147, 91, 74);
    assertEquals(List.of("cls-high"), walk.visit.carried().spoken().clips());
    walk.on(new VisitEvent.Listen(walk.now));
    var clips = walk.visit.carried().spoken().clips();
    assertTrue(clips.containsAll(List.of("n-148", "n-92")), "" + clips);
  }

  @Test
  void theTakeAwayIsALinkWhereTheDistrictCanBeReached() {
    walk.guest();
    walk.weight("61.4");
    walk.on(new VisitEvent.TakeAway(walk.now));
    assertNull(assertInstanceOf(Stage.Parting.class, walk.stage()).code());

    var online = new Walk();
    online.online = true;
    online.guest();
    online.weight("61.4");
    online.on(new VisitEvent.TakeAway(online.now));
    var code = assertInstanceOf(Stage.Parting.class, online.stage()).code();
    var given = assertInstanceOf(Entry.TakeAwayGiven.class, online.entries.getLast());
    assertEquals(code, given.code());
    online.on(new VisitEvent.GoOn(online.now));
    online.on(new VisitEvent.TakeAway(online.now));
    assertEquals(code, assertInstanceOf(Stage.Parting.class, online.stage()).code());
    assertEquals(given, online.entries.getLast(), "one code a visit");
  }

  @Test
  void aDoctorIsAskedForOnce() {
    walk.signIn(new Known(true, "王*明", "李医生", null, List.of()));
    walk.weight("61.4");
    walk.on(new VisitEvent.AskContact(walk.now));
    walk.on(new VisitEvent.AskContact(walk.now));
    assertEquals(1, walk.entries.stream().filter(Entry.ContactAsked.class::isInstance).count());
  }

  @Test
  void aCardLeftBehindIsSpokenOfThreeTimesAndThenTheStaffIsCalled() {
    walk.showCard();
    walk.on(new VisitEvent.Yes(walk.now));
    walk.on(new VisitEvent.Yes(walk.now));
    walk.on(new VisitEvent.End(walk.now));
    for (int times = 1; times <= 3; times++) {
      walk.pass(Duration.ofSeconds(5));
      assertEquals(List.of("card-left"), walk.visit.carried().spoken().clips());
    }
    assertInstanceOf(Visit.Ended.class, walk.visit);
    walk.pass(Duration.ofSeconds(5));
    assertInstanceOf(Visit.Idle.class, walk.visit);
    assertEquals("card-left", ((Entry.StaffCalled) walk.entries.getLast()).code());

    var careful = new Walk();
    careful.showCard();
    careful.on(new VisitEvent.Yes(careful.now));
    careful.on(new VisitEvent.Yes(careful.now));
    careful.heard("id-a", new DeviceEvent.Status(State.READY, ""));
    careful.on(new VisitEvent.End(careful.now));
    careful.pass(Visits.ENDED_MAX);
    assertInstanceOf(Visit.Idle.class, careful.visit);
    assertTrue(careful.entries.stream().noneMatch(Entry.StaffCalled.class::isInstance));
  }

  @Test
  void aScaleThatFailsKeepsNobodySigningIn() {
    walk.on(new VisitEvent.Begin(walk.now));
    for (int second = 0; second < 95; second++) {
      walk.heard("scale-a", new DeviceEvent.Failed(Fault.SILENT, ""));
      walk.pass(Duration.ofSeconds(1));
    }
    assertInstanceOf(Visit.Idle.class, walk.visit);
  }

  static Map<Metric, Quantity> values(int systolic, int diastolic, int pulse) {
    return Map.of(
        Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
        Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG),
        Metric.PULSE, Quantity.of(pulse, Unit.PER_MINUTE));
  }
}
