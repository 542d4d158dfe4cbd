package org.healthhut.device.ultrasonic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** From an echo's time to a distance (height-weight.md, section 5). Pure. */
final class Echo {
  /** The pin is high 150 µs to 25 ms, yet 2 cm, the least it can measure, are 116 µs. */
  private static final int SHORTEST_MICROS = 116;

  private static final int LONGEST_MICROS = 25_000;

  /** Metres a second at 0 °C, which are mm a ms. */
  private static final BigDecimal SPEED_AT_ZERO = new BigDecimal("331.3");

  private static final BigDecimal SPEED_PER_DEGREE = new BigDecimal("0.606");

  /** There and back, and µs to ms. */
  private static final BigDecimal HALF_OF_MICROS = BigDecimal.valueOf(2000);

  private Echo() {}

  /** Whole millimetres; empty outside of the sensor's range. */
  static OptionalInt distanceMm(int micros, BigDecimal celsius) {
    if (micros < SHORTEST_MICROS || micros > LONGEST_MICROS) {
      return OptionalInt.empty();
    }
    var speed = SPEED_AT_ZERO.add(SPEED_PER_DEGREE.multiply(celsius));
    return OptionalInt.of(
        speed
            .multiply(BigDecimal.valueOf(micros))
            .divide(HALF_OF_MICROS, 0, RoundingMode.HALF_UP)
            .intValueExact());
  }
}
