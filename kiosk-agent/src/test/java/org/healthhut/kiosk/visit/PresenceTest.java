package org.healthhut.kiosk.visit;

import static org.healthhut.kiosk.visit.VisitRun.pressure;
import static org.healthhut.kiosk.visit.VisitRun.status;
import static org.healthhut.kiosk.visit.VisitRun.visits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

/** How a visit ends that nobody attends. */
class PresenceTest {
  private final VisitRun run = new VisitRun(visits(Map.of()));

  @Test
  void aVisitThatNobodyAttendsAsksAndThenEnds() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(80));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)));
    run.on(new VisitEvent.Stop(run.now));
    run.pass(Duration.ofSeconds(95));
    assertEquals(Duration.ofSeconds(25), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.Stay(run.now));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.pass(TestVisits.LIMITS.idle().plus(TestVisits.LIMITS.warning()));
    assertInstanceOf(Visit.Idle.class, run.visit);
    assertEquals("timeout", assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast()).why());
    assertEquals(new Effect.Ask("bp-a", Stimulus.Request.STOP), run.asks.getLast());
  }

  @Test
  void onceTheScreenAsksOnlyATouchKeepsTheVisitOpen() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(TestVisits.LIMITS.idle());
    assertEquals(
        TestVisits.LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.pass(Duration.ofSeconds(10));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("61.2", Unit.KG)));
    run.heard(new DeviceEvent.Failed(Fault.MOVEMENT, ""));
    run.measured(pressure(92, 148));
    run.assertStray("during-warning");
    run.measured(pressure(148, 92));
    run.assertStray("during-warning");
    assertEquals(List.of(), run.kept());
    var left = run.visits.leavingIn(run.visit, run.now).orElseThrow();
    assertEquals(Duration.ofSeconds(20), left);
    run.on(new VisitEvent.Stay(run.now));
    assertEquals(Fault.NOT_OF_THIS_VISIT, run.fault());
    run.measured(pressure(120, 80));
    assertEquals(1, run.kept().size());
  }

  @Test
  void whenEverybodyLeavesTheScreenAsksAtOnceAndNothingElseHappens() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(5));
    run.on(new VisitEvent.Presence(run.now, true));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(
        TestVisits.LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.pass(Duration.ofSeconds(10));
    run.on(new VisitEvent.Presence(run.now, true));
    run.measured(pressure(148, 92));
    run.assertStray("during-warning");
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(Duration.ofSeconds(20), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.Stay(run.now));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.measured(pressure(120, 80));
    assertEquals(1, run.kept().size());
    run.on(new VisitEvent.Presence(run.now, false));
    run.pass(TestVisits.LIMITS.warning());
    assertEquals("timeout", assertInstanceOf(Entry.VisitEnded.class, run.entries.getLast()).why());
  }

  @Test
  void somebodyWhoComesIsASignOfLifeUntilTheScreenAsks() {
    run.on(new VisitEvent.Begin(run.now));
    run.pass(Duration.ofSeconds(50));
    run.on(new VisitEvent.Presence(run.now, true));
    run.pass(Duration.ofSeconds(50));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(
        TestVisits.LIMITS.warning(), run.visits.leavingIn(run.visit, run.now).orElseThrow());
    run.on(new VisitEvent.AsGuest(run.now));
    run.pass(Duration.ofSeconds(80));
    run.on(new VisitEvent.Presence(run.now, true));
    run.pass(Duration.ofSeconds(80));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
  }

  @Test
  void whoIsBeingMeasuredHasNotLeft() {
    run.on(new VisitEvent.AsGuest(run.now));
    run.heard(status(DeviceEvent.State.MEASURING));
    run.on(new VisitEvent.Presence(run.now, false));
    assertTrue(run.visits.leavingIn(run.visit, run.now).isEmpty());
    run.measured(pressure(148, 92));
    assertEquals(1, run.kept().size());
  }

  @Test
  void presenceBeginsNoVisit() {
    run.on(new VisitEvent.Presence(run.now, true));
    run.on(new VisitEvent.Presence(run.now, false));
    assertInstanceOf(Visit.Idle.class, run.visit);
    run.on(new VisitEvent.AsGuest(run.now));
    run.on(new VisitEvent.End(run.now));
    var ended = run.visit;
    run.on(new VisitEvent.Presence(run.now, false));
    assertEquals(ended, run.visit);
  }

  @Test
  void anEmptyScaleAndAHummingLineKeepNoVisitOpen() {
    run.on(new VisitEvent.AsGuest(run.now));
    for (int second = 0; second < 150; second++) {
      run.heard(new DeviceEvent.Progress(Metric.WEIGHT, Quantity.of("0.0", Unit.KG)));
      run.heard(new DeviceEvent.Failed(Fault.SILENT, "nothing came"));
      run.heard(new DeviceEvent.Refused("noise", Bytes.of(1, 2, 3)));
      run.pass(Duration.ofSeconds(1));
    }
    assertInstanceOf(Visit.Idle.class, run.visit);
  }
}
