package org.healthhut.simulator.world;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxIndex;
import org.healthhut.wire.Boot;
import org.jspecify.annotations.Nullable;

/**
 * Where the index of a simulated kiosk lies: in memory, so that a million steps take minutes. It
 * survives the kiosk's crashes unless it is told not to.
 */
public final class MemoryIndex implements OutboxIndex.Place {
  private final TreeMap<Long, Outbox.Stored> rows = new TreeMap<>();
  private @Nullable String epoch;
  private @Nullable Boot boot;
  private long acknowledged;
  private boolean failsNext;

  /** As if its file were gone. */
  public void lose() {
    rows.clear();
    epoch = null;
    boot = null;
    acknowledged = 0;
  }

  /** As if its file were copied. */
  MemoryIndex copy() {
    var copy = new MemoryIndex();
    copy.rows.putAll(rows);
    copy.epoch = epoch;
    copy.boot = boot;
    copy.acknowledged = acknowledged;
    return copy;
  }

  /** The next writing of rows fails, and writes none. */
  public void failNext() {
    failsNext = true;
  }

  @Override
  public Optional<Boot> someBoot() {
    return Optional.ofNullable(boot);
  }

  @Override
  public OutboxIndex open(String epochNow, OutboxIndex.Replay journal) throws IOException {
    int replaced = 0;
    if (epoch != null && !epoch.equals(epochNow)) {
      lose();
      replaced = 1;
    }
    epoch = epochNow;
    var opened = new Open(journal, replaced);
    opened.catchUp();
    return opened;
  }

  private final class Open implements OutboxIndex {
    private final Replay journal;
    private int rebuilds;

    Open(Replay journal, int rebuilds) {
      this.journal = journal;
      this.rebuilds = rebuilds;
    }

    void catchUp() throws IOException {
      journal.above(highest(), this::keep);
    }

    private void keep(Outbox.Stored record) {
      rows.put(record.entry().seq(), record);
      boot = record.boot();
    }

    @Override
    public int rebuilds() {
      return rebuilds;
    }

    @Override
    public long highest() {
      return rows.isEmpty() ? 0 : rows.lastKey();
    }

    @Override
    public long acknowledged() {
      return acknowledged;
    }

    @Override
    public long count(long after, long through) {
      return after < through ? rows.subMap(after, false, through, true).size() : 0;
    }

    @Override
    public List<Long> missing(long after, long through) {
      var missing = new ArrayList<Long>();
      for (long seq = after + 1; seq <= through; seq++) {
        if (!rows.containsKey(seq)) {
          missing.add(seq);
        }
      }
      return missing;
    }

    @Override
    public void add(List<Outbox.Stored> records, long acknowledgedNow, long forgetThrough)
        throws IOException {
      if (failsNext) {
        failsNext = false;
        throw new IOException("the index cannot be written");
      }
      records.forEach(this::keep);
      acknowledged = acknowledgedNow;
      rows.headMap(forgetThrough, true).clear();
    }

    @Override
    public List<Outbox.Stored> after(long seq, int limit) {
      var found = new ArrayList<Outbox.Stored>();
      for (var record : rows.tailMap(seq, false).values()) {
        if (found.size() == limit || !(found.isEmpty() || record.follows(found.getLast()))) {
          break;
        }
        found.add(record);
      }
      return found;
    }

    @Override
    public boolean dropOldestCopy() {
      return false;
    }

    @Override
    public void reopen() {}

    @Override
    public void startOver(String next) {
      lose();
      epoch = next;
    }

    @Override
    public void rebuild() throws IOException {
      rebuilds++;
      rows.clear();
      catchUp();
    }

    @Override
    public void close() {}
  }
}
