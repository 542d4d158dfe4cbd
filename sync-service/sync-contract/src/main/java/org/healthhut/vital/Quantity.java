package org.healthhut.vital;

import java.math.BigDecimal;

/**
 * A number with its unit, exactly as the device gave it: the scale of {@code value} is kept, since
 * 68.0 and 68 are different statements of precision.
 */
public record Quantity(Comparator comparator, BigDecimal value, Unit unit) {
  /** More digits than any device has; what is longer came from no device. */
  private static final int DIGITS_MAX = 12;

  public Quantity {
    if (value.precision() > DIGITS_MAX
        || value.scale() > DIGITS_MAX
        || value.scale() < -DIGITS_MAX) {
      throw new IllegalArgumentException("a quantity has at most " + DIGITS_MAX + " digits");
    }
  }

  public static Quantity of(String value, Unit unit) {
    return new Quantity(Comparator.EXACTLY, new BigDecimal(value), unit);
  }

  public static Quantity of(long value, Unit unit) {
    return new Quantity(Comparator.EXACTLY, BigDecimal.valueOf(value), unit);
  }

  public static Quantity below(String limit, Unit unit) {
    return new Quantity(Comparator.BELOW, new BigDecimal(limit), unit);
  }

  public static Quantity above(String limit, Unit unit) {
    return new Quantity(Comparator.ABOVE, new BigDecimal(limit), unit);
  }

  /** A plain number, neither HI nor LO. */
  public boolean isExact() {
    return comparator == Comparator.EXACTLY;
  }

  /** The comparator and the number without its unit: {@code 7.9}, {@code <1.1}. */
  public String number() {
    return comparator.sign() + value.toPlainString();
  }
}
