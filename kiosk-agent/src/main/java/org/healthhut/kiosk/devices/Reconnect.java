package org.healthhut.kiosk.devices;

import java.time.Duration;

/**
 * How long to wait before a line is opened again: twice as long after each failure, up to a limit.
 */
public record Reconnect(Duration first, Duration max) {
  /** Short enough that a device is open again within 2 s of being plugged in. */
  public static final Reconnect OF_A_DEVICE =
      new Reconnect(Duration.ofMillis(250), Duration.ofSeconds(1));

  /** Doubling more often than this would pass any limit. */
  private static final int DOUBLINGS_MAX = 20;

  public Reconnect {
    if (first.isNegative() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("not a wait: " + first + " to " + max);
    }
  }

  /** The wait after {@code failures} in a row, at least one. */
  public Duration after(int failures) {
    var wait = first.multipliedBy(1L << Math.clamp(failures - 1, 0, DOUBLINGS_MAX));
    return wait.compareTo(max) < 0 ? wait : max;
  }
}
