package org.healthhut.wire;

import java.util.List;

/** Records of one boot on their way up, numbered without a gap, oldest first. */
public record Batch(Boot boot, List<SealedEntry> entries) {
  /** A batch is one MQTT message; this many small records stay far below any broker's limit. */
  public static final int ENTRIES_MAX = 256;

  public Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + ENTRIES_MAX + " entries, not " + entries.size());
    }
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).seq() != entries.get(i - 1).seq() + 1) {
        throw new IllegalArgumentException(
            "a batch has no gaps; after seq "
                + entries.get(i - 1).seq()
                + " came "
                + entries.get(i).seq());
      }
    }
  }

  public long first() {
    return entries.getFirst().seq();
  }

  public long last() {
    return entries.getLast().seq();
  }
}
