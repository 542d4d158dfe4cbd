package org.healthhut.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BloodGlucoseTest {
  /** Clinical-rules.md 2.2, worked check. */
  @ParameterizedTest
  @CsvSource({"70, 3.9", "100, 5.6", "109, 6.1", "126, 7.0", "200, 11.1", "300, 16.7"})
  void convertsAsTheClinicalRulesDo(int mgPerDl, String mmolPerL) {
    assertEquals(mmolPerL, BloodGlucose.ofMgPerDl(mgPerDl).number());
  }

  @ParameterizedTest
  @CsvSource({"20, 600", "20, 500"})
  void keepsLimitsOfMetersAsLimits(int low, int high) {
    assertEquals("<1.1", BloodGlucose.belowMgPerDl(low).number());
    assertEquals(high == 600 ? ">33.3" : ">27.8", BloodGlucose.aboveMgPerDl(high).number());
    assertTrue(Metric.GLUCOSE.plausible(BloodGlucose.aboveMgPerDl(high)));
    assertTrue(Metric.GLUCOSE.plausible(BloodGlucose.belowMgPerDl(low)));
  }
}
