package org.healthhut.kiosk.clinical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BloodPressureTest {
  /** Clinical-rules.md 8, and both sides of every limit of 1.1. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          119,  79, BP-N
          120,  79, BP-HN
          119,  80, BP-HN
          139,  89, BP-HN
          140,  89, BP-1 BP-ISH
          139,  90, BP-1 BP-IDH
          159,  99, BP-1
          160,  99, BP-2
          159, 100, BP-2
          179, 109, BP-2
          180,  84, BP-3 BP-ISH
          179, 110, BP-3
          150,  55, BP-1 BP-ISH BP-LOW-D
           90,  60, BP-N
           89,  60, BP-LOW BP-LOW-S
           90,  59, BP-LOW BP-LOW-D
           80,  50, BP-LOW BP-LOW-S BP-LOW-D
          125,  59, BP-HN BP-LOW-D
           89,  80, BP-HN BP-LOW-S
          140,  90, BP-1
          139, 110, BP-3 BP-IDH
          230, 140, BP-3
          """)
  void classesEachNumberApartAndTakesTheHigher(int systolic, int diastolic, String codes) {
    var found = BloodPressure.assess(systolic, diastolic);
    var tags = found.tags().stream().map(tag -> " " + tag.code()).collect(Collectors.joining());
    assertEquals(codes, found.grade().code() + tags);
  }

  /** The person of 70 at 146/84 is in grade 1, controlled, and short of the target. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          146, 84, 70, MET,     NOT_MET
          146, 84, 64, NOT_MET, NOT_MET
          149, 89, 65, MET,     NOT_MET
          150, 89, 65, NOT_MET, NOT_MET
          149, 90, 65, NOT_MET, NOT_MET
          139, 89, 64, MET,     NOT_MET
          140, 89, 64, NOT_MET, NOT_MET
          129, 79, 79, MET,     MET
          130, 79, 79, MET,     NOT_MET
          129, 80, 79, MET,     NOT_MET
          129, 79, 80, MET,     NO_RULE
          129, 79, 18, MET,     MET
          129, 79, 17, NO_RULE, NO_RULE
          129, 79,   , NO_RULE, NO_RULE
          """)
  void keepsControlAndTargetApart(
      int systolic, int diastolic, String age, Line control, Line target) {
    var years = age == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(age));
    assertEquals(control, BloodPressure.control(systolic, diastolic, years));
    assertEquals(target, BloodPressure.target(systolic, diastolic, years));
  }

  @Test
  void neverFallsWhenANumberRises() {
    var random = seeded(20261122);
    for (int i = 0; i < 5_000; i++) {
      int systolic = random.nextInt(40, 300);
      int diastolic = random.nextInt(20, 200);
      var lower = BloodPressure.assess(systolic, diastolic).grade();
      var higher =
          BloodPressure.assess(systolic + random.nextInt(40), diastolic + random.nextInt(40))
              .grade();
      assertTrue(lower.compareTo(higher) <= 0, systolic + "/" + diastolic);
      assertEquals(
          lower == BloodPressureClass.GRADE_3, Alerts.veryHigh(systolic, diastolic), "urgent");
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2008-11-21, 2026-11-20, 17
          2008-11-21, 2026-11-21, 18
          2008-02-29, 2026-02-28, 17
          2008-02-29, 2026-03-01, 18
          2026-11-21, 2026-11-21, 0
          2026-11-22, 2026-11-21, -1
          """)
  void countsWholeYears(LocalDate birth, LocalDate day, int years) {
    assertEquals(years, RuleSet.age(birth, day).orElse(-1));
    assertEquals(years < 0 || years >= 18, RuleSet.covers(RuleSet.age(birth, day)));
  }

  static RandomGenerator seeded(long seed) {
    System.out.println("seed " + seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
