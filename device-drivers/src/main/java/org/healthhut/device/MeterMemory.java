package org.healthhut.device;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;

/**
 * The memory of one meter while it is plugged in. It was measured before the meter was plugged in,
 * so everything told is {@link Flag#FROM_MEMORY}; a record read again is told once.
 *
 * @param <R> a record as the meter keeps it; two that are equal are the same measurement
 */
public final class MeterMemory<R> {
  /** More than any meter keeps; what comes beyond it is told to be a duplicate. */
  private static final int RECORDS_MAX = 4096;

  private final String serial;
  private final DeviceClock clock;
  private boolean clockSuspect;

  /** Records of a later time are of a wrong one. */
  private final LocalDateTime latest;

  private final Set<R> told = new HashSet<>();

  /**
   * @param clock what the meter's clock said at {@code now}
   * @param zone the zone that clock is set to; it says none itself
   */
  public MeterMemory(String serial, LocalDateTime clock, ZoneId zone, Moment now) {
    this(serial, new DeviceClock(zone), LocalDateTime.MAX);
    clockShows(clock, now);
  }

  private MeterMemory(String serial, DeviceClock clock, LocalDateTime latest) {
    this.serial = serial;
    this.clock = clock;
    this.latest = latest;
  }

  /**
   * For meters whose clock cannot be read: that it is wrong shows in records of the future alone.
   *
   * @param serial empty for a meter that does not tell it
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static <R> MeterMemory<R> withoutClock(String serial, ZoneId zone, Moment now) {
    var shown = LocalDateTime.ofInstant(now.at().plus(DeviceClock.OFF_MAX), zone);
    return new MeterMemory<>(serial, new DeviceClock(zone), shown);
  }

  /** The meter's clock was read again, perhaps set; records told before keep their flags. */
  public void clockShows(LocalDateTime shown, Moment now) {
    clockSuspect = clock.suspect(shown, now);
  }

  public String serial() {
    return serial;
  }

  /** How many different records have been told. */
  public int size() {
    return told.size();
  }

  /**
   * The measurement to tell of, empty where it has been told already.
   *
   * @param flags what the meter noted beside the value
   */
  public Optional<DeviceEvent> tell(
      R kept, Quantity glucose, Set<Flag> flags, LocalDateTime deviceTime) {
    return tell(kept, Map.of(Metric.GLUCOSE, glucose), flags, deviceTime);
  }

  /**
   * The measurement to tell of, empty where it has been told already.
   *
   * @param flags what the device noted beside the values
   */
  public Optional<DeviceEvent> tell(
      R kept, Map<Metric, Quantity> values, Set<Flag> flags, LocalDateTime deviceTime) {
    if (told.size() == RECORDS_MAX || !told.add(kept)) {
      return Optional.empty();
    }
    var all = EnumSet.of(Flag.FROM_MEMORY);
    all.addAll(flags);
    if (clockSuspect || deviceTime.isAfter(latest)) {
      all.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return Optional.of(new Measured(values, all, deviceTime, serial.isEmpty() ? null : serial));
  }
}
