package org.healthhut.simulator.device;

import java.math.BigDecimal;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;

/**
 * A value a format carries.
 *
 * @param unit what the wire carries it in
 * @param decimals digits after the point on the wire
 * @param wireMax the largest number its field has room for; the smallest is zero
 */
public record Field(Metric metric, Unit unit, int decimals, BigDecimal wireMax) {
  public Field(Metric metric, int decimals, String wireMax) {
    this(metric, metric.unit(), decimals, new BigDecimal(wireMax));
  }

  boolean holds(BigDecimal value) {
    return value.signum() >= 0
        && value.compareTo(wireMax) <= 0
        && value.stripTrailingZeros().scale() <= decimals;
  }
}
