package org.healthhut.device.gatt;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Characteristics 2A5E, a finished measurement, and 2A5F, what the oximeter sees now. The fields
 * and their order are those of ble-gatt.md, Oximeter, which leaves their bits out; those are from
 * the Pulse Oximeter Service 1.0.1, tables 3.3 to 3.6.
 *
 * <pre>
 * 2A5E flags  bit 0 time, 1 measurement status, 2 device status, 3 pulse amplitude, 4 clock not set
 *      value  flags(1) SpO2(2) pulse(2) [time(7)] [status(2)] [device(3)] [amplitude(2)]
 * 2A5F flags  bit 0 fast pair, 1 slow pair, 2 measurement status, 3 device status, 4 amplitude
 *      value  flags(1) SpO2(2) pulse(2) [fast(4)] [slow(4)] [status(2)] [device(3)] [amplitude(2)]
 * </pre>
 *
 * <p>The note calls bit 5 of the measurement status validated data, the service calls it
 * measurement ongoing and has validated data in bit 7. Here the service is believed: what is
 * ongoing becomes no reading.
 */
final class OximetryValue {
  private static final int SPOT_TIME = 1;
  private static final int SPOT_STATUS = 1 << 1;
  private static final int SPOT_DEVICE = 1 << 2;
  private static final int SPOT_AMPLITUDE = 1 << 3;
  private static final int SPOT_CLOCK_NOT_SET = 1 << 4;

  private static final int LIVE_FAST = 1;
  private static final int LIVE_SLOW = 1 << 1;
  private static final int LIVE_STATUS = 1 << 2;
  private static final int LIVE_DEVICE = 1 << 3;
  private static final int LIVE_AMPLITUDE = 1 << 4;

  // Measurement status.
  private static final int ONGOING = 1 << 5;
  private static final int EARLY_ESTIMATE = 1 << 6;
  private static final int FROM_STORAGE = 1 << 9;
  private static final int DEMONSTRATION = 1 << 10;
  private static final int TESTING = 1 << 11;

  // Device and sensor status.
  private static final int ANALYSIS_ONGOING = 1 << 9;

  /** A bit that means that there is no measurement, and how it is told. */
  private record Spoiler(int bit, Fault fault, String detail) {}

  private static final List<Spoiler> MEASUREMENT_SPOILERS =
      List.of(
          new Spoiler(1 << 12, Fault.MEASUREMENT_FAILED, "calibration is going on"),
          new Spoiler(1 << 13, Fault.MEASUREMENT_FAILED, "no measurement available"),
          new Spoiler(1 << 14, Fault.MEASUREMENT_FAILED, "questionable measurement"),
          new Spoiler(1 << 15, Fault.MEASUREMENT_FAILED, "invalid measurement"));

  private static final List<Spoiler> DEVICE_SPOILERS =
      List.of(
          new Spoiler(1 << 11, Fault.NO_FINGER, "the sensor is on no finger"),
          new Spoiler(1 << 13, Fault.NO_FINGER, "the sensor has slipped"),
          new Spoiler(1 << 15, Fault.SENSOR, "the sensor is disconnected"),
          new Spoiler(1 << 14, Fault.SENSOR, "the sensor is broken"),
          new Spoiler(1 << 12, Fault.SENSOR, "unknown sensor"),
          new Spoiler(1 << 1, Fault.SENSOR, "the device is broken"),
          new Spoiler(1 << 6, Fault.MOVEMENT, "erratic signal"),
          new Spoiler(1 << 7, Fault.NO_PULSE, "the signal does not pulsate"),
          new Spoiler(1 << 8, Fault.NO_PULSE, "questionable pulse"),
          new Spoiler(1 << 5, Fault.MEASUREMENT_FAILED, "low perfusion"),
          new Spoiler(1 << 2, Fault.MEASUREMENT_FAILED, "irregular signal processing"),
          new Spoiler(1 << 3, Fault.MEASUREMENT_FAILED, "inadequate signal"),
          new Spoiler(1 << 4, Fault.MEASUREMENT_FAILED, "poor signal"),
          new Spoiler(1 << 10, Fault.MEASUREMENT_FAILED, "something disturbs the sensor"));

  private OximetryValue() {}

