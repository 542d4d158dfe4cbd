package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How much this process writes for a reading, as Linux counts it: what it hands over, and the whole
 * pages that go to the disk for it. A file system in memory has no such pages.
 */
record Written(String what, int readings, long handedOver, long paged) {
  private static final Path COUNTERS = Path.of("/proc/self/io");

  static Written soFar() throws IOException {
    long handedOver = 0;
    long paged = 0;
    for (var line : Files.readAllLines(COUNTERS)) {
      if (line.startsWith("wchar:")) {
        handedOver = number(line);
      } else if (line.startsWith("write_bytes:")) {
        paged = number(line);
      }
    }
    return new Written("", 0, handedOver, paged);
  }

  private static long number(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  static Written since(Written before, String what, int readings) throws IOException {
    var now = soFar();
    return new Written(
        what, readings, now.handedOver - before.handedOver, now.paged - before.paged);
  }

  static String header() {
    return String.format(Locale.ROOT, "%-44s %6s %9s %9s", "", "count", "KiB/each", "paged KiB");
  }

  String row() {
    return String.format(
        Locale.ROOT, "%-44s %6d %9.1f %9.1f", what, readings, kib(handedOver), kib(paged));
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\":\"%s\",\"count\":%d,\"kibPerReading\":%.2f,\"pagedKibPerReading\":%.2f}",
        what,
        readings,
        kib(handedOver),
        kib(paged));
  }

  private double kib(long bytes) {
    return bytes / 1024.0 / readings;
  }
}
