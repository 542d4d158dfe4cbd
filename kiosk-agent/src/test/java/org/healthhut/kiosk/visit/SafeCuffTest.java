package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

/** A cuff fills only while the button that deflates it is there, and no more often than it may. */
class SafeCuffTest {
  private static final Effect.Ask STOP = new Effect.Ask("bp-a", Stimulus.Request.STOP);
  private static final Effect.Ask MEASURE = new Effect.Ask("bp-a", Stimulus.Request.MEASURE);
  private static final Duration REST = Protocol.DEFAULT.rest();
  private static final Duration MINUTE = Protocol.DEFAULT.interval();

  private final Walk walk = new Walk();

  private void inflating() {
    walk.on(new VisitEvent.Start(walk.now));
    assertEquals(MEASURE, walk.asks.getLast());
    assertInstanceOf(Stage.Inflating.class, walk.stage());
  }

  private void stopped(int stops) {
    assertEquals(stops, walk.asks.stream().filter(STOP::equals).count(), walk.asks.toString());
  }

  @Test
  void whoLeavesBeforeTheMonitorHasSaidAnythingIsLetOut() {
    walk.guest();
    walk.armed();
    inflating();
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Visit.Ended.class, walk.visit);
    stopped(1);
  }

  @Test
  void anotherPersonsCardLetsTheCuffGo() {
    walk.guest();
    walk.armed();
    inflating();
    walk.showCard();
    assertInstanceOf(Visit.Identifying.class, walk.visit);
    stopped(1);
  }

  @Test
  void whoWantsToLeaveWhileAVeryHighValueIsRepeatedIsLetOutAndAsked() {
    walk.guest();
    walk.armed();
    walk.pressure(186, 112, 80);
    walk.pass(REST);
    inflating();
    walk.cuff(120);
    walk.on(new VisitEvent.End(walk.now));
    assertInstanceOf(Stage.Complaining.class, walk.stage());
    stopped(1);
    walk.pressure(184, 111, 80);
    assertInstanceOf(
        Stage.Complaining.class, walk.stage(), "a late reading takes no question away");
    assertEquals(2, walk.taken().size());
  }

  @Test
  void anOxygenThatPressesStopsTheCuff() {
    walk.guest();
    walk.armed();
    inflating();
    walk.cuff(120);
    walk.oxygen("89");
    assertEquals(new Stage.Alarming(Category.OXIMETER, false), walk.stage());
    stopped(1);
    walk.on(new VisitEvent.GoOn(walk.now));
    assertEquals(new Stage.Showing(Category.OXIMETER), walk.stage());
  }

  @Test
  void whoStepsOnTheScaleMeanwhileIsNobody() {
    walk.signIn(new Known(true, null, null, null, List.of(walk.past(Metric.WEIGHT, "61.2"))));
    walk.armed();
    inflating();
    walk.cuff(120);
    walk.weight("20.0");
    assertInstanceOf(Stage.Inflating.class, walk.stage());
    assertEquals(List.of("identity-unsure"), walk.strays());
    stopped(0);
  }

  @Test
  void aRecordFromTheMemoryDoesNotEndAMeasurement() {
    walk.guest();
    walk.armed();
    inflating();
    walk.cuff(120);
    walk.measured(GuidedVisitTest.values(130, 80, 70), Set.of(Flag.FROM_MEMORY));
    assertInstanceOf(Stage.Inflating.class, walk.stage());
    assertEquals(1, walk.strays().size());
  }

  @Test
  void aLineThatIsGoneIsToldAtOnceAndToTheStaff() {
    walk.guest();
    walk.armed();
    inflating();
    walk.cuff(120);
    walk.failed(Fault.SILENT);
    var failing = assertInstanceOf(Stage.Failing.class, walk.stage());
    assertEquals(Fault.SILENT, failing.fault());
    stopped(1);
    assertTrue(
        walk.entries.stream()
            .anyMatch(entry ->
                entry instanceof Entry.StaffCalled called && called.code().equals("DV-01")));
  }

  @Test
  void whatAnotherMonitorSaysEndsNoMeasurement() {
    walk.guest();
    walk.armed();
    inflating();
    walk.heard("bp-b", new DeviceEvent.Failed(Fault.MEASUREMENT_FAILED, ""));
    assertInstanceOf(Stage.Inflating.class, walk.stage());
  }

  @Test
  void afterFourInflationsThereIsNoFifthWhateverIsTouched() {
    walk.guest();
    walk.armed();
    for (int i = 0; i < 4; i++) {
      inflating();
      walk.on(new VisitEvent.Stop(walk.now));
    }
    walk.on(new VisitEvent.Start(walk.now));
    walk.on(new VisitEvent.Again(walk.now));
    assertInstanceOf(Stage.Failing.class, walk.stage());
    assertEquals(4, walk.asks.stream().filter(MEASURE::equals).count());
  }

  @Test
  void aMonitorThatIsAwayIsToldAndNotWaitedFor() {
    walk.guest();
    walk.armed();
    walk.away.add("bp-a");
    walk.on(new VisitEvent.Start(walk.now));
    assertEquals(
        new Stage.Failing(Category.BLOOD_PRESSURE, Fault.SILENT, new Stage.Again.Now()),
        walk.stage());
    walk.on(new VisitEvent.GoOn(walk.now));
    walk.choose(Category.BLOOD_PRESSURE);
    assertInstanceOf(Stage.Failing.class, walk.stage(), "nobody rests before it");
  }

  @Test
  void nothingButTheRestEndsTheRest() {
    walk.guest();
    walk.choose(Category.BLOOD_PRESSURE);
    walk.pass(Duration.ofSeconds(20));
    walk.measured(GuidedVisitTest.values(130, 80, 70), Set.of(Flag.FROM_MEMORY));
    assertInstanceOf(Stage.Resting.class, walk.stage());
    walk.failed(Fault.SILENT);
    walk.on(new VisitEvent.Again(walk.now));
    assertInstanceOf(Stage.Resting.class, walk.stage(), "and not the cuff");
    assertEquals(List.of(), walk.asks);
  }

  @Test
  void theKioskItselfKeepsTheMinuteBetweenTwoReadings() {
    walk.guest();
    walk.armed();
    walk.failed(Fault.CUFF_LOOSE);
    walk.on(new VisitEvent.Again(walk.now));
    walk.pressure(128, 80, 70);
    assertInstanceOf(Stage.Between.class, walk.stage());
    walk.pass(MINUTE);
    walk.on(new VisitEvent.Stop(walk.now));
    inflating();
    walk.pressure(129, 81, 70);
    assertEquals(Set.of(), walk.assessed().getLast().assessment().marks());
  }

  @Test
  void aPulseThatPressesCallsForHelpWhenTheSessionIsOver() {
    walk.guest();
    walk.armed();
    walk.pressure(118, 74, 140);
    assertEquals(List.of(), walk.alerts());
    walk.pass(MINUTE);
    walk.pressure(119, 75, 138);
    assertEquals(1, walk.alerts().size());
    assertEquals("number", walk.alerts().getFirst().alert().why());
    walk.on(new VisitEvent.NoSymptom(walk.now));
    assertEquals(new Stage.Alarming(Category.BLOOD_PRESSURE, false), walk.stage());
    walk.on(new VisitEvent.GoOn(walk.now));
    assertEquals(new Stage.Showing(Category.BLOOD_PRESSURE), walk.stage());
    walk.on(new VisitEvent.TakeAway(walk.now));
    assertInstanceOf(Stage.Parting.class, walk.stage());
  }

  @Test
  void whoSeesTheResultAfterAnAlarmIsNotToldToComeAnotherDay() {
    walk.guest();
    walk.choose(Category.GLUCOSE);
    walk.on(new VisitEvent.Ate(walk.now, MealContext.FASTING));
    walk.glucose("17.2");
    assertEquals(new Stage.Alarming(Category.GLUCOSE, false), walk.stage());
    assertEquals(List.of("gl-urgent"), walk.visit.carried().spoken().clips());
    walk.on(new VisitEvent.GoOn(walk.now));
    assertEquals(new Stage.Showing(Category.GLUCOSE), walk.stage());
    var visit = assertInstanceOf(Visit.Measuring.class, walk.visit);
    assertEquals(
        List.of("glucose-critical"),
        visit.course().finding(Category.GLUCOSE).orElseThrow().advice());
  }

  @Test
  void aPulseThatPressesIsToldAlsoOfWhoLeavesEarly() {
    walk.guest();
    walk.armed();
    walk.pressure(118, 74, 35);
    walk.on(new VisitEvent.End(walk.now));
    assertEquals(1, walk.alerts().size());
  }
}
