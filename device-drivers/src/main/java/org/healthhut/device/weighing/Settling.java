package org.healthhut.device.weighing;

import java.math.BigDecimal;
import java.time.Duration;
import org.healthhut.vital.Moment;

/**
 * Decides whether a weight has settled where the scale does not say so: 10 weights in a row within
 * one division, over at least 1 s (yaohua-xk3190.md, State machine and clock).
 */
final class Settling {
  private static final int WEIGHTS_MIN = 10;
  private static final Duration TIME_MIN = Duration.ofSeconds(1);

  private final Division division = new Division();
  private BigDecimal lowest = BigDecimal.ZERO;
  private BigDecimal highest = BigDecimal.ZERO;
  private int weights;
  private Duration since = Duration.ZERO;

  /** Whether {@code kg} is the last of so many. */
  boolean settled(BigDecimal kg, Moment now) {
    division.seen(kg);
    var low = weights == 0 ? kg : lowest.min(kg);
    var high = weights == 0 ? kg : highest.max(kg);
    if (weights == 0 || high.subtract(low).compareTo(division.kg()) > 0) {
      lowest = kg;
      highest = kg;
      weights = 1;
      since = now.uptime();
      return false;
    }
    lowest = low;
    highest = high;
    weights = Math.min(weights + 1, WEIGHTS_MIN);
    return weights == WEIGHTS_MIN && now.uptime().compareTo(since.plus(TIME_MIN)) >= 0;
  }

  /** The division is the scale's and stays. */
  void reset() {
    weights = 0;
  }
}
