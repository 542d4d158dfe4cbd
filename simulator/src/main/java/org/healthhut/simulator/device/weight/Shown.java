package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import org.healthhut.simulator.device.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * What an indicator makes of its plate.
 *
 * @param gross above its zero, in kilograms
 * @param tare taken off to show the net weight; zero where nothing was tared
 * @param still whether it has settled
 * @param error the code of a failure that it reports in place of a weight, else empty
 * @param settled who stands still on it, else null
 */
record Shown(
    BigDecimal gross,
    BigDecimal tare,
    boolean still,
    Range range,
    String error,
    @Nullable Measurement settled) {

  enum Range {
    WITHIN,
    OVER,
    UNDER
  }

  /** Somebody of {@code kg} who stands still, or does not. */
  static Shown of(BigDecimal kg, boolean still) {
    return new Shown(kg, BigDecimal.ZERO, still, Range.WITHIN, "", null);
  }

  Shown in(Range other) {
    return new Shown(gross, tare, still, other, error, settled);
  }

  Shown tared(BigDecimal kg) {
    return new Shown(gross, kg, still, range, error, settled);
  }

  BigDecimal net() {
    return gross.subtract(tare);
  }

  boolean isTared() {
    return tare.signum() != 0;
  }

  boolean isWithin() {
    return range == Range.WITHIN;
  }
}
