package org.healthhut.device.weighing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * By how much a scale's display steps, which no frame says: 1, 2 or 5 of some digit, as its
 * technician set it. Learned from the weights it shows while people step on and off.
 *
 * <p>Until {@link #WEIGHTS_MIN} different weights have been seen it is one step of the last digit,
 * the smallest it can be. A scale of that step shows nothing but even digits so often once in 256
 * times, and then its division is taken for twice what it is.
 */
final class Division {
  private static final int WEIGHTS_MIN = 8;

  /** Older ones are forgotten, so that one digit lost on the way does not count for ever. */
  private static final int WEIGHTS_MAX = 16;

  /** In steps of the last digit, widest first. */
  private static final List<BigInteger> STEPS =
      List.of(50, 20, 10, 5, 2).stream().map(BigInteger::valueOf).toList();

  /** Scales that people are weighed on step no wider; chosen by this project. */
  private static final BigDecimal WIDEST_KG = new BigDecimal("0.2");

  private final Deque<BigInteger> weights = new ArrayDeque<>();
  private BigDecimal digit = BigDecimal.ONE;

  void seen(BigDecimal kg) {
    if (kg.ulp().compareTo(digit) != 0) {
      digit = kg.ulp();
      weights.clear();
    }
    var steps = kg.unscaledValue();
    if (steps.signum() == 0 || weights.contains(steps)) {
      return;
    }
    if (weights.size() == WEIGHTS_MAX) {
      weights.removeFirst();
    }
    weights.addLast(steps);
  }

  BigDecimal kg() {
    if (weights.size() < WEIGHTS_MIN) {
      return digit;
    }
    return STEPS.stream()
        .filter(step -> weights.stream().allMatch(each -> each.mod(step).signum() == 0))
        .map(step -> digit.multiply(new BigDecimal(step)))
        .filter(width -> width.compareTo(WIDEST_KG) <= 0)
        .findFirst()
        .orElse(digit);
  }
}
