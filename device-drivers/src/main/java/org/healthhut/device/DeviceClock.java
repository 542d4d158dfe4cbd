package org.healthhut.device;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.healthhut.vital.Moment;

/**
 * A device's clock, which says no zone itself.
 *
 * @param zone the zone it is set to
 */
public record DeviceClock(ZoneId zone) {
  /** How far it may be off, chosen by this project. */
  static final Duration OFF_MAX = Duration.ofMinutes(5);

  /** What the clock is to show now. */
  public LocalDateTime right(Moment now) {
    return LocalDateTime.ofInstant(now.at(), zone);
  }

  /** Whether the clock that showed {@code shown} is too far from ours. */
  public boolean suspect(LocalDateTime shown, Moment now) {
    var instant = shown.atZone(zone).toInstant();
    return Duration.between(instant, now.at()).abs().compareTo(OFF_MAX) > 0;
  }
}
