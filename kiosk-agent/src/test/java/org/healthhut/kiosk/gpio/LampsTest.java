package org.healthhut.kiosk.gpio;

import static org.healthhut.kiosk.devices.DeviceHealth.State.CONNECTING;
import static org.healthhut.kiosk.devices.DeviceHealth.State.MISCONFIGURED;
import static org.healthhut.kiosk.devices.DeviceHealth.State.OFFLINE;
import static org.healthhut.kiosk.devices.DeviceHealth.State.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

class LampsTest {
  private static final Moment NOW =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));

  private final Visits visits = TestVisits.with(List.of());

  @Test
  void nobodyIsToldToComeWhereNothingCanBeMeasuredOrKept() {
    var idle = new Visit.Idle();
    assertEquals(Lamp.FREE, Lamps.of(idle, false, true, List.of(READY, OFFLINE, MISCONFIGURED)));
    assertEquals(Lamp.FREE, Lamps.of(idle, false, true, List.of()));
    assertEquals(Lamp.OFF, Lamps.of(idle, false, true, List.of(CONNECTING, OFFLINE)));
    assertEquals(Lamp.OUT_OF_SERVICE, Lamps.of(idle, false, true, List.of(OFFLINE, MISCONFIGURED)));
    assertEquals(Lamp.OUT_OF_SERVICE, Lamps.of(idle, false, false, List.of(READY)));
  }

  @Test
  void aVisitIsSeenFromAfarUntilItsEnd() {
    List<DeviceHealth.State> ready = List.of(READY);
    var visit = visits.step(new Visit.Idle(), new VisitEvent.Begin(NOW)).visit();
    assertEquals(Lamp.MEASURING, Lamps.of(visit, false, true, ready));
    visit = visits.step(visit, new VisitEvent.AsGuest(NOW)).visit();
    assertEquals(Lamp.MEASURING, Lamps.of(visit, false, true, ready));
    assertEquals(Lamp.ATTENTION, Lamps.of(visit, true, true, ready));
    assertNotEquals(Lamp.FREE, Lamps.of(visit, false, true, List.of(OFFLINE)));
    visit = visits.step(visit, new VisitEvent.End(NOW)).visit();
    assertEquals(Lamp.FREE, Lamps.of(visit, false, true, ready));
  }

  @Test
  void aCallForStaffIsSeenWhoeverIsThere() {
    for (var visit : List.of(new Visit.Idle(), ended())) {
      var called = visits.step(visit, new VisitEvent.CallStaff(NOW)).visit();
      for (boolean keeping : List.of(true, false)) {
        assertEquals(
            Lamp.ATTENTION,
            Lamps.of(called, called.carried().calling(NOW), keeping, List.of(OFFLINE)));
      }
      var later = NOW.plus(Duration.ofMinutes(5));
      assertEquals(
          Lamp.FREE, Lamps.of(called, called.carried().calling(later), true, List.of(READY)));
    }
  }

  private Visit ended() {
    var visit = visits.step(new Visit.Idle(), new VisitEvent.AsGuest(NOW)).visit();
    return visits.step(visit, new VisitEvent.End(NOW)).visit();
  }
}
