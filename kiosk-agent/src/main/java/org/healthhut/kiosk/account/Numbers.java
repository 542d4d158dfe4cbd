package org.healthhut.kiosk.account;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers of records, as the ranges they lie in. */
final class Numbers {
  /** Beyond so many ranges the lowest two become one, and what lay between counts as a hole. */
  static final int RANGES_MAX = 4096;

  private static final Pattern TEXT =
      Pattern.compile("\\d{1,18}-\\d{1,18}(?:,\\d{1,18}-\\d{1,18})*+");

  /** The last number of each range by its first. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** How many numbers in the lowest range are none of these. */
  private long holes;

  boolean has(long number) {
    var range = ranges.floorEntry(number);
    return range != null && number <= range.getValue();
  }

  /** Says whether it was not there before. */
  boolean add(long number) {
    if (has(number)) {
      return false;
    }
    var below = ranges.floorEntry(number);
    long first = below != null && below.getValue() == number - 1 ? below.getKey() : number;
    var above = ranges.remove(number + 1);
    ranges.put(first, above == null ? number : above);
    if (ranges.size() > RANGES_MAX) {
      var lowest = ranges.pollFirstEntry();
      var next = ranges.pollFirstEntry();
      holes += next.getKey() - lowest.getValue() - 1;
      ranges.put(lowest.getKey(), next.getValue());
    }
    return true;
  }

  /** How many of them are up to {@code through}. */
  long through(long through) {
    long count = -holes;
    for (var range : ranges.headMap(through, true).entrySet()) {
      count += Math.min(through, range.getValue()) - range.getKey() + 1;
    }
    return Math.max(0, count);
  }

  /** As {@code 3-5,9-9}. */
  String text() {
    return ranges.entrySet().stream()
        .map(range -> range.getKey() + "-" + range.getValue())
        .collect(Collectors.joining(","));
  }

  long holes() {
    return holes;
  }

  /** What {@link #text} and {@link #holes} have told; none when that is damaged. */
  static Numbers of(String text, long holes) {
    var numbers = new Numbers();
    if (TEXT.matcher(text).matches()) {
      for (var range : text.split(",", -1)) {
        var ends = range.split("-", 2);
        numbers.ranges.put(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      }
      numbers.holes = holes;
    }
    return numbers;
  }

  @Override
  public String toString() {
    return Map.copyOf(ranges).size() + " ranges";
  }
}
