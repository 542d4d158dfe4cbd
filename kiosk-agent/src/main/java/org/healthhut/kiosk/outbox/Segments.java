package org.healthhut.kiosk.outbox;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.healthhut.wire.Boot;

/**
 * What is remembered of a journal's segments, by their number, and what they tell together. One
 * thread changes it; others may read meanwhile.
 */
final class Segments {
  /**
   * One segment: {@code highest} is 0 when it holds no record.
   *
   * @param first the next number when it was made; without a header, the lowest that is readable
   */
  record Known(Path file, Optional<SegmentHeader> header, long first, long highest) {
    Known reaching(long seq) {
      return new Known(file, header, first, Math.max(highest, seq));
    }
  }

  private final NavigableMap<Integer, Known> known;

  Segments() {
    this(new ConcurrentSkipListMap<>());
  }

  private Segments(NavigableMap<Integer, Known> known) {
    this.known = known;
  }

  void put(int number, Known segment) {
    known.put(number, segment);
  }

  void remove(int number) {
    known.remove(number);
  }

  void clear() {
    known.clear();
  }

  /** The record with {@code seq} is in segment {@code number}. */
  void reached(int number, long seq) {
    known.computeIfPresent(number, (_, segment) -> segment.reaching(seq));
  }

  /** A view of those older than {@code number}. */
  Segments before(int number) {
    return new Segments(known.headMap(number, false));
  }

  /** A view of those newer than {@code number}. */
  Segments behind(int number) {
    return new Segments(known.tailMap(number, false));
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  int size() {
    return known.size();
  }

  /** By number, oldest first. */
  Collection<Map.Entry<Integer, Known>> each() {
    return known.entrySet();
  }

  Optional<Map.Entry<Integer, Known>> oldest() {
    return Optional.ofNullable(known.firstEntry());
  }

  Optional<Map.Entry<Integer, Known>> newest() {
    return Optional.ofNullable(known.lastEntry());
  }

  /** The oldest header that is readable. */
  Optional<SegmentHeader> firstHeader() {
    return firstHeader(known);
  }

  /** The newest header that is readable. */
  Optional<SegmentHeader> lastHeader() {
    return firstHeader(known.descendingMap());
  }

  private static Optional<SegmentHeader> firstHeader(Map<Integer, Known> segments) {
    return segments.values().stream().flatMap(each -> each.header().stream()).findFirst();
  }

  /** The boot of the newest segment that tells. */
  Optional<Boot> newestBoot() {
    return lastHeader().map(SegmentHeader::boot);
  }

  /** The highest number ever promised, as far as these can tell. */
  long highest() {
    long highest = 0;
    long first = Long.MAX_VALUE;
    for (var segment : known.descendingMap().values()) {
      highest = Math.max(highest, Math.min(segment.highest(), first - 1));
      first = Math.min(first, segment.first());
      highest = Math.max(highest, segment.first() - 1);
    }
    return highest;
  }

  /** The lowest number that one of these began with; empty when there is none. */
  OptionalLong lowestFirst() {
    return known.values().stream().mapToLong(Known::first).min();
  }
}
