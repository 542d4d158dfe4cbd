package org.healthhut.device.hx711;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/** A median of 5, then the last 10 of those (hx711.md, Software filter and state machine). */
final class SampleFilter {
  private static final int MEDIAN_OF = 5;
  private static final int MEAN_OF = 10;

  private final Deque<Integer> latest = new ArrayDeque<>();
  private final Deque<Integer> medians = new ArrayDeque<>();

  void add(int counts) {
    push(latest, counts, MEDIAN_OF);
    if (latest.size() == MEDIAN_OF) {
      push(
          medians, latest.stream().sorted().skip(MEDIAN_OF / 2).findFirst().orElseThrow(), MEAN_OF);
    }
  }

  private static void push(Deque<Integer> values, int value, int max) {
    if (values.size() == max) {
      values.removeFirst();
    }
    values.addLast(value);
  }

  /** Whether there is a median. */
  boolean hasMedian() {
    return !medians.isEmpty();
  }

  BigDecimal median() {
    return BigDecimal.valueOf(medians.getLast());
  }

  /** Whether there are enough medians for a mean. */
  boolean hasMean() {
    return medians.size() == MEAN_OF;
  }

  BigDecimal mean() {
    // A tenth is one decimal: exact.
    return BigDecimal.valueOf(medians.stream().mapToLong(Integer::longValue).sum(), 1);
  }

  /** How far the medians of the mean lie apart. */
  BigDecimal spread() {
    var range = medians.stream().mapToLong(Integer::longValue).summaryStatistics();
    return BigDecimal.valueOf(range.getMax() - range.getMin());
  }

  void clear() {
    latest.clear();
    medians.clear();
  }
}
