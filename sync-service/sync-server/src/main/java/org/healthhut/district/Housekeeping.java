package org.healthhut.district;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.healthhut.district.ingest.GuestReduction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reduces guests' visits again and again. When the database fails, the next time does it. */
final class Housekeeping implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final GuestReduction guests;
  private final InstantSource clock;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread loop = Thread.ofPlatform().name("housekeeping").unstarted(this::run);
  private volatile boolean running;

  Housekeeping(GuestReduction guests, InstantSource clock) {
    this.guests = guests;
    this.clock = clock;
  }

  private void run() {
    try {
      while (!over.await(GuestReduction.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        reduce();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void reduce() {
    try {
      int reduced = guests.reduce(clock.instant());
      if (reduced > 0) {
        log.atInfo().addKeyValue("visits", reduced).log("guests.reduced");
      }
    } catch (RuntimeException e) {
      log.atError().addKeyValue("cause", e.getClass().getSimpleName()).log("guests.notReduced");
    }
  }

  @Override
  public void start() {
    loop.start();
    running = true;
  }

  /** An interrupt ends a statement that the database does not answer. */
  @Override
  public void stop() {
    over.countDown();
    loop.interrupt();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
