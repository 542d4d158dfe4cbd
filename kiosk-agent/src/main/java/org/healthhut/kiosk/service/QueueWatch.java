package org.healthhut.kiosk.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * How long records have waited for the district. Sealed records tell no time, so it is remembered
 * when each became durable; what waited before this start counts from this start.
 */
public final class QueueWatch {
  /** What comes while so many wait is not remembered before there is room again. */
  static final int KEPT_MAX = 4096;

  private final KioskClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Kept> waiting = new ArrayDeque<>();
  private final Duration began;
  private long captured;
  private @Nullable Moment delivered;

  /** What became durable at once. */
  private record Kept(long from, long to, Duration at) {}

  /**
   * Watches from now on.
   *
   * @param captured the highest number that is durable already
   */
  public QueueWatch(KioskClock clock, long captured) {
    this.clock = clock;
    this.captured = captured;
    this.began = clock.now().uptime();
  }

  /** Everything up to {@code through} is durable. From any thread; short. */
  public void durable(long through) {
    var now = clock.now().uptime();
    lock.lock();
    try {
      if (through < captured) {
        // A new numbering.
        waiting.clear();
        captured = 0;
      }
      if (through > captured && waiting.size() < KEPT_MAX) {
        waiting.addLast(new Kept(captured + 1, through, now));
        captured = through;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The district has everything up to {@code through}. */
  public void acknowledged(long through) {
    lock.lock();
    try {
      delivered = clock.now();
      while (!waiting.isEmpty() && waiting.getFirst().to() <= through) {
        waiting.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** When the district last acknowledged something; empty before it has since this start. */
  Optional<Moment> delivered() {
    lock.lock();
    try {
      return Optional.ofNullable(delivered);
    } finally {
      lock.unlock();
    }
  }

  /**
   * How long the oldest record has waited, at least.
   *
   * @param acknowledged the highest number the district has
   * @param count how many wait
   */
  Duration oldest(long acknowledged, long count) {
    if (count == 0) {
      return Duration.ZERO;
    }
    var now = clock.now().uptime();
    lock.lock();
    try {
      var first = waiting.peekFirst();
      // What this start did not see was there before it.
      boolean seen = first != null && first.from() <= acknowledged + 1;
      return now.minus(seen ? first.at() : began);
    } finally {
      lock.unlock();
    }
  }
}
