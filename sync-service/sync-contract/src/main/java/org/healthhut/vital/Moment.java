package org.healthhut.vital;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time as a kiosk knows it.
 *
 * @param at the wall clock, which may be wrong and may jump
 * @param clock how far the wall clock could be trusted
 * @param uptime time since the machine started, which never jumps: durations are differences of it
 */
public record Moment(Instant at, ClockTrust clock, Duration uptime) {
  public Moment plus(Duration elapsed) {
    return new Moment(at.plus(elapsed), clock, uptime.plus(elapsed));
  }
}
