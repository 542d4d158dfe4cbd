package org.healthhut.simulator.benchmark;

import java.time.Duration;
import java.util.Locale;

/**
 * How long many records took together.
 *
 * @param limit what is as fast as it can be, of the same run: the share of it is told; the limit
 *     itself has 1
 * @param bytes what was to be carried, without what protocols add
 */
record Throughput(String what, int records, long bytes, Duration took, double limit) {
  /** A figure that others are held against. */
  static Throughput limit(String what, int records, long bytes, Duration took) {
    return new Throughput(what, records, bytes, took, perSecond(records, took));
  }

  Throughput beside(Throughput other) {
    return new Throughput(what, records, bytes, took, other.perSecond());
  }

  double perSecond() {
    return perSecond(records, took);
  }

  private static double perSecond(int records, Duration took) {
    return records * 1e9 / Math.max(1, took.toNanos());
  }

  private double share() {
    return perSecond() / limit;
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "%-56s %7s %7s %9s %10s %8s",
        "",
        "records",
        "MiB",
        "seconds",
        "records/s",
        "of limit");
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "%-56s %7d %7.1f %9.2f %10.0f %6.1f %%",
        what,
        records,
        bytes / 1048576.0,
        took.toNanos() / 1e9,
        perSecond(),
        100 * share());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"records\":%d,\"bytes\":%d,\"seconds\":%.3f,\"recordsPerSecond\":%.0f,"
            + "\"shareOfLimit\":%.4f}",
        what,
        records,
        bytes,
        took.toNanos() / 1e9,
        perSecond(),
        share());
  }
}
