package org.healthhut.device.pressure;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/** What a monitor says it can show, beside what a person can have. */
public record CuffLimits(Range systolicMmHg, Range diastolicMmHg, Range pulsePerMinute) {
  /** Both ends belong to the range. */
  public record Range(int min, int max) {
    private static final Range ANY = new Range(0, Integer.MAX_VALUE);

    boolean holds(int value) {
      return min <= value && value <= max;
    }
  }

  /** For monitors whose protocol note knows no ranges: what a person can have decides alone. */
  public static final CuffLimits UNKNOWN = new CuffLimits(Range.ANY, Range.ANY, Range.ANY);

  /**
   * The measurement, or why it can be none.
   *
   * @param deviceTime null where the monitor has no clock
   */
  public DeviceEvent judge(
      CuffReading reading, Set<Flag> flags, @Nullable LocalDateTime deviceTime) {
    var systolic = Quantity.of(reading.systolicMmHg(), Unit.MM_HG);
    var diastolic = Quantity.of(reading.diastolicMmHg(), Unit.MM_HG);
    var pulse = Quantity.of(reading.pulsePerMinute(), Unit.PER_MINUTE);
    var mean = reading.meanMmHg();
    if (!systolicMmHg.holds(reading.systolicMmHg()) || !Metric.SYSTOLIC.plausible(systolic)) {
      return implausible("systolic out of range");
    }
    if (!diastolicMmHg.holds(reading.diastolicMmHg()) || !Metric.DIASTOLIC.plausible(diastolic)) {
      return implausible("diastolic out of range");
    }
    if (!pulsePerMinute.holds(reading.pulsePerMinute()) || !Metric.PULSE.plausible(pulse)) {
      return implausible("pulse out of range");
    }
    if (reading.systolicMmHg() <= reading.diastolicMmHg()) {
      return implausible("systolic is not above diastolic");
    }
    if (mean != null && (mean < reading.diastolicMmHg() || mean > reading.systolicMmHg())) {
      return implausible("mean is not between diastolic and systolic");
    }
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(Metric.SYSTOLIC, systolic);
    values.put(Metric.DIASTOLIC, diastolic);
    values.put(Metric.PULSE, pulse);
    if (mean != null) {
      values.put(Metric.MEAN_PRESSURE, Quantity.of(mean, Unit.MM_HG));
    }
    return new DeviceEvent.Measured(values, flags, deviceTime, null);
  }

  private static DeviceEvent implausible(String detail) {
    return new DeviceEvent.Failed(Fault.IMPLAUSIBLE, detail);
  }
}
