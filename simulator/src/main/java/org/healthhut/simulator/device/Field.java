package org.healthhut.simulator.device;

import java.math.BigDecimal;
import org.healthhut.vital.Metric;

/**
 * A value a format carries.
 *
 * @param decimals digits after the point on the wire
 * @param wireMax the largest number its field has room for; the smallest is zero
 */
public record Field(Metric metric, int decimals, BigDecimal wireMax) {
  boolean holds(BigDecimal value) {
    return value.signum() >= 0
        && value.compareTo(wireMax) <= 0
        && value.stripTrailingZeros().scale() <= decimals;
  }
}
