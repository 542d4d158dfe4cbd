package org.healthhut.device.pressure;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;

/**
 * The memory of one blood pressure monitor while it is on its cable: each record is told once,
 * however often the memory is read, and all of it is {@link Flag#FROM_MEMORY}.
 *
 * @param <R> a record as the monitor keeps it; two that are equal are the same measurement
 */
public final class CuffMemory<R> {
  /** More than any monitor keeps; what comes beyond it is told to be a duplicate. */
  private static final int RECORDS_MAX = 4096;

  /** How far ahead of us a record may be, chosen by this project. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /**
   * An older record comes from a clock that started over when the battery was changed
   * (beurer-bm.md, Clock), or is so old that it makes no difference; chosen by this project.
   */
  private static final Duration AGE_MAX = Duration.ofDays(730);

  private final CuffLimits limits;
  private final ZoneId zone;
  private final Set<R> told = new HashSet<>();

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public CuffMemory(CuffLimits limits, ZoneId zone) {
    this.limits = limits;
    this.zone = zone;
  }

  /** How many different records have been told. */
  public int size() {
    return told.size();
  }

  /**
   * The measurement, or why it can be none; empty where it has been told already.
   *
   * @param clockOff the monitor's clock has been read and is wrong
   */
  public Optional<DeviceEvent> tell(
      R kept, CuffReading values, LocalDateTime deviceTime, boolean clockOff, Moment now) {
    if (told.size() == RECORDS_MAX || !told.add(kept)) {
      return Optional.empty();
    }
    var flags = EnumSet.of(Flag.FROM_MEMORY);
    if (clockOff || !believable(deviceTime, now)) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return Optional.of(limits.judge(values, flags, deviceTime));
  }

  private boolean believable(LocalDateTime deviceTime, Moment now) {
    var age = Duration.between(deviceTime.atZone(zone).toInstant(), now.at());
    return age.plus(AHEAD_MAX).compareTo(Duration.ZERO) >= 0 && age.compareTo(AGE_MAX) <= 0;
  }
}
