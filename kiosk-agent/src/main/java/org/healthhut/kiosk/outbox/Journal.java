package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
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
 * <p>Without its header nobody could open a segment's records, so it stands there more than once;
 * the first is forced before any record is written.
 *
 * <p>One thread writes; {@link #replay} may run beside it.
 */
final class Journal implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);

  /** A header stands at the front, before the first record, and after every so many bytes again. */
  private static final long COPY_BYTES = 1 << 16;

  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.journal");
  private static final Pattern UNNAMED = Pattern.compile("\\d{8}\\.journal\\.new");
  private static final Pattern UNREADABLE = Pattern.compile("(\\d{8})\\.journal\\.unreadable-.*");

  /**
   * What is remembered of a segment: {@code highest} is 0 when it holds no record.
   *
   * @param first the next number when it was made; without a header, the lowest that is readable
   */
  private record Known(Path file, Optional<SegmentHeader> header, long first, long highest) {}

  private final Path folder;
  private final Disk disk;
  private final int segmentBytesMax;
  private final IntSupplier headerBytes;
  private final NavigableMap<Integer, Known> known = new ConcurrentSkipListMap<>();
  private int lastNumber;
  private int damagedSegments;
  private int brokenSegments;
  private int segmentsSetAside;
  private boolean oldestUnreadable;
  private long unread;
  private boolean isNew;
  private Disk.@Nullable Tail tail;

  /** Nothing more may be added to the newest segment, although it would take it. */
  private boolean isOver;

  private long tailSize;

  /** The newest segment's header, and the size at which it is written once more. */
  private @Nullable Frame header;

  private long copyAt;

  /** The highest number that is durable; read by {@link #replay} on other threads. */
  private volatile long durable;

  private Journal(Path folder, Disk disk, int segmentBytesMax, IntSupplier headerBytes) {
    this.folder = folder;
    this.disk = disk;
    this.segmentBytesMax = segmentBytesMax;
    this.headerBytes = headerBytes;
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
    disk.createFolders(folder);
    var journal = new Journal(folder, disk, segmentBytesMax, headerBytes);
    var files = named(NAME, disk.list(folder));
    var aside = named(UNREADABLE, disk.list(folder));
    journal.isNew = files.isEmpty() && aside.isEmpty();
    journal.lastNumber = aside.stream().mapToInt(Journal::number).max().orElse(0);
    for (var file : named(UNNAMED, disk.list(folder))) {
      // A numbering that has not begun.
      disk.delete(file);
    }
    var unreadable = new ArrayList<Path>();
    for (var file : files) {
      if (!journal.know(file)) {
        unreadable.add(file);
      }
    }
    for (var file : unreadable) {
      journal.removeUnreadable(file, suffix);
    }
    journal.setAsideEnded(suffix);
    journal.oldestUnreadable = journal.lacksOldest();
    journal.unread = journal.bytesBehindNewest();
    if (!journal.known.isEmpty()) {
      // What is read may so far be in memory alone; it counts from now on.
      disk.force(journal.known.lastEntry().getValue().file());
      disk.force(folder);
    }
    journal.durable = journal.highest();
    return journal;
  }

  private static List<Path> named(Pattern name, List<Path> files) {
    return files.stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .toList();
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
    brokenSegments += segment.isBroken() ? 1 : 0;
    if (segment.damages() > 0) {
      damagedSegments++;
      log.atWarn()
          .addKeyValue("segment", number)
          .addKeyValue("damages", segment.damages())
          .log("journal.damaged");
    }
    long first = segment.header().map(SegmentHeader::first).orElseGet(segment::lowest);
    known.put(number, new Known(file, segment.header(), first, segment.highest()));
    return true;
  }

  /** Sets aside what was a segment; what its making left behind when it failed just goes. */
  private void removeUnreadable(Path file, String suffix) throws IOException {
    int number = number(file);
    if (wasNeverMade(file)) {
      disk.delete(file);
      return;
    }
    damagedSegments++;
    segmentsSetAside++;
    var _ = SetAside.move(disk, file, ".unreadable-" + suffix);
    log.atError().addKeyValue("segment", number).log("segment.set-aside");
  }

  /**
   * It is no longer than a header, which is forced before the first record is written; and where
   * others follow it, the segments around it leave no number for it.
   */
  private boolean wasNeverMade(Path file) throws IOException {
    var before = known.headMap(number(file), false);
    var behind = known.tailMap(number(file), false);
    if (disk.size(file) > headerSize(behind)) {
      return false;
    }
    var next = firstHeader(behind);
    return behind.isEmpty()
        || (!before.isEmpty() && (next.isEmpty() || next.get().first() <= highest(before) + 1));
  }

  /** How long a header is: as those there are, from {@code nearest} on, for they are all alike. */
  private int headerSize(NavigableMap<Integer, Known> nearest) {
    return firstHeader(nearest)
        .or(() -> firstHeader(known.descendingMap()))
        .map(header -> header.frame().size())
        .orElseGet(headerBytes::getAsInt);
  }

  private static Optional<SegmentHeader> firstHeader(NavigableMap<Integer, Known> segments) {
    return segments.values().stream().flatMap(each -> each.header().stream()).findFirst();
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().substring(0, 8));
  }

  /** Whether a segment older than all that are known was set aside, now or at an earlier start. */
  private boolean lacksOldest() throws IOException {
    int oldest = known.isEmpty() ? Integer.MAX_VALUE : known.firstKey();
    return named(UNREADABLE, disk.list(folder)).stream().anyMatch(file -> number(file) < oldest);
  }

  /** What is set aside, now or at an earlier start, behind all that is known. */
  private long bytesBehindNewest() throws IOException {
    int newest = known.isEmpty() ? 0 : known.lastKey();
    long bytes = 0;
    for (var file : named(UNREADABLE, disk.list(folder))) {
      if (number(file) > newest) {
        // One header begins it and a copy goes with its first record.
        bytes += Math.max(0, disk.size(file) - 2L * headerSize(known));
      }
    }
    return bytes;
  }

  /**
   * How many bytes of records the newest segments had that are set aside unreadable. They have been
   * promised numbers above {@link #highest}; how many, nobody knows.
   */
  long unread() {
    return unread;
  }

  /** The boot of the newest segment that tells; empty when the journal is new or lost. */
  Optional<Boot> newestBoot() {
    return known.descendingMap().values().stream()
        .flatMap(segment -> segment.header().stream())
        .map(SegmentHeader::boot)
        .findFirst();
  }

  /** The highest number ever promised, as far as the journal can tell. */
  long highest() {
    return highest(known);
  }

  private static long highest(NavigableMap<Integer, Known> segments) {
    long highest = 0;
    long first = Long.MAX_VALUE;
    for (var segment : segments.descendingMap().values()) {
      highest = Math.max(highest, Math.min(segment.highest(), first - 1));
      first = Math.min(first, segment.first());
      highest = Math.max(highest, segment.first() - 1);
    }
    return highest;
  }

  /**
   * Everything below was acknowledged and retired long ago. Empty when the oldest segment does not
   * tell: then nothing may be taken as acknowledged on the journal's word.
   */
  OptionalLong oldest() {
    if (oldestUnreadable || (!known.isEmpty() && isHeadless(known.firstEntry().getValue()))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(known.values().stream().mapToLong(Known::first).min().orElse(1));
  }

  private static boolean isHeadless(Known segment) {
    return segment.header().isEmpty();
  }

  int segments() {
    return known.size();
  }

  /** Whether no segment was found, not even a damaged one or one that is set aside unreadable. */
  boolean isNew() {
    return isNew;
  }

  /** Segments in which something was no frame when they were read; a torn end counts. */
  int damagedSegments() {
    return damagedSegments;
  }

  /** Segments in which something else than a torn end was no frame when they were read. */
  int brokenSegments() {
    return brokenSegments;
  }

  /** Segments that were moved out of the way since nothing told what they are. */
  int segmentsSetAside() {
    return segmentsSetAside;
  }

  /** Moves every segment out of the way, because none of them tells which numbering it is of. */
  void setAside(String suffix) throws IOException {
    segmentsSetAside += known.size();
    for (var segment : known.values()) {
      setAside(segment, suffix);
    }
    known.clear();
    oldestUnreadable = false;
    unread = 0;
    durable = 0;
    disk.force(folder);
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
    var frames = new ArrayList<Frame>(List.of(header.frame(), header.frame()));
    records.forEach(entry -> frames.add(new Frame(entry.seq(), entry.sealed())));
    var bytes = ByteBuffer.allocate(frames.stream().mapToInt(Frame::size).sum());
    frames.forEach(frame -> frame.write(bytes));
    int size = bytes.flip().remaining();
    var file = folder.resolve("%08d.journal".formatted(++lastNumber));
    var unnamed = file.resolveSibling(file.getFileName() + ".new");
    var made = disk.create(unnamed);
    try {
      made.write(bytes);
      made.force();
      disk.move(unnamed, file);
      disk.force(folder);
    } catch (IOException e) {
      closeQuietly(made);
      deleteQuietly(unnamed);
      deleteQuietly(file);
      // Should it be there after a power cut all the same, a segment behind it must say who is on.
      isOver = true;
      throw e;
    }
    abandon(false);
    tail = made;
    tailSize = size;
    isOver = false;
    this.header = header.frame();
    copyAt = size + COPY_BYTES;
    known.put(lastNumber, new Known(file, Optional.of(header), 1, records.size()));
    durable = records.size();
    oldestUnreadable = false;
    var ended = known.headMap(lastNumber, false);
    try {
      for (var segment : ended.values()) {
        setAside(segment, suffix);
      }
      disk.force(folder);
    } catch (IOException e) {
      // The next start does it.
      log.atWarn().setCause(e).log("segment.not-set-aside");
    } finally {
      ended.clear();
    }
  }

  /**
   * Segments of a numbering that is over. One whose header is damaged is of the same as the one
   * before it.
   */
  private void setAsideEnded(String suffix) throws IOException {
    var newest = newestBoot().map(Boot::epoch);
    var epoch =
        known.values().stream()
            .flatMap(segment -> segment.header().stream())
            .map(header -> header.boot().epoch())
            .findFirst();
    for (var entry : List.copyOf(known.entrySet())) {
      var header = entry.getValue().header();
      if (header.isPresent()) {
        epoch = header.map(own -> own.boot().epoch());
      }
      if (!epoch.equals(newest)) {
        setAside(entry.getValue(), suffix);
        known.remove(entry.getKey());
        disk.force(folder);
      }
    }
  }

  private void setAside(Known segment, String suffix) throws IOException {
    var _ = SetAside.move(disk, segment.file(), ".set-aside-" + suffix);
  }

  boolean ready() {
    return tail != null && !isOver && tailSize < segmentBytesMax;
  }

  boolean failed() {
    return tail == null;
  }

  /** Makes a new segment; when this returns it is on the disk, and the one before is closed. */
  void begin(Boot boot, long first, Instant now, Duration running) throws IOException {
    abandon(false);
    var header = new SegmentHeader(boot, first, now, running);
    var frame = header.frame();
    var file = folder.resolve("%08d.journal".formatted(++lastNumber));
    var made = disk.create(file);
    try {
      var bytes = ByteBuffer.allocate(frame.size());
      frame.write(bytes);
      made.write(bytes.flip());
      made.force();
      disk.force(folder);
    } catch (IOException e) {
      closeQuietly(made);
      deleteQuietly(file);
      throw e;
    }
    known.put(lastNumber, new Known(file, Optional.of(header), first, 0));
    tail = made;
    tailSize = frame.size();
    isOver = false;
    this.header = frame;
    copyAt = frame.size();
  }

  /**
   * One write and one force. When this throws, none of the group is saved and the segment is given
   * up: the next one must be begun in a new boot.
   */
  void append(Collection<SealedEntry> group) throws IOException {
    var open = tail;
    if (open == null) {
      throw new IllegalStateException("no segment has been begun");
    }
    var frames = new ArrayList<Frame>();
    if (header != null && tailSize >= copyAt) {
      frames.add(header);
    }
    group.forEach(entry -> frames.add(new Frame(entry.seq(), entry.sealed())));
    int size = frames.stream().mapToInt(Frame::size).sum();
    var bytes = ByteBuffer.allocate(size);
    frames.forEach(frame -> frame.write(bytes));
    long highest = frames.stream().mapToLong(Frame::seq).max().orElse(0);
    try {
      open.write(bytes.flip());
      open.force();
    } catch (IOException e) {
      abandon(true);
      throw e;
    }
    copyAt = tailSize >= copyAt ? tailSize + size + COPY_BYTES : copyAt;
    tailSize += size;
    durable = Math.max(durable, highest);
    long reached = highest;
    known.computeIfPresent(
        lastNumber,
        (_, segment) ->
            new Known(
                segment.file(),
                segment.header(),
                segment.first(),
                Math.max(segment.highest(), reached)));
  }

  /** Hands over every durable record above {@code after} that is readable, segment by segment. */
  void replay(long after, Consumer<Outbox.Stored> records) throws IOException {
    long through = durable;
    for (var entry : known.entrySet()) {
      if (entry.getValue().highest() <= after || entry.getValue().header().isEmpty()) {
        continue;
      }
      long voidFrom =
          known.tailMap(entry.getKey(), false).values().stream()
              .mapToLong(Known::first)
              .min()
              .orElse(Long.MAX_VALUE);
      var boot = entry.getValue().header().get().boot();
      try {
        for (var frame : Segment.read(disk, entry.getKey(), entry.getValue().file()).frames()) {
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
    var oldest = known.firstEntry();
    if (oldest == null) {
      return OptionalLong.empty();
    }
    var segment = oldest.getValue();
    var next = firstHeader(known.tailMap(oldest.getKey(), false));
    if (next.isEmpty()
        || segment.highest() > acknowledged
        || (segment.highest() > 0
            && running.minus(next.get().running()).compareTo(retention) < 0)) {
      return OptionalLong.empty();
    }
    disk.delete(segment.file());
    // Before the next one may go, or a power cut may bring this one back without those behind it.
    disk.force(folder);
    known.remove(oldest.getKey());
    log.atInfo().addKeyValue("segment", oldest.getKey()).log("segment.deleted");
    return OptionalLong.of(segment.highest());
  }

  @Override
  public void close() throws IOException {
    var open = tail;
    tail = null;
    if (open != null) {
      open.close();
    }
  }

  /** As after a failed append: the next segment must be begun in a new boot. */
  void giveUp() {
    abandon(true);
  }

  private void abandon(boolean cut) {
    var open = tail;
    tail = null;
    if (open == null) {
      return;
    }
    if (cut) {
      try {
        open.truncate(tailSize);
      } catch (IOException e) {
        log.atWarn().setCause(e).log("segment.given-up");
      }
    }
    closeQuietly(open);
  }

  private static void closeQuietly(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      log.atDebug().setCause(e).log("segment.closed-badly");
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
