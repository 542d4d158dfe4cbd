package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.healthhut.kiosk.outbox.Segments.Known;
import org.healthhut.wire.Boot;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guarantee: segments of checksummed frames, each group written once and forced once.
 *
 * <p>What a failed write or force left behind may or may not be on the disk. Its numbers are given
 * out again, so it must never be read as what it says: the segment is cut back where the disk lets
 * us, and given up in any case. The next segment is begun in a new boot, under a new key, since a
 * number is sealed once under one key; its header's {@link SegmentHeader#first} voids whatever the
 * segments before it hold from that number on. No append succeeds before that header is on disk.
 *
 * <p>One thread writes; {@link #replay} may run beside it.
 */
final class Journal implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  private final Path folder;
  private final Disk disk;
  private final int segmentBytesMax;
  private final FoundSegments found;
  private final Segments segments;
  private int lastNumber;
  private int setAside;

  /** What was found to be unreadable; forgotten with the numbering that it is of. */
  private boolean oldestUnreadable;

  private long unread;
  private @Nullable NewestSegment newest;

  /** Nothing more may be added to the newest segment, although it would take it. */
  private boolean isOver;

  /** The highest number that is durable; read by {@link #replay} on other threads. */
  private volatile long durable;

  private Journal(Path folder, Disk disk, int segmentBytesMax, FoundSegments found) {
    this.folder = folder;
    this.disk = disk;
    this.segmentBytesMax = segmentBytesMax;
    this.found = found;
    this.segments = found.segments();
    this.lastNumber = found.lastNumber();
    this.setAside = found.setAside();
    this.oldestUnreadable = found.lacksOldest();
    this.unread = found.unread();
    this.durable = segments.highest();
  }

  /**
   * Reads what is there. Nothing can be appended before {@link #begin}.
   *
   * @param suffix is added to the name of a segment that is kept and cannot be read
   * @param headerBytes how long a header of this kiosk is, for when none is readable
   */
  static Journal open(
      Path folder, Disk disk, int segmentBytesMax, String suffix, IntSupplier headerBytes)
      throws IOException {
    var found = FoundSegments.in(folder, disk, suffix, headerBytes);
    return new Journal(folder, disk, segmentBytesMax, found);
  }

  /** As {@link FoundSegments#unread}. */
  long unread() {
    return unread;
  }

  /** The boot of the newest segment that tells; empty when the journal is new or lost. */
  Optional<Boot> newestBoot() {
    return segments.newestBoot();
  }

  /** The highest number ever promised, as far as the journal can tell. */
  long highest() {
    return segments.highest();
  }

  /**
   * Everything below was acknowledged and retired long ago. Empty when the oldest segment does not
   * tell: then nothing may be taken as acknowledged on the journal's word.
   */
  OptionalLong oldest() {
    boolean isHeadless =
        segments.oldest().filter(segment -> segment.getValue().header().isEmpty()).isPresent();
    return oldestUnreadable || isHeadless
        ? OptionalLong.empty()
        : OptionalLong.of(segments.lowestFirst().orElse(1));
  }

  int segments() {
    return segments.size();
  }

  /** As {@link FoundSegments#isNew}. */
  boolean isNew() {
    return found.isNew();
  }

  /** As {@link FoundSegments#damaged}. */
  int damagedSegments() {
    return found.damaged();
  }

  /** As {@link FoundSegments#broken}. */
  int brokenSegments() {
    return found.broken();
  }

  /** Segments that were moved out of the way since nothing told what they are. */
  int segmentsSetAside() {
    return setAside;
  }

  /** Moves every segment out of the way, because none of them tells which numbering it is of. */
  void setAside(String suffix) throws IOException {
    setAside += segments.size();
    for (var segment : segments.each()) {
      SetAside.segment(disk, segment.getValue(), suffix);
    }
    segments.clear();
    oldestUnreadable = false;
    unread = 0;
    durable = 0;
    disk.force(folder);
  }

  boolean ready() {
    return newest != null && !isOver && newest.size() < segmentBytesMax;
  }

  boolean failed() {
    return newest == null;
  }

  /** Makes a new segment; when this returns it is on the disk, and the one before is closed. */
  void begin(Boot boot, long first, Instant now, Duration running) throws IOException {
    closeNewest();
    var header = new SegmentHeader(boot, first, now, running);
    var file = nextFile();
    var made = disk.create(file);
    try {
      var begun = NewestSegment.begin(made, header, List.of());
      try {
        disk.force(folder);
      } catch (IOException e) {
        begun.closeQuietly();
        throw e;
      }
      follow(begun, new Known(file, Optional.of(header), first, 0));
    } catch (IOException e) {
      deleteQuietly(file);
      throw e;
    }
  }

  private Path nextFile() {
    return folder.resolve("%08d.journal".formatted(++lastNumber));
  }

  private void follow(NewestSegment begun, Known segment) {
    segments.put(lastNumber, segment);
    newest = begun;
    isOver = false;
  }

  /**
   * One write and one force. When this throws, none of the group is saved and the segment is given
   * up: the next one must be begun in a new boot.
   */
  void append(Collection<SealedEntry> group) throws IOException {
    var open = newest;
    if (open == null) {
      throw new IllegalStateException("no segment has been begun");
    }
    try {
      open.append(frames(group));
    } catch (IOException e) {
      giveUp();
      throw e;
    }
    long highest = group.stream().mapToLong(SealedEntry::seq).max().orElse(0);
    durable = Math.max(durable, highest);
    segments.reached(lastNumber, highest);
  }

  private static List<Frame> frames(Collection<SealedEntry> records) {
    return records.stream().map(entry -> new Frame(entry.seq(), entry.sealed())).toList();
  }

  /**
   * Ends the numbering there is and begins another at 1 with {@code records}. The new segment is
   * what decides: once it has its name, whatever stands before it is of a numbering that is over,
   * now and at every start, and is moved out of the way. So it gets its name with everything in it.
   *
   * @throws IOException when it was not begun: the numbering there is goes on
   */
  void renumber(
      Boot boot, Collection<SealedEntry> records, Instant now, Duration running, String suffix)
      throws IOException {
    var header = new SegmentHeader(boot, 1, now, running);
    var file = nextFile();
    var unnamed = file.resolveSibling(file.getFileName() + ".new");
    var made = disk.create(unnamed);
    NewestSegment begun;
    try {
      begun = NewestSegment.begin(made, header, frames(records));
      try {
        disk.move(unnamed, file);
        disk.force(folder);
      } catch (IOException e) {
        begun.closeQuietly();
        throw e;
      }
    } catch (IOException e) {
      deleteQuietly(unnamed);
      deleteQuietly(file);
      // Should it be there after a power cut all the same, a segment behind it must say who is on.
      isOver = true;
      throw e;
    }
    closeNewest();
    follow(begun, new Known(file, Optional.of(header), 1, records.size()));
    durable = records.size();
    oldestUnreadable = false;
    var ended = segments.before(lastNumber);
    try {
      for (var segment : ended.each()) {
        SetAside.segment(disk, segment.getValue(), suffix);
      }
      disk.force(folder);
    } catch (IOException e) {
      // The next start does it.
      log.atWarn().setCause(e).log("segment.not-set-aside");
    } finally {
      ended.clear();
    }
  }

  /** Hands over every durable record above {@code after} that is readable, segment by segment. */
  void replay(long after, Consumer<Outbox.Stored> records) throws IOException {
    long through = durable;
    for (var entry : segments.each()) {
      var segment = entry.getValue();
      if (segment.highest() <= after || segment.header().isEmpty()) {
        continue;
      }
      long voidFrom = segments.behind(entry.getKey()).lowestFirst().orElse(Long.MAX_VALUE);
      var boot = segment.header().get().boot();
      try {
        for (var frame : Segment.read(disk, entry.getKey(), segment.file()).frames()) {
          if (frame.seq() > after && frame.seq() <= through && frame.seq() < voidFrom) {
            records.accept(new Outbox.Stored(boot, new SealedEntry(frame.seq(), frame.payload())));
          }
        }
      } catch (NoSuchFileException _) {
        log.atDebug().addKeyValue("segment", entry.getKey()).log("segment.retired");
      }
    }
  }

  /**
   * Deletes the oldest segment if its records are all acknowledged and have been complete for
   * {@code retention}; a segment is complete when the next one is made. One at a time, because a
   * slow card takes its time over each, and appends wait meanwhile.
   *
   * @param running how long the kiosk has run in all its starts
   * @return the highest number that has gone, 0 for one without records; empty when nothing has
   */
  OptionalLong retire(long acknowledged, Duration running, Duration retention) throws IOException {
    var oldest = segments.oldest();
    if (oldest.isEmpty()) {
      return OptionalLong.empty();
    }
    int number = oldest.get().getKey();
    var segment = oldest.get().getValue();
    var next = segments.behind(number).firstHeader();
    if (next.isEmpty()
        || segment.highest() > acknowledged
        || (segment.highest() > 0
            && running.minus(next.get().running()).compareTo(retention) < 0)) {
      return OptionalLong.empty();
    }
    disk.delete(segment.file());
    // Before the next one may go, or a power cut may bring this one back without those behind it.
    disk.force(folder);
    segments.remove(number);
    log.atInfo().addKeyValue("segment", number).log("segment.deleted");
    return OptionalLong.of(segment.highest());
  }

  /** As after a failed append: the next segment must be begun in a new boot. */
  void giveUp() {
    if (newest != null) {
      newest.abandon();
      newest = null;
    }
  }

  private void closeNewest() {
    if (newest != null) {
      newest.closeQuietly();
      newest = null;
    }
  }

  @Override
  public void close() throws IOException {
    var open = newest;
    newest = null;
    if (open != null) {
      open.close();
    }
  }

  private void deleteQuietly(Path file) {
    try {
      disk.delete(file);
    } catch (IOException e) {
      log.atDebug().setCause(e).log("segment.left-behind");
    }
  }
}
