package org.healthhut.simulator.world;

import java.util.ArrayDeque;
import java.util.List;

/** What happened: a hash of all of it, and the last lines for a reader. */
final class Trace {
  private static final int TAIL_LINES = 80;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Schedule schedule;
  private final ArrayDeque<String> tail = new ArrayDeque<>();
  private long hash = FNV_OFFSET;

  Trace(Schedule schedule) {
    this.schedule = schedule;
  }

  void add(String what) {
    var line = schedule.now() + " " + what;
    for (int i = 0; i < line.length(); i++) {
      hash = (hash ^ line.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ '\n') * FNV_PRIME;
    tail.add(line);
    if (tail.size() > TAIL_LINES) {
      tail.remove();
    }
  }

  /** The same for the same lines, in every JVM. */
  long hash() {
    return hash;
  }

  List<String> tail() {
    return List.copyOf(tail);
  }
}