  /** A finished measurement, 2A5E. */
  static Told spot(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    var saturation = fields.sfloat();
    var pulse = fields.sfloat();
    var at = (flags & SPOT_TIME) == 0 ? null : fields.dateTime();
    int status = (flags & SPOT_STATUS) == 0 ? 0 : fields.u16();
    int device = (flags & SPOT_DEVICE) == 0 ? 0 : fields.u24();
    if ((flags & SPOT_AMPLITUDE) != 0) {
      fields.sfloat();
    }
    var problem = fields.problem();
    if (problem != null) {
      return new Told.Malformed(problem);
    }
    if ((status & (DEMONSTRATION | TESTING)) != 0) {
      return new Told.Malformed("a demonstration or a test");
    }
    var spoiler = spoiler(status, device);
    if (spoiler != null) {
      return new Told.Failure(spoiler.fault(), spoiler.detail(), at);
    }
    if (!(saturation instanceof MedicalNumber.Value) || !(pulse instanceof MedicalNumber.Value)) {
      return new Told.Failure(Fault.MEASUREMENT_FAILED, "no saturation or pulse was found", at);
    }
    var values = values(saturation, pulse);
    if (values.size() < 2) {
      return new Told.Failure(Fault.IMPLAUSIBLE, "saturation or pulse out of range", at);
    }
    if (isOnItsWay(status, device)) {
      return onItsWay(values);
    }
    var noted = EnumSet.noneOf(Flag.class);
    if ((status & FROM_STORAGE) != 0) {
      noted.add(Flag.FROM_MEMORY);
    }
    return new Told.Measurement(values, noted, at, (flags & SPOT_CLOCK_NOT_SET) != 0);
  }

  /** What the oximeter sees now, 2A5F: shown and never stored. */
  static Told continuous(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    var saturation = fields.sfloat();
    var pulse = fields.sfloat();
    for (int pair : new int[] {LIVE_FAST, LIVE_SLOW}) {
      if ((flags & pair) != 0) {
        fields.sfloat();
        fields.sfloat();
      }
    }
    int status = (flags & LIVE_STATUS) == 0 ? 0 : fields.u16();
    int device = (flags & LIVE_DEVICE) == 0 ? 0 : fields.u24();
    if ((flags & LIVE_AMPLITUDE) != 0) {
      fields.sfloat();
    }
    var problem = fields.problem();
    if (problem != null) {
      return new Told.Malformed(problem);
    }
    if ((status & (DEMONSTRATION | TESTING)) != 0) {
      return new Told.Malformed("a demonstration or a test");
    }
    var spoiler = spoiler(status, device);
    return spoiler == null
        ? onItsWay(values(saturation, pulse))
        : new Told.Failure(spoiler.fault(), spoiler.detail(), null);
  }

  private static @Nullable Spoiler spoiler(int status, int device) {
    for (var each : DEVICE_SPOILERS) {
      if ((device & each.bit()) != 0) {
        return each;
      }
    }
    for (var each : MEASUREMENT_SPOILERS) {
      if ((status & each.bit()) != 0) {
        return each;
      }
    }
    return null;
  }

  private static boolean isOnItsWay(int status, int device) {
    return (status & (ONGOING | EARLY_ESTIMATE)) != 0 || (device & ANALYSIS_ONGOING) != 0;
  }

  /** Those of the two that are numbers a person can have. */
  private static Map<Metric, Quantity> values(MedicalNumber saturation, MedicalNumber pulse) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    if (saturation instanceof MedicalNumber.Value(var percent)) {
      Amounts.plausible(Metric.OXYGEN_SATURATION, percent)
          .ifPresent(quantity -> values.put(Metric.OXYGEN_SATURATION, quantity));
    }
    if (pulse instanceof MedicalNumber.Value(var perMinute)) {
      Amounts.plausible(Metric.PULSE, perMinute)
          .ifPresent(quantity -> values.put(Metric.PULSE, quantity));
    }
    return values;
  }

  private static Told onItsWay(Map<Metric, Quantity> values) {
    var events = new ArrayList<DeviceEvent>();
    values.forEach((metric, quantity) -> events.add(new Progress(metric, quantity)));
    return new Told.Passing(events);
  }
}
