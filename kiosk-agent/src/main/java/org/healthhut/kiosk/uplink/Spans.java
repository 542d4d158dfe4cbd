package org.healthhut.kiosk.uplink;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A set of numbers, most of them in long runs. */
final class Spans {
  /** First to last of each run; none touches another. */
  private final TreeMap<Long, Long> runs = new TreeMap<>();

  boolean isEmpty() {
    return runs.isEmpty();
  }

  boolean has(long number) {
    var run = runs.floorEntry(number);
    return run != null && run.getValue() >= number;
  }

  void add(long first, long last) {
    long from = first;
    long to = last;
    for (var run = runs.floorEntry(to + 1);
        run != null && run.getValue() >= from - 1;
        run = runs.floorEntry(to + 1)) {
      from = Math.min(from, run.getKey());
      to = Math.max(to, run.getValue());
      runs.remove(run.getKey());
    }
    runs.put(from, to);
  }

  void addAll(Spans others) {
    others.runs.forEach(this::add);
  }

  /** Those from {@code first} to {@code last} that are in this. */
  Spans within(long first, long last) {
    var found = new Spans();
    var start = Objects.requireNonNullElse(runs.floorKey(first), first);
    if (start <= last) {
      for (Map.Entry<Long, Long> run : runs.subMap(start, true, last, true).entrySet()) {
        if (run.getValue() >= first) {
          found.add(Math.max(first, run.getKey()), Math.min(last, run.getValue()));
        }
      }
    }
    return found;
  }

  /** The last of the run that begins right behind {@code number}; itself when there is none. */
  long endOfRunAfter(long number) {
    var run = runs.floorEntry(number + 1);
    return run == null ? number : Math.max(number, run.getValue());
  }

  void removeThrough(long number) {
    for (var run = runs.firstEntry();
        run != null && run.getKey() <= number;
        run = runs.firstEntry()) {
      runs.remove(run.getKey());
      if (run.getValue() > number) {
        runs.put(number + 1, run.getValue());
      }
    }
  }

  void clear() {
    runs.clear();
  }
}
