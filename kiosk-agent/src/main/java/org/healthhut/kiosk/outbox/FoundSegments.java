package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.healthhut.kiosk.outbox.Segments.Known;
import org.healthhut.wire.Boot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a journal's folder is found to hold when it is opened. What is of a numbering that is over,
 * or cannot be read at all, is moved out of the way; what the making of a segment left behind when
 * it was cut short goes.
 */
final class FoundSegments {
  private static final Logger log = LoggerFactory.getLogger(FoundSegments.class);
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.journal");
  private static final Pattern UNNAMED = Pattern.compile("\\d{8}\\.journal\\.new");
  private static final Pattern UNREADABLE = Pattern.compile("(\\d{8})\\.journal\\.unreadable-.*");

  private final Path folder;
  private final Disk disk;
  private final String suffix;
  private final IntSupplier headerBytes;
  private final Segments segments = new Segments();
  private int lastNumber;
  private int damaged;
  private int broken;
  private int setAside;
  private boolean lacksOldest;
  private long unread;
  private boolean isNew;

  private FoundSegments(Path folder, Disk disk, String suffix, IntSupplier headerBytes) {
    this.folder = folder;
    this.disk = disk;
    this.suffix = suffix;
    this.headerBytes = headerBytes;
  }

  /**
   * Reads what is there.
   *
   * @param suffix is added to the name of a segment that is kept and cannot be read
   * @param headerBytes how long a header of this kiosk is, for when none is readable
   */
  static FoundSegments in(Path folder, Disk disk, String suffix, IntSupplier headerBytes)
      throws IOException {
    disk.createFolders(folder);
    var found = new FoundSegments(folder, disk, suffix, headerBytes);
    found.read();
    return found;
  }

  private void read() throws IOException {
    var files = named(NAME);
    var aside = named(UNREADABLE);
    isNew = files.isEmpty() && aside.isEmpty();
    lastNumber = aside.stream().mapToInt(FoundSegments::number).max().orElse(0);
    for (var file : named(UNNAMED)) {
      // A numbering that has not begun.
      disk.delete(file);
    }
    var unreadable = new ArrayList<Path>();
    for (var file : files) {
      if (!know(file)) {
        unreadable.add(file);
      }
    }
    for (var file : unreadable) {
      removeUnreadable(file);
    }
    setAsideEnded();
    int oldest = segments.oldest().map(segment -> segment.getKey()).orElse(Integer.MAX_VALUE);
    lacksOldest = named(UNREADABLE).stream().anyMatch(file -> number(file) < oldest);
    unread = bytesBehindNewest();
    if (!segments.isEmpty()) {
      // What is read may so far be in memory alone; it counts from now on.
      disk.force(segments.newest().orElseThrow().getValue().file());
      disk.force(folder);
    }
  }

  private List<Path> named(Pattern name) throws IOException {
    return disk.list(folder).stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().substring(0, 8));
  }

  /** Reads a segment; answers whether there was anything to read, or never had been. */
  private boolean know(Path file) throws IOException {
    int number = number(file);
    lastNumber = Math.max(lastNumber, number);
    var segment = Segment.read(disk, number, file);
    if (disk.size(file) == 0) {
      // The making of it was cut short, so it never held a record.
      disk.delete(file);
      return true;
    }
    if (segment.isEmpty()) {
      return false;
    }
    broken += segment.isBroken() ? 1 : 0;
    if (segment.damages() > 0) {
      damaged++;
      log.atWarn()
          .addKeyValue("segment", number)
          .addKeyValue("damages", segment.damages())
          .log("journal.damaged");
    }
    long first = segment.header().map(SegmentHeader::first).orElseGet(segment::lowest);
    segments.put(number, new Known(file, segment.header(), first, segment.highest()));
    return true;
  }

  /** Sets aside what was a segment; what its making left behind when it failed just goes. */
  private void removeUnreadable(Path file) throws IOException {
    if (wasNeverMade(file)) {
      disk.delete(file);
      return;
    }
    damaged++;
    setAside++;
    var _ = SetAside.move(disk, file, ".unreadable-" + suffix);
    log.atError().addKeyValue("segment", number(file)).log("segment.set-aside");
  }

  /**
   * It is no longer than a header, which is forced before the first record is written; and where
   * others follow it, the segments around it leave no number for it.
   */
  private boolean wasNeverMade(Path file) throws IOException {
    var before = segments.before(number(file));
    var behind = segments.behind(number(file));
    if (disk.size(file) > headerSize(behind)) {
      return false;
    }
    var next = behind.firstHeader();
    return behind.isEmpty()
        || (!before.isEmpty() && (next.isEmpty() || next.get().first() <= before.highest() + 1));
  }

  /** How long a header is: as those there are, from {@code nearest} on, for they are all alike. */
  private int headerSize(Segments nearest) {
    return nearest
        .firstHeader()
        .or(segments::lastHeader)
        .map(header -> header.frame().size())
        .orElseGet(headerBytes::getAsInt);
  }

  /** What is set aside, now or at an earlier start, behind all that is known. */
  private long bytesBehindNewest() throws IOException {
    int newest = segments.newest().map(segment -> segment.getKey()).orElse(0);
    long bytes = 0;
    for (var file : named(UNREADABLE)) {
      if (number(file) > newest) {
        // One header begins it and a copy goes with its first record.
        bytes += Math.max(0, disk.size(file) - 2L * headerSize(segments));
      }
    }
    return bytes;
  }

  /**
   * Segments of a numbering that is over. One whose header is damaged is of the same as the one
   * before it.
   */
  private void setAsideEnded() throws IOException {
    var newest = segments.newestBoot().map(Boot::epoch);
    var epoch = segments.firstHeader().map(header -> header.boot().epoch());
    for (var entry : List.copyOf(segments.each())) {
      var header = entry.getValue().header();
      if (header.isPresent()) {
        epoch = header.map(own -> own.boot().epoch());
      }
      if (!epoch.equals(newest)) {
        SetAside.segment(disk, entry.getValue(), suffix);
        segments.remove(entry.getKey());
        disk.force(folder);
      }
    }
  }

  Segments segments() {
    return segments;
  }

  /** The highest number that a segment has had. */
  int lastNumber() {
    return lastNumber;
  }

  /** Whether none was found, not even a damaged one or one that is set aside unreadable. */
  boolean isNew() {
    return isNew;
  }

  /** Segments in which something was no frame; a torn end counts. */
  int damaged() {
    return damaged;
  }

  /** Segments in which something else than a torn end was no frame. */
  int broken() {
    return broken;
  }

  /** Segments that were moved out of the way since nothing told what they are. */
  int setAside() {
    return setAside;
  }

  /** Whether a segment older than all that are known was set aside, now or at an earlier start. */
  boolean lacksOldest() {
    return lacksOldest;
  }

  /**
   * How many bytes of records the newest segments had that are set aside unreadable. They have been
   * promised numbers above {@link Segments#highest}; how many, nobody knows.
   */
  long unread() {
    return unread;
  }
}
