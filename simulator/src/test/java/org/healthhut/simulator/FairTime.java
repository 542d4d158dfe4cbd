package org.healthhut.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * True time for tests in which virtual devices answer a kiosk that waits only so long, except that
 * it stands still while the machine does, or while it leaves a device's thread without its turn. A
 * device that nobody lets speak is not a silent one.
 */
public final class FairTime {
  /** Devices look at the time ten times as often. */
  private static final long TURN_NANOS = 100_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Thread, Long> turns = new HashMap<>();
  private final Thread maker = Thread.currentThread();
  private long looked = System.nanoTime();
  private long passed;

  /** For the devices' own threads; whoever made this may call it as well. */
  public Duration ofDevices() {
    lock.lock();
    try {
      if (!Thread.currentThread().equals(maker)) {
        turns.put(Thread.currentThread(), System.nanoTime());
      }
      return pass();
    } finally {
      lock.unlock();
    }
  }

  /** For everybody else. */
  public Duration now() {
    lock.lock();
    try {
      return pass();
    } finally {
      lock.unlock();
    }
  }

  private Duration pass() {
    long now = System.nanoTime();
    long step = Math.min(now - looked, TURN_NANOS);
    looked = now;
    turns.keySet().removeIf(thread -> !thread.isAlive());
    if (turns.values().stream().allMatch(turn -> now - turn <= TURN_NANOS)) {
      passed += step;
    }
    return Duration.ofNanos(passed);
  }
}
