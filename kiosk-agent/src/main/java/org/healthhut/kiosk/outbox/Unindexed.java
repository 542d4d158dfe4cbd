package org.healthhut.kiosk.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What is durable and not yet in the index, and what the index is to be told with it. Its owner's
 * lock guards it.
 */
final class Unindexed {
  /**
   * What the index is to do next.
   *
   * @param retired rows up to here may leave
   */
  record Rows(List<Outbox.Stored> records, long acknowledged, long retired) {}

  private final TreeMap<Long, Outbox.Stored> records = new TreeMap<>();
  private long retired;
  private boolean urgent;

  /** What the index was last told; the same again need not be written. */
  private long marked;

  private long forgotten;

  Unindexed(long acknowledged, long retired) {
    this.marked = acknowledged;
    this.retired = retired;
  }

  int size() {
    return records.size();
  }

  int above(long seq) {
    return records.tailMap(seq, false).size();
  }

  /** The lowest number here; {@code none} when there is none. */
  long lowest(long none) {
    return records.isEmpty() ? none : records.firstKey();
  }

  void add(List<Outbox.Stored> durable) {
    durable.forEach(record -> records.put(record.entry().seq(), record));
  }

  /** The records right behind {@code seq} as {@link Outbox#after} has them; empty when indexed. */
  List<Outbox.Stored> after(long seq, int limit) {
    var found = new ArrayList<Outbox.Stored>();
    if (records.containsKey(seq + 1)) {
      for (var record : records.tailMap(seq, false).values()) {
        if (found.size() == limit || !(found.isEmpty() || record.follows(found.getLast()))) {
          break;
        }
        found.add(record);
      }
    }
    return found;
  }

  /** The journal has let go of everything up to {@code through}; the index may too. */
  void retire(long through) {
    retired = Math.max(retired, through);
  }

  /** Rows up to here are gone or about to go. */
  long retired() {
    return retired;
  }

  /** The mark has gone down, which must not be forgotten: it is to be written soon. */
  void hurry() {
    urgent = true;
  }

  boolean isUrgent() {
    return urgent;
  }

  Rows next(long acknowledged) {
    urgent = false;
    return new Rows(List.copyOf(records.values()), acknowledged, retired);
  }

  boolean isNews(Rows rows) {
    return !rows.records().isEmpty() || rows.acknowledged() != marked || forgets(rows);
  }

  /** Up to where the index is to forget; 0 for nothing new. */
  long toForget(Rows rows) {
    return forgets(rows) ? rows.retired() : 0;
  }

  private boolean forgets(Rows rows) {
    return rows.retired() > forgotten;
  }

  void indexed(Rows rows) {
    marked = rows.acknowledged();
    forgotten = rows.retired();
    rows.records().forEach(record -> records.remove(record.entry().seq()));
  }
}
