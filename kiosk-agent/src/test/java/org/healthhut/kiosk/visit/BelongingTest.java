package org.healthhut.kiosk.visit;

import static org.healthhut.kiosk.visit.VisitRun.NUMBER;
import static org.healthhut.kiosk.visit.VisitRun.measured;
import static org.healthhut.kiosk.visit.VisitRun.pressure;
import static org.healthhut.kiosk.visit.VisitRun.status;
import static org.healthhut.kiosk.visit.VisitRun.visits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which readings are a visit's, and which are nobody's. */
class BelongingTest {
  private final VisitRun run = new VisitRun(visits(Map.of()));

  @Test
  void whatBelongsToNobodyIsKeptAsStrayAndNeverShown() {
    run.measured(pressure(148, 92));
    run.assertStray("outside-visit");
    run.on(new VisitEvent.Begin(run.now));
    run.measured(pressure(148, 92));
    run.assertStray("outside-visit");
    run.on(new VisitEvent.AsGuest(run.now));
    run.measured(measured(Set.of(Flag.FROM_MEMORY), null, 148, 92));
    run.assertStray("from-memory");
    assertEquals(Fault.NOT_OF_THIS_VISIT, run.fault());
    run.measured(measured(Set.of(), LocalDateTime.of(2026, 11, 21, 8, 0), 148, 92));
    run.assertStray("device-time");
    run.measured(measured(Set.of(), LocalDateTime.of(2026, 11, 21, 9, 30), 148, 92));
    run.assertStray("device-time");
    run.measured(pressure(92, 148));
    run.assertStray("implausible");
    assertEquals(Fault.IMPLAUSIBLE, run.fault());
    run.measured(measured(Set.of(Flag.CONTROL_SOLUTION), null, 148, 92));
    run.assertStray("control-solution");
    assertEquals(List.of(), run.kept());
  }

  @Test
  void anOldRecordOfARealMonitorIsNotOfThisVisit() {
    for (var age :
        List.of(
            Duration.ofMinutes(6),
            Duration.ofMinutes(15),
            Duration.ofHours(2),
            Duration.ofDays(3))) {
      var next = new VisitRun(visits(Map.of()));
      next.on(new VisitEvent.AsGuest(next.now));
      var began = next.now;
      next.pass(Duration.ofSeconds(40));
      next.monitor(LocalDateTime.ofInstant(began.at().minus(age), Visits.ZONE));
      next.assertStray("device-time");
      assertEquals(Fault.NOT_OF_THIS_VISIT, next.fault());
      next.monitor(LocalDateTime.ofInstant(next.now.at(), Visits.ZONE));
      assertEquals(1, next.kept().size(), "its own");
    }
  }

