package org.healthhut.device.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import org.healthhut.device.BloodGlucose;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

final class ConversionsTest {
  @Test
  void countsWholeMillimetresOfMercury() {
    assertEquals("131", Conversions.mmHgOfKPa(new BigDecimal("17.5")).toPlainString());
    assertEquals("84", Conversions.mmHgOfKPa(new BigDecimal("11.2")).toPlainString());
    assertEquals("100", Conversions.mmHgOfKPa(new BigDecimal("13.3")).toPlainString());
    assertEquals("760", Conversions.mmHgOfKPa(new BigDecimal("101.325")).toPlainString());
  }

  @Test
  void countsHundredthsOfAKilogram() {
    assertEquals("65.41", Conversions.kgOfLb(new BigDecimal("144.20")).toPlainString());
    assertEquals("45.36", Conversions.kgOfLb(new BigDecimal("100")).toPlainString());
  }

  @Test
  void countsTenthsOfADegree() {
    assertEquals("37.0", Conversions.celsiusOfFahrenheit(new BigDecimal("98.6")).toPlainString());
    assertEquals("36.6", Conversions.celsiusOfFahrenheit(new BigDecimal("97.9")).toPlainString());
    assertEquals("-40.0", Conversions.celsiusOfFahrenheit(new BigDecimal("-40")).toPlainString());
  }

  @Test
  void convertsGlucoseAsAllMetersDo() {
    for (int mgPerDl = 11; mgPerDl <= 600; mgPerDl++) {
      assertEquals(
          BloodGlucose.ofMgPerDl(mgPerDl).value(),
          Conversions.mmolPerLOfKgPerL(BigDecimal.valueOf(mgPerDl, 5)));
    }
    assertEquals("7.9", Conversions.mmolPerLOfMolPerL(new BigDecimal("0.0079")).toPlainString());
  }

  @Test
  void makesNoAmountOfANumberNobodyCanHave() {
    for (var number : new String[] {"1E+127", "1E-128", "8388607E+100", "-1", "0", "1000000000"}) {
      assertEquals(
          Optional.empty(), Amounts.plausible(Metric.SYSTOLIC, new BigDecimal(number)), number);
    }
  }

  @Test
  void keepsTheDecimalsOfTheDevice() {
    var oneDecimal = Amounts.plausible(Metric.WEIGHT, new BigDecimal("68.0"));
    assertEquals("68.0", oneDecimal.orElseThrow().number());
    var tens = Amounts.plausible(Metric.SYSTOLIC, new BigDecimal("13E+1"));
    assertTrue(tens.isPresent());
    assertEquals(new BigDecimal("130"), tens.get().value());
  }
}
