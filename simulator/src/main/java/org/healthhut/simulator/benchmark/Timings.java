package org.healthhut.simulator.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of one kind, and their percentiles. */
final class Timings {
  private final String what;
  private final List<Duration> durations = new ArrayList<>();

  Timings(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  void add(Duration duration) {
    durations.add(duration);
  }

  int count() {
    return durations.size();
  }

  /** The smallest duration that {@code percent} of all do not exceed (nearest rank). */
  Duration percentile(int percent) {
    if (durations.isEmpty()) {
      throw new IllegalStateException("nothing was measured of: " + what);
    }
    var sorted = new ArrayList<>(durations);
    Collections.sort(sorted);
    int rank = Math.ceilDiv(percent * sorted.size(), 100);
    return sorted.get(Math.max(rank, 1) - 1);
  }

  /** A line of a table, in milliseconds. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%-44s %6d %9.2f %9.2f %9.2f",
        what,
        count(),
        millis(percentile(50)),
        millis(percentile(99)),
        millis(percentile(100)));
  }

  /** The same as a line of JSON. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"count\":%d,\"p50ms\":%.3f,\"p99ms\":%.3f,\"maxMs\":%.3f}",
        what,
        count(),
        millis(percentile(50)),
        millis(percentile(99)),
        millis(percentile(100)));
  }

  static String header() {
    return String.format(
        Locale.ROOT, "%-44s %6s %9s %9s %9s", "", "count", "p50 ms", "p99 ms", "max ms");
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
