package org.healthhut.kiosk.clinical;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The class of a blood pressure, and the two lines that must not be mixed with it (1.4): a person
 * of 70 at 146/84 is in grade 1, controlled, and short of the treatment target.
 */
public final class BloodPressure {
  /** Where each class above normal begins; the higher of the two numbers' classes wins. */
  private static final List<From> CLASSES =
      List.of(
          new From(180, 110, BloodPressureClass.GRADE_3),
          new From(160, 100, BloodPressureClass.GRADE_2),
          new From(140, 90, BloodPressureClass.GRADE_1),
          new From(120, 80, BloodPressureClass.HIGH_NORMAL));

  private static final int LOW_SYSTOLIC_BELOW = 90;
  private static final int LOW_DIASTOLIC_BELOW = 60;
  private static final int ELDER_YEARS = 65;
  private static final int TARGET_YEARS_BELOW = 80;

  private BloodPressure() {}

  private record From(int systolicMmHg, int diastolicMmHg, BloodPressureClass grade) {}

  /** A class and its tags. {@link BloodPressureClass#LOW} always has the tag that says why. */
  public record Assessment(BloodPressureClass grade, Set<BloodPressureTag> tags) {
    public Assessment {
      tags = Collections.unmodifiableSet(copy(tags));
    }
  }

  /** The class of an adult's blood pressure. Nobody under 18 is classed: ask {@link RuleSet}. */
  public static Assessment assess(int systolicMmHg, int diastolicMmHg) {
    var tags = EnumSet.noneOf(BloodPressureTag.class);
    if (systolicMmHg < LOW_SYSTOLIC_BELOW) {
      tags.add(BloodPressureTag.LOW_SYSTOLIC);
    }
    if (diastolicMmHg < LOW_DIASTOLIC_BELOW) {
      tags.add(BloodPressureTag.LOW_DIASTOLIC);
    }
    for (var from : CLASSES) {
      if (systolicMmHg >= from.systolicMmHg || diastolicMmHg >= from.diastolicMmHg) {
        if (systolicMmHg >= 140 && diastolicMmHg < 90) {
          tags.add(BloodPressureTag.ISOLATED_SYSTOLIC);
        }
        if (systolicMmHg < 140 && diastolicMmHg >= 90) {
          tags.add(BloodPressureTag.ISOLATED_DIASTOLIC);
        }
        return new Assessment(from.grade, tags);
      }
    }
    return new Assessment(
        tags.isEmpty() ? BloodPressureClass.NORMAL : BloodPressureClass.LOW, tags);
  }

  /** The line of the public-health service: below 140/90, from 65 years on below 150/90. */
  public static Line control(int systolicMmHg, int diastolicMmHg, OptionalInt ageYears) {
    if (ageYears.isEmpty() || !RuleSet.covers(ageYears)) {
      return Line.NO_RULE;
    }
    int systolicBelow = ageYears.getAsInt() >= ELDER_YEARS ? 150 : 140;
    return below(systolicMmHg, systolicBelow, diastolicMmHg, 90);
  }

  /** The target of treatment: below 130/80 under 80 years; from 80 on a doctor sets it. */
  public static Line target(int systolicMmHg, int diastolicMmHg, OptionalInt ageYears) {
    if (ageYears.isEmpty()
        || !RuleSet.covers(ageYears)
        || ageYears.getAsInt() >= TARGET_YEARS_BELOW) {
      return Line.NO_RULE;
    }
    return below(systolicMmHg, 130, diastolicMmHg, 80);
  }

  private static Line below(int systolic, int systolicBelow, int diastolic, int diastolicBelow) {
    return systolic < systolicBelow && diastolic < diastolicBelow ? Line.MET : Line.NOT_MET;
  }

  private static Set<BloodPressureTag> copy(Set<BloodPressureTag> tags) {
    var copy = EnumSet.noneOf(BloodPressureTag.class);
    copy.addAll(tags);
    return copy;
  }
}
