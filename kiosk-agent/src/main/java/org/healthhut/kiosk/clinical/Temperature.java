package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a temperature taken under the arm says, lowest first. A forehead's or an ear's has no class:
 * this table is not theirs.
 */
public enum Temperature {
  BELOW_USUAL("T-LOW", "0"),
  USUAL("T-N", "36.0"),
  LOW_FEVER("T-1", "37.3"),
  MEDIUM_FEVER("T-2", "38.1"),
  HIGH_FEVER("T-3", "39.1"),
  EXTREME_FEVER("T-4", "41.1");

  private final String code;
  private final BigDecimal from;

  Temperature(String code, String from) {
    this.code = code;
    this.from = new BigDecimal(from);
  }

  public String code() {
    return code;
  }

  /** The number compared and put on the screen: half up to one decimal. */
  public static BigDecimal shown(BigDecimal celsius) {
    return celsius.setScale(1, RoundingMode.HALF_UP);
  }

  public static Temperature assessAxillary(BigDecimal celsius) {
    var shown = shown(celsius);
    var found = BELOW_USUAL;
    for (var step : values()) {
      if (shown.compareTo(step.from) >= 0) {
        found = step;
      }
    }
    return found;
  }
}
