package org.healthhut.device.taidoc;

import java.time.LocalDateTime;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffReading;

/**
 * The value of a cuff's record (taidoc.md, Blood pressure value): systolic in d0, diastolic in d2,
 * pulse in d3. d1 belongs to the systolic pressure on the D40 alone, which mixes glucose among its
 * records and is not read.
 */
final class CuffValue {
  /** A pulse no higher than this says that nothing was measured. */
  private static final int NO_PULSE_MAX = 3;

  private CuffValue() {}

  static Kept decode(Bytes message) {
    if (message.u8(0) == 0 || message.u8(3) <= NO_PULSE_MAX) {
      return new Kept.Spoilt(Fault.MEASUREMENT_FAILED, "a record without a valid measurement");
    }
    var reading = CuffReading.of(message.u8(0), message.u8(2), message.u8(3));
    return switch (CuffLimits.UNKNOWN.judge(reading, Set.of(), LocalDateTime.MIN)) {
      case DeviceEvent.Measured(var values, var flags, _, _) -> new Kept.Measurement(values, flags);
      case DeviceEvent.Failed(var fault, var detail) -> new Kept.Spoilt(fault, detail);
      case DeviceEvent other -> throw new IllegalStateException("a cuff cannot say " + other);
    };
  }
}
