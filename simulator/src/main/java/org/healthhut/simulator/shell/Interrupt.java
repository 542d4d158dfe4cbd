package org.healthhut.simulator.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The request to end this process (Ctrl-C, or the system shutting down), which is held up until
 * this is closed: opened first in a {@code try}, it lets everything opened after it close in order.
 */
public final class Interrupt implements AutoCloseable {
  private static final Duration CLOSING_MAX = Duration.ofSeconds(60);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private Interrupt() {}

  /** From here on the process ends only once this is closed. */
  public static Interrupt open() {
    var interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::hold, "interrupt"));
    return interrupt;
  }

  /** Returns when the end has been asked for. */
  public void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void hold() {
    asked.countDown();
    try {
      if (!closed.await(CLOSING_MAX.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("not everything closed within " + CLOSING_MAX.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
