package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.healthhut.kiosk.clock.KioskClock;

/**
 * How long the kiosk has run in all its starts: what retention is counted by, because no jump of a
 * wall clock changes it. Hours that a kiosk is off, and up to an hour before each power cut, do not
 * count; so records stay longer than was asked for and never shorter.
 *
 * <p>On disk it is the name of an empty file, {@code 000000123.minutes}; of several the highest
 * counts.
 */
final class Running {
  private static final Pattern NAME = Pattern.compile("(\\d{9})\\.minutes");
  private static final Duration NOTED = Duration.ofHours(1);

  private final Path folder;
  private final Disk disk;
  private final KioskClock clock;
  private final Duration before;
  private final Duration openedAt;
  private Duration noted;

  private Running(Path folder, Disk disk, KioskClock clock, Duration before) {
    this.folder = folder;
    this.disk = disk;
    this.clock = clock;
    this.before = before;
    this.noted = before;
    this.openedAt = clock.now().uptime();
  }

  /** Reads what the starts before have noted in {@code folder}. */
  static Running open(Path folder, Disk disk, KioskClock clock) throws IOException {
    long minutes = 0;
    for (var file : named(folder, disk)) {
      minutes = Math.max(minutes, minutes(file));
    }
    return new Running(folder, disk, clock, Duration.ofMinutes(minutes));
  }

  private static List<Path> named(Path folder, Disk disk) throws IOException {
    return disk.list(folder).stream()
        .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private static long minutes(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, 9));
  }

  Duration total() {
    return before.plus(clock.now().uptime().minus(openedAt));
  }

  /** To be called now and then; writes once an hour. */
  void note() throws IOException {
    var now = total();
    if (now.minus(noted).compareTo(NOTED) < 0) {
      return;
    }
    noted = now;
    var file = folder.resolve("%09d.minutes".formatted(now.toMinutes()));
    disk.create(file).close();
    disk.force(folder);
    for (var older : named(folder, disk)) {
      if (minutes(older) < minutes(file)) {
        disk.delete(older);
      }
    }
  }
}