  @Test
  void aRecordFromAheadIsNotOfThisVisitHoweverItIsFlagged() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.measured(
        measured(Set.of(Flag.DEVICE_CLOCK_SUSPECT), LocalDateTime.of(2030, 1, 1, 0, 0), 120, 80));
    run.assertStray("device-time");
  }

  @Test
  void aKioskThatDoesNotKnowTheTimeBelievesThatTheDeviceMeasuredNow() {
    run.now = new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ofSeconds(9));
    run.on(new VisitEvent.AsGuest(run.now));
    run.monitor(LocalDateTime.of(2020, 1, 1, 0, 0));
    assertEquals(1, run.kept().size());
  }

  @Test
  void aMeasurementBegunBeforeTheVisitIsNotOfThisVisit() {
    for (var work :
        List.of(
            status(DeviceEvent.State.MEASURING),
            status(DeviceEvent.State.WAITING_FOR_BLOOD),
            status(DeviceEvent.State.STAND_STILL),
            new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)))) {
      var next = new VisitRun(visits(Map.of()));
      next.heard(work);
      next.pass(Duration.ofSeconds(1));
      next.signIn(NUMBER);
      next.pass(Duration.ofMillis(500));
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(148, 92));
      next.assertStray("began-before");
      assertEquals(Fault.NOT_OF_THIS_VISIT, next.fault());
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(120, 80));
      assertEquals(1, next.kept().size(), "its own, once the other one was over");
    }
  }

  @Test
  void aMeasurementCarriedFromOneVisitIntoTheNextIsNotOfTheNext() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(1));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.on(new VisitEvent.End(run.now));
    run.pass(Duration.ofSeconds(1));
    run.on(new VisitEvent.Begin(run.now));
    run.signIn(NUMBER);
    run.pass(Duration.ofSeconds(1));
    run.measured(measured(Set.of(Flag.FROM_MEMORY), null, 148, 92));
    run.measured(pressure(148, 92));
    run.assertStray("began-before");
    assertEquals(List.of(), run.kept());
  }

  @Test
  void aDeviceSeenAtRestSinceTheVisitBeganMeasuresForIt() {
    for (var rest :
        List.of(
            status(DeviceEvent.State.READY),
            status(DeviceEvent.State.WAITING_FOR_STRIP),
            new DeviceEvent.Failed(Fault.MEASUREMENT_FAILED, ""))) {
      var next = new VisitRun(visits(Map.of()));
      next.heard(status(DeviceEvent.State.MEASURING));
      next.pass(Duration.ofSeconds(1));
      next.on(new VisitEvent.AsGuest(next.now));
      next.heard(rest);
      next.heard(status(DeviceEvent.State.MEASURING));
      next.measured(pressure(120, 80));
      assertEquals(1, next.kept().size());
    }
  }

  @Test
  void whatComesSoonerThanTheDeviceCanMeasureIsNotOfThisVisit() {
    var silent = new VisitRun(visits(Map.of("bp-a", Duration.ofSeconds(15))));
    silent.on(new VisitEvent.AsGuest(silent.now));
    silent.on(new VisitEvent.End(silent.now));
    silent.signIn(NUMBER);
    silent.pass(Duration.ofMillis(14_999));
    silent.measured(pressure(148, 92));
    silent.assertStray("began-before");
    silent.pass(Duration.ofMillis(1));
    silent.measured(pressure(120, 80));
    assertEquals(1, silent.kept().size());
  }

  /** What machines send once they have finished, of two people. */
  record Finished(String model, String first, String next) {}

  static List<Finished> finished() {
    return List.of(
        new Finished(
            "gtech-gl",
            "\u0002171.5,70.20,M,104.1,023.9\u0003",
            "\u0002162.5,58.40,F,096.4,022.1\u0003"),
        new Finished("weight-height-once", "W:070.2 H:171.5\r", "W:058.4 H:162.5\r"),
        new Finished("tanita", analysed("070.2", "171.5"), analysed("058.4", "162.5")),
        new Finished("tanita-wb-100", analysed("070.2", "171.5"), analysed("058.4", "162.5")));
  }

  private static String analysed(String kg, String cm) {
    var counted = "{0,16,~0,1,~1,1,~2,1,MO,\"WB-3000\",Hm,%s,Pt,0.0,Wk,%s,".formatted(cm, kg);
    return "%sCS,%02X\r\n".formatted(counted, counted.chars().sum() & 0xFF);
  }

  /** The one before still stood on the machine when this person touched the screen. */
  @ParameterizedTest
  @MethodSource("finished")
  void whatAMachineHadFinishedAsTheVisitBeganIsNotOfIt(Finished finished) {
    var model = Catalogue.find(finished.model()).orElseThrow();
    var scale = new VisitRun(visits(Map.of("bp-a", model.quickest())));
    var driver = model.newDriver().get();
    scale.tell(driver, new Stimulus.Opened());
    scale.on(new VisitEvent.AsGuest(scale.now));
    scale.pass(Duration.ofSeconds(3));
    scale.send(driver, finished.first());
    scale.assertStray("began-before");
    assertEquals(List.of(), scale.kept());
    scale.pass(model.quickest());
    scale.send(driver, finished.next());
    assertEquals(1, scale.kept().size());
  }

  @Test
  void whatWasHeardBeforeTheTouchThatBeganTheVisitIsNotOfIt() {
    var earlier = run.now;
    run.pass(Duration.ofMillis(1));
    run.on(new VisitEvent.AsGuest(run.now));
    run.on(new VisitEvent.Heard(earlier, "bp-a", "hbp-9030", pressure(148, 92)));
    run.assertStray("began-before");
  }
}
