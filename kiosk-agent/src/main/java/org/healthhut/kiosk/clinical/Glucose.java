package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * The class of a finger-stick glucose, in mmol/L as drivers give it and as it is shown: with one
 * decimal. It screens; a diagnosis needs venous plasma.
 */
public final class Glucose {
  private static final BigDecimal LOW_TO = new BigDecimal("3.9");
  private static final BigDecimal LEVEL_2_BELOW = new BigDecimal("3.0");
  private static final BigDecimal IMPAIRED_FASTING_FROM = new BigDecimal("6.1");
  private static final BigDecimal FASTING_DIABETES_FROM = new BigDecimal("7.0");
  private static final BigDecimal IMPAIRED_TOLERANCE_FROM = new BigDecimal("7.8");
  private static final BigDecimal DIABETES_FROM = new BigDecimal("11.1");

  private Glucose() {}

  /**
   * What may be said of a value.
   *
   * @param state empty where the meal is not known, except when the value is low
   */
  public record Assessment(Optional<GlucoseClass> state, Set<GlucoseTag> tags) {
    public Assessment {
      var copy = EnumSet.noneOf(GlucoseTag.class);
      copy.addAll(tags);
      tags = Collections.unmodifiableSet(copy);
    }
  }

  /** The number compared with every limit and put on the screen: half up to one decimal. */
  public static BigDecimal shown(Quantity mmolPerL) {
    if (mmolPerL.unit() != Metric.GLUCOSE.unit()) {
      throw new IllegalArgumentException("glucose is judged in " + Metric.GLUCOSE.unit().ucum());
    }
    return mmolPerL.value().setScale(1, RoundingMode.HALF_UP);
  }

  /**
   * The class of an adult's value. LO is low and HI is as high as can be, whichever limit the meter
   * names: no meter's range ends between.
   */
  public static Assessment assess(Quantity mmolPerL, MealContext meal) {
    var value = shown(mmolPerL);
    var tags = EnumSet.noneOf(GlucoseTag.class);
    if (Alerts.glucose(mmolPerL) != Urgency.NONE) {
      tags.add(GlucoseTag.CRITICAL);
    }
    return switch (mmolPerL.comparator()) {
      case BELOW -> {
        tags.add(GlucoseTag.LEVEL_2);
        yield new Assessment(Optional.of(GlucoseClass.LOW), tags);
      }
      case ABOVE -> high(meal, tags);
      case EXACTLY -> {
        if (value.compareTo(LEVEL_2_BELOW) < 0) {
          tags.add(GlucoseTag.LEVEL_2);
        }
        yield value.compareTo(LOW_TO) <= 0
            ? new Assessment(Optional.of(GlucoseClass.LOW), tags)
            : notLow(value, meal, tags);
      }
    };
  }

  /** The line of the public-health service: fasting below 7.0; no other value is judged by it. */
  public static Line control(Quantity mmolPerL, MealContext meal, OptionalInt ageYears) {
    if (meal != MealContext.FASTING || !RuleSet.covers(ageYears)) {
      return Line.NO_RULE;
    }
    return switch (mmolPerL.comparator()) {
      case BELOW -> Line.MET;
      case ABOVE -> Line.NOT_MET;
      case EXACTLY ->
          shown(mmolPerL).compareTo(FASTING_DIABETES_FROM) < 0 ? Line.MET : Line.NOT_MET;
    };
  }

  private static Assessment notLow(BigDecimal value, MealContext meal, Set<GlucoseTag> tags) {
    return switch (meal) {
      case FASTING ->
          new Assessment(
              Optional.of(
                  value.compareTo(FASTING_DIABETES_FROM) >= 0
                      ? GlucoseClass.DIABETES_RANGE
                      : value.compareTo(IMPAIRED_FASTING_FROM) >= 0
                          ? GlucoseClass.IMPAIRED_FASTING
                          : GlucoseClass.NORMAL),
              tags);
      case TWO_HOURS_AFTER_MEAL ->
          new Assessment(
              Optional.of(
                  value.compareTo(DIABETES_FROM) >= 0
                      ? GlucoseClass.DIABETES_RANGE
                      : value.compareTo(IMPAIRED_TOLERANCE_FROM) >= 0
                          ? GlucoseClass.IMPAIRED_TOLERANCE
                          : GlucoseClass.NORMAL),
              tags);
      case RANDOM ->
          value.compareTo(DIABETES_FROM) >= 0
              ? high(meal, tags)
              : new Assessment(Optional.empty(), tags);
    };
  }

  private static Assessment high(MealContext meal, Set<GlucoseTag> tags) {
    return switch (meal) {
      case FASTING, TWO_HOURS_AFTER_MEAL ->
          new Assessment(Optional.of(GlucoseClass.DIABETES_RANGE), tags);
      case RANDOM -> {
        tags.add(GlucoseTag.SEE_DOCTOR);
        yield new Assessment(Optional.empty(), tags);
      }
    };
  }
}
