package org.healthhut.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/** Blood glucose from meters that count in mg/dL, in the unit of {@link Metric#GLUCOSE}. */
public final class BloodGlucose {
  /** Clinical-rules.md 2.2: convert once, round half up to one decimal. */
  private static final BigDecimal MG_PER_DL_IN_MMOL_PER_L = new BigDecimal("18.0156");

  private BloodGlucose() {}

  public static Quantity ofMgPerDl(int mgPerDl) {
    return new Quantity(Comparator.EXACTLY, mmolPerL(mgPerDl), Metric.GLUCOSE.unit());
  }

  /** A meter's HI: more than the most it can show. */
  public static Quantity aboveMgPerDl(int mgPerDl) {
    return new Quantity(Comparator.ABOVE, mmolPerL(mgPerDl), Metric.GLUCOSE.unit());
  }

  /** A meter's LO: less than the least it can show. */
  public static Quantity belowMgPerDl(int mgPerDl) {
    return new Quantity(Comparator.BELOW, mmolPerL(mgPerDl), Metric.GLUCOSE.unit());
  }

  private static BigDecimal mmolPerL(int mgPerDl) {
    return BigDecimal.valueOf(mgPerDl).divide(MG_PER_DL_IN_MMOL_PER_L, 1, RoundingMode.HALF_UP);
  }
}
