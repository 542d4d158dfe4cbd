package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the index follow the journal, in groups and on a thread of its own, and keeps in memory what
 * is durable but not yet in it. The memory is bounded: when the index lags, the writer waits, and
 * when it cannot follow at all, the writer is told.
 */
final class IndexFollower {
  private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);
  private static final int ROWS = 50;
  private static final Duration DELAY = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(30);

  /** Losing the mark costs sending again; writing it alone would cost a commit a reading. */
  private static final Duration MARK_DELAY = Duration.ofMinutes(10);

  /** What the index is to do next. */
  private record Rows(
      List<Outbox.Stored> records, long acknowledged, long retired, boolean isLast) {}

  private final H2Index index;
  private final LongSupplier acknowledged;
  private final int recordsMax;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final TreeMap<Long, Outbox.Stored> unindexed = new TreeMap<>();
  private long retired;
  private boolean stuck;
  private boolean hurried;
  private boolean finishing;

  /**
   * @param acknowledged asked whenever rows are written
   * @param retired rows up to here may leave the index
   */
  IndexFollower(H2Index index, LongSupplier acknowledged, long retired, int recordsMax) {
    this.index = index;
    this.acknowledged = acknowledged;
    this.retired = retired;
    this.recordsMax = recordsMax;
    this.thread = Thread.ofPlatform().name("outbox-index").daemon().unstarted(this::follow);
  }

  void start() {
    thread.start();
  }

  /** Takes records that are durable now. */
  void add(List<Outbox.Stored> records) {
    lock.lock();
    try {
      records.forEach(record -> unindexed.put(record.entry().seq(), record));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the index has caught up enough for another group.
   *
   * @return whether it has; once it has not within {@code limit}, the answer comes at once until
   *     the index gets on
   */
  boolean awaitRoom(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (unindexed.size() >= recordsMax && !finishing && !stuck && left > 0) {
        left = room.awaitNanos(left);
      }
      stuck = unindexed.size() >= recordsMax && !finishing;
      return !stuck;
    } finally {
      lock.unlock();
    }
  }

  /** The records right behind {@code seq} as {@link Outbox#after} has them; empty when indexed. */
  List<Outbox.Stored> after(long seq, int limit) {
    var found = new ArrayList<Outbox.Stored>();
    lock.lock();
    try {
      if (unindexed.containsKey(seq + 1)) {
        for (var record : unindexed.tailMap(seq, false).values()) {
          if (found.size() == limit || !(found.isEmpty() || record.follows(found.getLast()))) {
            break;
          }
          found.add(record);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** The journal has let go of everything up to {@code through}; the index may too. */
  void retire(long through) {
    lock.lock();
    try {
      retired = Math.max(retired, through);
    } finally {
      lock.unlock();
    }
  }

  /** The mark has gone down, which must not be forgotten: writes it soon. */
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Rows up to here are gone or about to go. */
  long retired() {
    lock.lock();
    try {
      return retired;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is added any more: writes what is left, once, and ends. */
  boolean finish(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      finishing = true;
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    return thread.join(limit);
  }

  private void follow() {
    long forgotten = 0;
    long marked = acknowledged.getAsLong();
    var retry = RETRY;
    try {
      while (true) {
        var rows = nextRows();
        boolean forgets = rows.retired() > forgotten;
        try {
          if (forgets || rows.acknowledged() != marked || !rows.records().isEmpty()) {
            index.add(rows.records(), rows.acknowledged(), forgets ? rows.retired() : 0);
          }
          marked = rows.acknowledged();
          forgotten = rows.retired();
          indexed(rows);
          retry = RETRY;
        } catch (IOException | RuntimeException e) {
          // Nothing is lost: the journal has it, and the next opening brings the index up to date.
          log.atError().setCause(e).log("index.lagged");
          if (!rows.isLast()) {
            await(retry, Integer.MAX_VALUE);
            retry =
                retry.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? retry.multipliedBy(2) : RETRY_MAX;
          }
        }
        if (rows.isLast()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      log.atInfo().log("index.interrupted");
    }
  }

  /** Waits until there is enough to do, or something has waited long enough. */
  private Rows nextRows() throws InterruptedException {
    await(MARK_DELAY, 1);
    await(DELAY, ROWS);
    lock.lock();
    try {
      hurried = false;
      return new Rows(
          List.copyOf(unindexed.values()), acknowledged.getAsLong(), retired, finishing);
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration limit, int records) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (unindexed.size() < records && !finishing && !hurried && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void indexed(Rows rows) {
    lock.lock();
    try {
      rows.records().forEach(record -> unindexed.remove(record.entry().seq()));
      stuck = false;
      room.signal();
    } finally {
      lock.unlock();
    }
  }
}
