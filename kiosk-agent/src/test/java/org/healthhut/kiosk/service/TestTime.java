package org.healthhut.kiosk.service;

import java.time.Duration;
import java.time.Instant;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/** A clock that stands until it is moved. */
final class TestTime implements KioskClock {
  private Moment now =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(3));

  @Override
  public synchronized Moment now() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  synchronized void trust(ClockTrust clock) {
    now = new Moment(now.at(), clock, now.uptime());
  }

  /** The machine has been started again; its clock may say anything. */
  synchronized void restart(Instant at) {
    now = new Moment(at, ClockTrust.UNSYNCHRONIZED, Duration.ZERO);
  }
}
