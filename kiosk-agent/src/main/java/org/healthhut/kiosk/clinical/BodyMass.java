package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;

/** Body mass index and its class. The index is rounded first, so that screen and class agree. */
public final class BodyMass {
  private static final BigDecimal NORMAL_FROM = new BigDecimal("18.5");
  private static final BigDecimal OVERWEIGHT_FROM = new BigDecimal("24.0");
  private static final BigDecimal OBESE_FROM = new BigDecimal("28.0");
  private static final BigDecimal ELDER_FROM = new BigDecimal("22.0");
  private static final BigDecimal ELDER_TO = new BigDecimal("26.9");
  private static final int ELDER_YEARS = 80;

  private BodyMass() {}

  /** Kilograms by square metres, half up to one decimal. */
  public static BigDecimal index(BigDecimal kg, BigDecimal cm) {
    if (kg.signum() <= 0 || cm.signum() <= 0) {
      throw new IllegalArgumentException("weight and height are above zero");
    }
    return kg.multiply(BigDecimal.valueOf(10_000))
        .divide(cm.multiply(cm), MathContext.DECIMAL64)
        .setScale(1, RoundingMode.HALF_UP);
  }

  /** The class of an index; empty under 18 years. */
  public static Optional<BodyMassClass> assess(BigDecimal index, OptionalInt ageYears) {
    if (!RuleSet.covers(ageYears)) {
      return Optional.empty();
    }
    if (index.compareTo(NORMAL_FROM) < 0) {
      return Optional.of(BodyMassClass.UNDERWEIGHT);
    }
    if (index.compareTo(OVERWEIGHT_FROM) < 0) {
      return Optional.of(BodyMassClass.NORMAL);
    }
    return Optional.of(
        index.compareTo(OBESE_FROM) < 0 ? BodyMassClass.OVERWEIGHT : BodyMassClass.OBESE);
  }

  /** From 80 years on 22.0 to 26.9 is what is suggested, beside the class; no rule before. */
  public static Line suggestedFor80(BigDecimal index, OptionalInt ageYears) {
    if (ageYears.isEmpty() || ageYears.getAsInt() < ELDER_YEARS) {
      return Line.NO_RULE;
    }
    return index.compareTo(ELDER_FROM) >= 0 && index.compareTo(ELDER_TO) <= 0
        ? Line.MET
        : Line.NOT_MET;
  }
}
