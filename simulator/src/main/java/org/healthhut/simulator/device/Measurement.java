package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/**
 * What a virtual device is to find.
 *
 * @param values in the unit of each {@link Field}; they may be ones no person has
 * @param flags what the device notes beside them
 * @param error the code of the {@link DeviceError} it ends with; empty for a good measurement
 * @param beyond {@link Comparator#ABOVE} for a display of HI, {@link Comparator#BELOW} for LO: the
 *     values are then of no account
 */
public record Measurement(
    Map<Metric, BigDecimal> values, Set<Flag> flags, String error, Comparator beyond) {
  public Measurement {
    values = Collections.unmodifiableMap(new EnumMap<>(values));
    flags = Set.copyOf(flags);
  }

  public static Measurement of(Map<Metric, BigDecimal> values) {
    return new Measurement(values, Set.of(), "", Comparator.EXACTLY);
  }

  public Measurement flagged(Set<Flag> other) {
    return new Measurement(values, other, error, beyond);
  }

  public Measurement failing(String code) {
    return new Measurement(values, flags, code, beyond);
  }

  public Measurement beyond(Comparator limit) {
    return new Measurement(values, flags, error, limit);
  }

  public boolean failed() {
    return !error.isEmpty();
  }

  public BigDecimal value(Metric metric) {
    var value = values.get(metric);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + metric.key());
    }
    return value;
  }
}
