package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/** Who waits for a record to be saved: a bounded queue, filled by any thread, emptied by one. */
final class Appends {
  /** A record and who waits for its number. */
  record Pending(Entry entry, CompletableFuture<Long> saved) {
    void refuse(IOException why) {
      saved.completeExceptionally(why);
    }
  }

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private boolean ended;

  Appends(int most) {
    this.most = most;
  }

  /** Takes a place in the queue; what is returned has failed when there is none. */
  CompletableFuture<Long> add(Entry entry) {
    lock.lock();
    try {
      if (ended) {
        return CompletableFuture.failedFuture(notSaved("the outbox is closed", null));
      }
      if (queue.size() >= most) {
        var why = queue.size() + " records already wait for the disk";
        return CompletableFuture.failedFuture(notSaved(why, null));
      }
      var pending = new Pending(entry, new CompletableFuture<>());
      queue.add(pending);
      return pending.saved();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes who has waited longest, at most {@code groupMax}. */
  List<Pending> next(int groupMax) {
    lock.lock();
    try {
      var group = new ArrayList<Pending>();
      while (group.size() < groupMax && !queue.isEmpty()) {
        group.add(queue.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; who waits is refused. */
  void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
    refuse(next(Integer.MAX_VALUE), notSaved("the outbox is closed", null));
  }

  static void refuse(List<Pending> group, IOException why) {
    group.forEach(pending -> pending.refuse(why));
  }

  static IOException notSaved(String why, @Nullable Throwable cause) {
    return new IOException("the record is not saved: " + why, cause);
  }
}
