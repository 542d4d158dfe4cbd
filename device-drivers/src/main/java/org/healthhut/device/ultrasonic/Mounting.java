package org.healthhut.device.ultrasonic;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an ultrasonic sensor hangs (height-weight.md, section 5). Every kiosk has its own; there is
 * no default.
 *
 * @param heightMm from where a person stands to the sensor, calibrated
 * @param celsius the room's usual temperature: 10 degrees more make 1.7 % more of each distance
 */
public record Mounting(int heightMm, BigDecimal celsius) {
  /** The tallest person, and the sensor's shortest distance. */
  public static final int HEIGHT_MIN_MM = 2220;

  /** The floor must give an echo (height-weight.md, section 5: range 2 to 400 cm). */
  public static final int HEIGHT_MAX_MM = 4000;

  public static final BigDecimal CELSIUS_MIN = new BigDecimal("-10");
  public static final BigDecimal CELSIUS_MAX = new BigDecimal("45");

  private static final Pattern TEXT = Pattern.compile("(\\d{4}) mm up, (-?\\d{1,2}(?:\\.\\d)?) C");

  /**
   * @throws IllegalArgumentException saying which value cannot be, and between which limits it must
   */
  public Mounting {
    if (heightMm < HEIGHT_MIN_MM || heightMm > HEIGHT_MAX_MM) {
      throw new IllegalArgumentException("mounting height must be 2220..4000 mm, is " + heightMm);
    }
    if (celsius.compareTo(CELSIUS_MIN) < 0
        || celsius.compareTo(CELSIUS_MAX) > 0
        || celsius.scale() > 1) {
      throw new IllegalArgumentException(
          "temperature must be -10..45 °C with one decimal, is " + celsius);
    }
  }

  /** What {@link #toString} has written; empty for anything else. */
  static Optional<Mounting> parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Mounting(Integer.parseInt(matcher.group(1)), new BigDecimal(matcher.group(2))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** As {@code 2400 mm up, 20 C}. */
  @Override
  public String toString() {
    return "%d mm up, %s C".formatted(heightMm, celsius.toPlainString());
  }
}
