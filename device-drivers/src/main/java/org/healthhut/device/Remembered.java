package org.healthhut.device;

import java.util.ArrayDeque;
import java.util.Deque;

/** The records heard last, to know one sent again; the oldest is forgotten first. */
public final class Remembered<T> {
  private static final int RECORDS_MAX = 32;

  private final Deque<T> records = new ArrayDeque<>();

  /** Remembers {@code record}; false where it was already. */
  public boolean add(T record) {
    if (records.contains(record)) {
      return false;
    }
    if (records.size() == RECORDS_MAX) {
      records.removeFirst();
    }
    records.addLast(record);
    return true;
  }
}
