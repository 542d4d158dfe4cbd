package org.healthhut.device.gatt;

import java.math.BigDecimal;
import java.util.Optional;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/** Numbers to quantities, where a person could have them. */
public final class Amounts {
  /** No metric has a value of more digits before or after its point. */
  private static final int DIGITS_MAX = 9;

  private Amounts() {}

  /** {@code number}, which is in the metric's own unit; empty where no person can have it. */
  public static Optional<Quantity> plausible(Metric metric, BigDecimal number) {
    if (Math.abs(number.scale()) > DIGITS_MAX || number.precision() > DIGITS_MAX) {
      return Optional.empty();
    }
    var plain = number.scale() < 0 ? number.setScale(0) : number;
    if (plain.precision() > DIGITS_MAX) {
      return Optional.empty();
    }
    var quantity = new Quantity(Comparator.EXACTLY, plain, metric.unit());
    return Optional.of(quantity).filter(metric::plausible);
  }
}
