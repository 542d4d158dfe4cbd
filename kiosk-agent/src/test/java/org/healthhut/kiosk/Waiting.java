package org.healthhut.kiosk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are about to do. */
public final class Waiting {
  private static final Duration MAX = Duration.ofSeconds(60);

  private Waiting() {}

  /** Returns once {@code condition} holds; fails when it does not within a long time. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen within " + MAX);
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
