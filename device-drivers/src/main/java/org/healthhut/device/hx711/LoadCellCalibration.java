package org.healthhut.device.hx711;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scale of load cells was found to say when it was calibrated (hx711.md, Calibration). Every
 * scale has its own; there is no default.
 *
 * @param offset counts of the empty plate, the mean of at least 20 conversions
 * @param countsPerKg negative where the bridge is wired the other way round
 * @param on the day of the calibration
 * @param celsius the temperature then
 */
public record LoadCellCalibration(
    int offset, BigDecimal countsPerKg, LocalDate on, BigDecimal celsius) {
  /** Beyond it the converter is saturated. */
  public static final int COUNTS_MAX = 0x7FFFFE;

  /** Below, a step of 0.1 kg would be lost in the converter's own noise; chosen by this project. */
  public static final BigDecimal FACTOR_MIN = new BigDecimal("500");

  /** Above, not even 8 kg would fit. */
  public static final BigDecimal FACTOR_MAX = new BigDecimal("1000000");

  public static final BigDecimal CELSIUS_MIN = new BigDecimal("-20");
  public static final BigDecimal CELSIUS_MAX = new BigDecimal("60");

  private static final Pattern TEXT =
      Pattern.compile(
          "offset (-?\\d{1,7}), (-?\\d{1,7}(?:\\.\\d{1,4})?) counts/kg,"
              + " (\\d{4}-\\d{2}-\\d{2}), (-?\\d{1,2}(?:\\.\\d)?) C");

  /**
   * @throws IllegalArgumentException saying which value cannot be, and between which limits it must
   */
  public LoadCellCalibration {
    if (Math.abs(offset) > COUNTS_MAX) {
      throw new IllegalArgumentException("offset must be -8388606..8388606, is " + offset);
    }
    if (!within(countsPerKg.abs(), FACTOR_MIN, FACTOR_MAX) || countsPerKg.scale() > 4) {
      throw new IllegalArgumentException(
          "counts per kg must be 500..1000000 or the same below zero, is " + countsPerKg);
    }
    if (!within(celsius, CELSIUS_MIN, CELSIUS_MAX) || celsius.scale() > 1) {
      throw new IllegalArgumentException(
          "temperature must be -20..60 °C with one decimal, is " + celsius);
    }
  }

  private static boolean within(BigDecimal value, BigDecimal lowest, BigDecimal highest) {
    return value.compareTo(lowest) >= 0 && value.compareTo(highest) <= 0;
  }

  /** What {@link #toString} has written; empty for anything else. */
  static Optional<LoadCellCalibration> parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LoadCellCalibration(
              Integer.parseInt(matcher.group(1)),
              new BigDecimal(matcher.group(2)),
              LocalDate.parse(matcher.group(3)),
              new BigDecimal(matcher.group(4))));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /** As {@code offset 84213, 74200.0 counts/kg, 2025-03-01, 21.5 C}. */
  @Override
  public String toString() {
    return "offset %d, %s counts/kg, %s, %s C"
        .formatted(offset, countsPerKg.toPlainString(), on, celsius.toPlainString());
  }
}
