package org.healthhut.device.taidoc;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * The value of a thermometer's record (taidoc.md, Temperature): d0 d1, from 1000 on hundredths of a
 * degree, else tenths.
 */
final class TemperatureValue {
  private static final int HUNDREDTHS_MIN = 1_000;

  private TemperatureValue() {}

  static Kept decode(Bytes message) {
    int number = message.u16le(0);
    var celsius = BigDecimal.valueOf(number, number >= HUNDREDTHS_MIN ? 2 : 1);
    var temperature = new Quantity(Comparator.EXACTLY, celsius, Unit.CELSIUS);
    return Metric.TEMPERATURE.plausible(temperature)
        ? new Kept.Measurement(Map.of(Metric.TEMPERATURE, temperature), Set.of())
        : new Kept.Spoilt(Fault.IMPLAUSIBLE, "no temperature of a body");
  }
}
