package org.healthhut.device.taidoc;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * What an oximeter sees at this moment (taidoc.md, command 49): SpO2 in d0, pulse in d3. Guess:
 * what no person can have means that there is no finger in it.
 */
final class OxygenValue {
  private OxygenValue() {}

  static Sample decode(Bytes message) {
    int percent = message.u8(0);
    int perMinute = message.u8(3);
    return Metric.OXYGEN_SATURATION.plausible(Quantity.of(percent, Unit.PERCENT))
            && Metric.PULSE.plausible(Quantity.of(perMinute, Unit.PER_MINUTE))
        ? new Sample.Values(percent, perMinute, false)
        : new Sample.NoFinger();
  }
}
