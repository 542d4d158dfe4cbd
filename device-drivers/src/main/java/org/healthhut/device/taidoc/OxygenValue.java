package org.healthhut.device.taidoc;

import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * What an oximeter sees at this moment (taidoc.md, command 49): SpO2 in d0, pulse in d3. Guess:
 * what no person can have means that there is no finger in it.
 */
record OxygenValue(int percent, int pulsePerMinute) {
  static Optional<OxygenValue> decode(Bytes message) {
    var value = new OxygenValue(message.u8(0), message.u8(3));
    return Metric.OXYGEN_SATURATION.plausible(value.saturation())
            && Metric.PULSE.plausible(value.pulse())
        ? Optional.of(value)
        : Optional.empty();
  }

  Quantity saturation() {
    return Quantity.of(percent, Unit.PERCENT);
  }

  Quantity pulse() {
    return Quantity.of(pulsePerMinute, Unit.PER_MINUTE);
  }
}
