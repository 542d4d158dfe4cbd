package org.healthhut.device.gatt;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The units devices use, in the units readings are kept in. Each factor is exact by definition;
 * each result is rounded once, half up, to the decimals named here.
 */
public final class Conversions {
  /** Pascal in a conventional millimetre of mercury, by definition. */
  private static final BigDecimal PA_PER_MM_HG = new BigDecimal("133.322387415");

  /** Kilogram in an international pound, by definition. */
  private static final BigDecimal KG_PER_LB = new BigDecimal("0.45359237");

  /** Clinical-rules.md 2.2: convert once, round half up to one decimal. */
  private static final BigDecimal MG_PER_DL_IN_MMOL_PER_L = new BigDecimal("18.0156");

  private static final BigDecimal FREEZING_FAHRENHEIT = BigDecimal.valueOf(32);

  private Conversions() {}

  /** Whole mmHg, as monitors show them. */
  public static BigDecimal mmHgOfKPa(BigDecimal kPa) {
    return kPa.movePointRight(3).divide(PA_PER_MM_HG, 0, RoundingMode.HALF_UP);
  }

  /** Hundredths of a kilogram: a hundredth of a pound is about half of one. */
  public static BigDecimal kgOfLb(BigDecimal lb) {
    return lb.multiply(KG_PER_LB).setScale(2, RoundingMode.HALF_UP);
  }

  /** Tenths of a degree. */
  public static BigDecimal celsiusOfFahrenheit(BigDecimal fahrenheit) {
    return fahrenheit
        .subtract(FREEZING_FAHRENHEIT)
        .multiply(BigDecimal.valueOf(5))
        .divide(BigDecimal.valueOf(9), 1, RoundingMode.HALF_UP);
  }

  /** Glucose in kg/L, which is 100,000 mg/dL, in tenths of mmol/L. */
  public static BigDecimal mmolPerLOfKgPerL(BigDecimal kgPerL) {
    return kgPerL.movePointRight(5).divide(MG_PER_DL_IN_MMOL_PER_L, 1, RoundingMode.HALF_UP);
  }

  /** Exact, with the decimals the device wrote. */
  public static BigDecimal mmolPerLOfMolPerL(BigDecimal molPerL) {
    return molPerL.movePointRight(3);
  }
}
