package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Whether to ask 是您本人吗: two people in one visit is the commonest mistake at a kiosk. Nothing is
 * decided here, the person is.
 */
public final class SamePerson {
  private static final BigDecimal WEIGHT_CHANGE_MAX_KG = BigDecimal.valueOf(5);
  private static final Duration WEIGHT_WITHIN = Duration.ofDays(30);
  private static final BigDecimal HEIGHT_CHANGE_MAX_CM = BigDecimal.valueOf(3);

  private SamePerson() {}

  /** More than 5 kg from the last weight, at most 30 days before. */
  public static boolean asksForWeight(BigDecimal lastKg, Duration since, BigDecimal nowKg) {
    return since.compareTo(WEIGHT_WITHIN) <= 0
        && nowKg.subtract(lastKg).abs().compareTo(WEIGHT_CHANGE_MAX_KG) > 0;
  }

  /** More than 3 cm from an adult's last height, however long ago. */
  public static boolean asksForHeight(BigDecimal lastCm, BigDecimal nowCm) {
    return nowCm.subtract(lastCm).abs().compareTo(HEIGHT_CHANGE_MAX_CM) > 0;
  }
}
