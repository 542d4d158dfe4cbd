package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.healthhut.vital.Metric;

/**
 * What a virtual device is to find.
 *
 * @param values in each metric's own unit; they may be ones no person has
 * @param errorDigit 0 for a good measurement, 1..9 for the device's own error, where it has such
 * @param movements body movements seen, 0..9, where the device counts them
 */
public record Measurement(Map<Metric, BigDecimal> values, int errorDigit, int movements) {
  public Measurement {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
    if (errorDigit < 0 || errorDigit > 9) {
      throw new IllegalArgumentException("errorDigit must be 0..9, is " + errorDigit);
    }
    if (movements < 0 || movements > 9) {
      throw new IllegalArgumentException("movements must be 0..9, is " + movements);
    }
  }

  public static Measurement of(Map<Metric, BigDecimal> values) {
    return new Measurement(values, 0, 0);
  }

  BigDecimal value(Metric metric) {
    var value = values.get(metric);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + metric.key());
    }
    return value;
  }
}
