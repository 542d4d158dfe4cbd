package org.healthhut.kiosk.clinical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthhut.device.BloodGlucose;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OtherRulesTest {
  private static final OptionalInt ADULT = OptionalInt.of(40);
  private static final DeviceIdentity DEVICE = new DeviceIdentity("any", "any-a", null);
  private static final ReadingTime TIME =
      new ReadingTime(Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, null);

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          FASTING,              2.9,   G-LO G-LO2 G-CRIT, URGENT, MET
          FASTING,              3.0,   G-LO G-CRIT,       URGENT, MET
          FASTING,              3.9,   G-LO G-CRIT,       URGENT, MET
          FASTING,              3.94,  G-LO G-CRIT,       URGENT, MET
          FASTING,              4.0,   G-N,               NONE,   MET
          FASTING,              6.0,   G-N,               NONE,   MET
          FASTING,              6.1,   G-IFG,             NONE,   MET
          FASTING,              6.9,   G-IFG,             NONE,   MET
          FASTING,              7.0,   G-DM,              NONE,   NOT_MET
          FASTING,              16.6,  G-DM,              NONE,   NOT_MET
          FASTING,              16.65, G-DM G-CRIT,       URGENT, NOT_MET
          FASTING,              >33.3, G-DM G-CRIT,       URGENT, NOT_MET
          FASTING,              <1.1,  G-LO G-LO2 G-CRIT, URGENT, MET
          TWO_HOURS_AFTER_MEAL, 7.7,   G-N,               NONE,   NO_RULE
          TWO_HOURS_AFTER_MEAL, 7.8,   G-IGT,             NONE,   NO_RULE
          TWO_HOURS_AFTER_MEAL, 11.0,  G-IGT,             NONE,   NO_RULE
          TWO_HOURS_AFTER_MEAL, 11.1,  G-DM,              NONE,   NO_RULE
          TWO_HOURS_AFTER_MEAL, >27.8, G-DM G-CRIT,       URGENT, NO_RULE
          RANDOM,               3.9,   G-LO G-CRIT,       URGENT, NO_RULE
          RANDOM,               4.0,   -,                 NONE,   NO_RULE
          RANDOM,               11.0,  -,                 NONE,   NO_RULE
          RANDOM,               11.1,  - G-SEE,           NONE,   NO_RULE
          RANDOM,               16.7,  - G-CRIT G-SEE,    URGENT, NO_RULE
          RANDOM,               >33.3, - G-CRIT G-SEE,    URGENT, NO_RULE
          """)
  void classesGlucoseByTheMeal(
      MealContext meal, String value, String codes, Urgency urgency, Line control) {
    var quantity = glucose(value);
    var found = Glucose.assess(quantity, meal);
    var tags = found.tags().stream().map(tag -> " " + tag.code()).collect(Collectors.joining());
    assertEquals(codes, found.state().map(GlucoseClass::code).orElse("-") + tags);
    assertEquals(urgency, Alerts.glucose(quantity));
    assertEquals(control, Glucose.control(quantity, meal, ADULT));
  }

  /** 300 mg/dL decides an urgent referral, and 299 does not. */
  @ParameterizedTest
  @CsvSource({"299, 16.6, NONE", "300, 16.7, URGENT", "70, 3.9, URGENT", "72, 4.0, NONE"})
  void judgesWhatAMeterInMgPerDlShows(int mgPerDl, String shown, Urgency urgency) {
    var quantity = BloodGlucose.ofMgPerDl(mgPerDl);
    assertEquals(new BigDecimal(shown), Glucose.shown(quantity));
    assertEquals(urgency, Alerts.glucose(quantity));
  }

  @Test
  void refusesGlucoseInAnotherUnit() {
    var quantity = Quantity.of(100, Unit.MG_PER_DL);
    assertThrows(IllegalArgumentException.class, () -> Glucose.shown(quantity));
  }

  @ParameterizedTest
  @EnumSource(MealContext.class)
  void glucoseClassesNeverFallWhenTheValueRises(MealContext meal) {
    var last = GlucoseClass.LOW;
    for (int tenths = 6; tenths <= 333; tenths++) {
      var found =
          Glucose.assess(
                  new Quantity(Comparator.EXACTLY, BigDecimal.valueOf(tenths, 1), Unit.MMOL_PER_L),
                  meal)
              .state();
      if (found.isPresent()) {
        assertTrue(found.get().compareTo(last) >= 0, tenths + " tenths");
        last = found.get();
      }
      assertEquals(tenths > 39 && meal == MealContext.RANDOM, found.isEmpty());
    }
  }

  @Test
  void onlyAFastingMarkOfAMeterTellsTheMeal() {
    assertEquals(MealContext.FASTING, MealContext.of(Set.of(Flag.FASTING)));
    assertEquals(MealContext.RANDOM, MealContext.of(Set.of(Flag.AFTER_MEAL, Flag.BEFORE_MEAL)));
    assertEquals(Flag.AFTER_MEAL, MealContext.TWO_HOURS_AFTER_MEAL.flag().orElseThrow());
  }

  @Test
  void doubtsAreTheFlagsThatSpeakAgainstAPressure() {
    assertEquals(
        Set.of(Doubt.MOVED, Doubt.CUFF_LOOSE, Doubt.IRREGULAR_PULSE),
        Doubt.of(EnumSet.allOf(Flag.class)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          47.1, 160, 18.4, UNDERWEIGHT
          47.4, 160, 18.5, NORMAL
          61.3, 160, 23.9, NORMAL
          61.4, 160, 24.0, OVERWEIGHT
          71.5, 160, 27.9, OVERWEIGHT
          71.7, 160, 28.0, OBESE
          68.25, 170.5, 23.5, NORMAL
          """)
  void classesTheRoundedIndex(
      BigDecimal kg, BigDecimal cm, BigDecimal index, BodyMassClass expected) {
    assertEquals(index, BodyMass.index(kg, cm));
    assertEquals(expected, BodyMass.assess(index, ADULT).orElseThrow());
    assertEquals(expected, BodyMass.assess(index, OptionalInt.empty()).orElseThrow());
    assertTrue(BodyMass.assess(index, OptionalInt.of(17)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"21.9, NOT_MET", "22.0, MET", "26.9, MET", "27.0, NOT_MET"})
  void suggestsAnotherRangeFrom80(BigDecimal index, Line expected) {
    assertEquals(expected, BodyMass.suggestedFor80(index, OptionalInt.of(80)));
    assertEquals(Line.NO_RULE, BodyMass.suggestedFor80(index, OptionalInt.of(79)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          84.9, USUAL,               PRE_CENTRAL_OBESITY
          85.0, PRE_CENTRAL_OBESITY, CENTRAL_OBESITY
          89.9, PRE_CENTRAL_OBESITY, CENTRAL_OBESITY
          90.0, CENTRAL_OBESITY,     CENTRAL_OBESITY
          79.9, USUAL,               USUAL
          80.0, USUAL,               PRE_CENTRAL_OBESITY
          """)
  void classesWaists(BigDecimal cm, Waist man, Waist woman) {
    assertEquals(man, Waist.assess(cm, Sex.MALE, ADULT).orElseThrow());
    assertEquals(woman, Waist.assess(cm, Sex.FEMALE, ADULT).orElseThrow());
    assertTrue(Waist.assess(cm, Sex.FEMALE, OptionalInt.of(17)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "95, USUAL, NONE",
    "94, REPEAT, NONE",
    "93, SEE_DOCTOR, NONE",
    "91, SEE_DOCTOR, NONE",
    "90, SEE_DOCTOR, URGENT"
  })
  void hintsAtOxygen(int percent, Hint hint, Urgency urgency) {
    assertEquals(hint, Hint.saturation(percent));
    assertEquals(urgency, Alerts.saturation(percent));
  }

  @ParameterizedTest
  @CsvSource({
    "39, REPEAT, URGENT",
    "40, REPEAT, NONE",
    "59, REPEAT, NONE",
    "60, USUAL, NONE",
    "100, USUAL, NONE",
    "101, REPEAT, NONE",
    "130, REPEAT, NONE",
    "131, REPEAT, URGENT"
  })
  void hintsAtPulse(int perMinute, Hint hint, Urgency urgency) {
    assertEquals(hint, Hint.pulse(perMinute));
    assertEquals(urgency, Alerts.pulse(perMinute));
  }

  @ParameterizedTest
  @CsvSource({
    "35.94, BELOW_USUAL",
    "35.95, USUAL",
    "37.2, USUAL",
    "37.3, LOW_FEVER",
    "38.0, LOW_FEVER",
    "38.1, MEDIUM_FEVER",
    "39.0, MEDIUM_FEVER",
    "39.1, HIGH_FEVER",
    "41.0, HIGH_FEVER",
    "41.1, EXTREME_FEVER"
  })
  void classesTemperatureUnderTheArm(BigDecimal celsius, Temperature expected) {
    var found = Temperature.assessAxillary(celsius);
    assertEquals(expected, found);
    assertEquals(
        found.compareTo(Temperature.HIGH_FEVER) >= 0,
        Alerts.axillaryTemperature(celsius) == Urgency.URGENT);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SYSTOLIC,          70, 230, 1
          DIASTOLIC,         40, 140, 1
          PULSE,             40, 160, 1
          GLUCOSE,          2.2,  25, 0.1
          WEIGHT,            30, 200, 0.1
          HEIGHT,           130, 210, 0.1
          BODY_MASS_INDEX,   14,  50, 0.1
          BODY_FAT,           5,  60, 0.1
          OXYGEN_SATURATION, 85, 100, 1
          TEMPERATURE,     35.0, 39.5, 0.1
          """)
  void asksAgainOutsideTheSeldomLimits(
      Metric metric, BigDecimal low, BigDecimal high, BigDecimal step) {
    assertEquals(List.of(), Unusual.in(reading(metric, low)));
    assertEquals(List.of(), Unusual.in(reading(metric, high)));
    var expected = List.of(Unusual.valueOf(metric.name()));
    assertEquals(expected, Unusual.in(reading(metric, low.subtract(step))));
    if (metric != Metric.OXYGEN_SATURATION) {
      assertEquals(expected, Unusual.in(reading(metric, high.add(step))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          120, 105, 110, ''
          120, 106, 110, PULSE_PRESSURE
          200,  80, 110, ''
          201,  80, 110, PULSE_PRESSURE
          120,  80, 120, ''
          120,  80, 121, MEAN_PRESSURE
          120,  80,  79, MEAN_PRESSURE
          """)
  void checksPressuresAgainstEachOther(int systolic, int diastolic, int mean, String expected) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG));
    values.put(Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG));
    values.put(Metric.MEAN_PRESSURE, Quantity.of(mean, Unit.MM_HG));
    assertEquals(
        expected,
        Unusual.in(reading(values)).stream().map(Enum::name).collect(Collectors.joining(" ")));
  }

  @Test
  void checksOneVisitAgainstItself() {
    assertTrue(Unusual.pulses(70, 91));
    assertFalse(Unusual.pulses(70, 90));
    assertTrue(Unusual.waist(new BigDecimal("160"), OptionalInt.of(160)));
    assertFalse(Unusual.waist(new BigDecimal("159.9"), OptionalInt.of(160)));
    assertTrue(Unusual.waist(new BigDecimal("49.9"), OptionalInt.empty()));
    assertTrue(Unusual.bodyMassIndex(new BigDecimal("13.9")));
    assertEquals(List.of(Unusual.GLUCOSE), Unusual.in(reading(Metric.GLUCOSE, ">20")));
  }

  @ParameterizedTest
  @CsvSource({
    "61.2, 66.2, 30, false",
    "61.2, 66.3, 30, true",
    "61.2, 56.1, 1, true",
    "61.2, 66.3, 31, false"
  })
  void asksWhoItIsAfterAJumpOfWeight(BigDecimal last, BigDecimal now, int days, boolean asks) {
    assertEquals(asks, SamePerson.asksForWeight(last, Duration.ofDays(days), now));
  }

  @ParameterizedTest
  @CsvSource({"165, 168, false", "165, 168.1, true", "165, 161.9, true"})
  void asksWhoItIsAfterAJumpOfHeight(BigDecimal last, BigDecimal now, boolean asks) {
    assertEquals(asks, SamePerson.asksForHeight(last, now));
  }

  @Test
  void theRuleSetHasAName() {
    assertEquals("cn-adult-2026.1", RuleSet.ID);
    assertNotEquals(RuleSet.ID, Protocol.DEFAULT.id());
  }

  private static Quantity glucose(String value) {
    return switch (value.charAt(0)) {
      case '<' -> Quantity.below(value.substring(1), Unit.MMOL_PER_L);
      case '>' -> Quantity.above(value.substring(1), Unit.MMOL_PER_L);
      default -> Quantity.of(value, Unit.MMOL_PER_L);
    };
  }

  private static Reading reading(Metric metric, String value) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(metric, glucose(value));
    return reading(values);
  }

  private static Reading reading(Metric metric, BigDecimal value) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(metric, Quantity.of(value.toPlainString(), metric.unit()));
    return reading(values);
  }

  private static Reading reading(EnumMap<Metric, Quantity> values) {
    return new Reading(DEVICE, TIME, values, Set.of());
  }
}
