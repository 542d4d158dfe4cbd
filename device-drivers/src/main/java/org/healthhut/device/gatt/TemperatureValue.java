package org.healthhut.device.gatt;

import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.vital.Metric;

/**
 * Characteristic 2A1C (ble-gatt.md, Thermometer).
 *
 * <pre>
 * flags  bit 0 Fahrenheit, 1 time, 2 site
 * value  flags(1) temperature(FLOAT, 4) [time(7)] [site(1)]
 * site   1 armpit, 2 body, 3 ear, 4 finger, 6 mouth, 9 ear drum
 * </pre>
 *
 * <p>The temperature of a finger is not that of a body, and what the other numbers mean the note
 * does not say: both are refused.
 */
final class TemperatureValue {
  private static final int FAHRENHEIT = 1;
  private static final int TIME = 1 << 1;
  private static final int SITE = 1 << 2;

  private static final int FINGER = 4;
  private static final Set<Integer> BODY_SITES = Set.of(1, 2, 3, 6, 9);

  private TemperatureValue() {}

  static Told measurement(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    var number = fields.float32();
    var at = (flags & TIME) == 0 ? null : fields.dateTime();
    boolean sited = (flags & SITE) != 0;
    int site = sited ? fields.u8() : 0;
    var problem = fields.problem();
    if (problem != null) {
      return new Told.Malformed(problem);
    }
    if (sited && !BODY_SITES.contains(site)) {
      return new Told.Malformed(site == FINGER ? "a finger's temperature" : "unknown site");
    }
    if (!(number instanceof MedicalNumber.Value(var degrees))) {
      return new Told.Failure(Fault.MEASUREMENT_FAILED, "no temperature was found", at);
    }
    var celsius = (flags & FAHRENHEIT) == 0 ? degrees : Conversions.celsiusOfFahrenheit(degrees);
    var temperature = Amounts.plausible(Metric.TEMPERATURE, celsius);
    return temperature.isPresent()
        ? new Told.Measurement(Map.of(Metric.TEMPERATURE, temperature.get()), Set.of(), at, false)
        : new Told.Failure(Fault.IMPLAUSIBLE, "no person has this temperature", at);
  }
}
