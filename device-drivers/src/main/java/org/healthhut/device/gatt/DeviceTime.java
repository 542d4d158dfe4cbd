package org.healthhut.device.gatt;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.healthhut.device.DeviceClock;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A device's clock beside ours: which records were made since the line was opened, and which times
 * mean nothing.
 */
public final class DeviceTime {
  /** How far a record may seem to lie ahead of us and yet be new: clocks here count seconds. */
  private static final Duration AHEAD_MAX = Duration.ofSeconds(2);

  private static final Duration OFF_MAX = Duration.ofMinutes(5);

  /** Where clocks nobody has set begin (ble-gatt.md, What a driver must tolerate). */
  private static final int UNSET_YEAR_MAX = 2009;

  private final ZoneId zone;
  private Duration openedAt = Duration.ZERO;

  /** How far the device is ahead of us, once it has shown its clock. */
  private @Nullable Duration ahead;

  /**
   * @param zone the zone the device is set to; it says none itself
   */
  public DeviceTime(ZoneId zone) {
    this.zone = zone;
  }

  public void opened(Moment now) {
    openedAt = now.uptime();
    ahead = null;
  }

  public LocalDateTime ours(Moment now) {
    return LocalDateTime.ofInstant(now.at(), zone);
  }

  /** The device's clock shows {@code shown} now. */
  public void shown(LocalDateTime shown, Moment now) {
    ahead = Duration.between(ours(now), shown);
  }

  /**
   * Whether a record made at {@code at} was made since the line was opened. Where it is not certain
   * it was not: the record may be anybody's.
   */
  public boolean isNew(LocalDateTime at, Moment now) {
    if (ahead == null && now.clock() != ClockTrust.SYNCHRONIZED) {
      return false;
    }
    var age = Duration.between(ahead == null ? at : at.minus(ahead), ours(now));
    return age.compareTo(AHEAD_MAX.negated()) >= 0
        && age.compareTo(now.uptime().minus(openedAt)) < 0;
  }

  /** Whether the device's clock cannot have been right when it wrote {@code at}. */
  public boolean suspect(LocalDateTime at, Moment now) {
    return (ahead != null && ahead.abs().compareTo(OFF_MAX) > 0)
        || at.getYear() <= UNSET_YEAR_MAX
        || (at.isAfter(ours(now)) && new DeviceClock(zone).suspect(at, now));
  }
}
