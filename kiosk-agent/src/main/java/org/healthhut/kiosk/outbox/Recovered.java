package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;

/** A data folder, locked, read, made whole and ready for the next record. */
record Recovered(
    Closeable lock,
    Journal journal,
    Running running,
    OutboxIndex index,
    BootKeys keys,
    BootKey key,
    long captured,
    long acknowledged,
    List<Long> lost,
    Recovery recovery) {

  /** So many records share one forced write. */
  static final int GROUP_MAX = 256;

  /** No record's frame is shorter. */
  static final int FRAME_MIN = 64;

  static Recovered open(
      Path folder,
      Disk disk,
      OutboxIndex.Place indexPlace,
      KioskId kiosk,
      DistrictKey district,
      RandomGenerator random,
      KioskClock clock,
      OutboxSettings settings)
      throws IOException {
    disk.createFolders(folder);
    var lock =
        disk.lock(folder.resolve("lock"))
            .orElseThrow(() ->
                new FolderInUseException(
                    "another agent is using the data folder "
                        + folder
                        + "; stop it, or give this agent a folder of its own"));
    try {
      var dated = SetAside.dated(clock.now().at());
      var journal =
          Journal.open(
              folder.resolve("journal"),
              disk,
              settings.segmentBytesMax(),
              dated,
              () -> headerBytes(kiosk, district, random));
      var running = Running.open(folder.resolve("journal"), disk, clock);
      Optional<Boot> before = journal.newestBoot();
      if (before.isEmpty()) {
        // No header is readable, but the index knows which numbering goes on.
        before = indexPlace.someBoot();
      }
      if (before.isPresent() && !before.get().kiosk().equals(kiosk)) {
        throw new WrongFolderException(
            "the data folder %s belongs to kiosk %s, but this is kiosk %s; correct the kiosk's id, or give it a folder of its own"
                .formatted(folder, before.get().kiosk(), kiosk));
      }
      int segments = journal.segments();
      if (before.isEmpty()) {
        journal.setAside(dated);
      }
      var epoch = before.map(Boot::epoch).orElseGet(() -> BootKeys.randomId(random));
      var keys = new BootKeys(kiosk, epoch, district, random);
      var index = indexPlace.open(epoch, journal::replay);
      try {
        // A journal that is gone had at most so many records which the index does not have.
        int unknown =
            before.isPresent() && journal.isNew() ? settings.unindexedMax() + GROUP_MAX : 0;
        return whole(
            lock, journal, running, index, keys, clock, before.isEmpty(), segments, unknown);
      } catch (IOException | RuntimeException e) {
        index.close();
        journal.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Recovered whole(
      Closeable lock,
      Journal journal,
      Running running,
      OutboxIndex index,
      BootKeys keys,
      KioskClock clock,
      boolean newEpoch,
      int segments,
      int unknown)
      throws IOException {
    long acknowledged;
    long captured = 0;
    List<Long> lost;
    int rebuilds;
    do {
      // Whatever reads the index may have it replaced, and then the numbers before are of another.
      rebuilds = index.rebuilds();
      acknowledged = acknowledged(journal, index);
      captured = Math.max(captured, promised(acknowledged, journal, index) + unknown);
      if (rebuilds == 0
          && !index.missing(acknowledged, told(acknowledged, journal, index)).isEmpty()) {
        index.rebuild();
      }
      lost = index.missing(acknowledged, captured);
    } while (index.rebuilds() != rebuilds);

    var key = keys.draw();
    journal.begin(key.boot(), captured + 1, clock.now().at(), running.total());
    for (int from = 0; from < lost.size(); from += GROUP_MAX) {
      var some = lost.subList(from, Math.min(lost.size(), from + GROUP_MAX));
      standIn(some, key, journal, index, clock, acknowledged);
    }
    return new Recovered(
        lock,
        journal,
        running,
        index,
        keys,
        key,
        captured,
        acknowledged,
        lost,
        new Recovery(
            newEpoch,
            segments,
            journal.damagedSegments(),
            lost.size(),
            index.rebuilds() > 0,
            journal.brokenSegments(),
            journal.segmentsSetAside()));
  }

  /** All headers of a kiosk are alike but for what they say. */
  private static int headerBytes(KioskId kiosk, DistrictKey district, RandomGenerator random) {
    var some = new BootKeys(kiosk, BootKeys.randomId(random), district, random).draw().boot();
    return new SegmentHeader(some, 1, Instant.EPOCH, Duration.ZERO).frame().size();
  }

  /**
   * The highest number that may have been promised to anybody. Behind what is known there may be
   * the newest segments, set aside unreadable: then it is as many more as their bytes could have
   * held, without those whose rows the index has. Some of these never were; but a number that was
   * promised is not given out again, and where its record was an event says that it is lost.
   */
  private static long promised(long acknowledged, Journal journal, OutboxIndex index)
      throws IOException {
    long unread = journal.unread();
    if (unread > 0 && journal.segments() > 0) {
      unread -= bytes(index, journal.highest(), Long.MAX_VALUE);
    }
    return told(acknowledged, journal, index) + Math.max(0, unread) / FRAME_MIN;
  }

  /** Reads the index's rows above {@code after}, to about {@code through}: their frames' bytes. */
  private static long bytes(OutboxIndex index, long after, long through) throws IOException {
    long bytes = 0;
    long seq = after;
    while (seq < through) {
      var some = index.after(seq, GROUP_MAX);
      if (some.isEmpty()) {
        break;
      }
      for (var row : some) {
        bytes += Frame.OVERHEAD + row.entry().sealed().length();
      }
      seq = some.getLast().entry().seq();
    }
    return bytes;
  }

  /** The highest number that anything which can be read tells of. */
  private static long told(long acknowledged, Journal journal, OutboxIndex index)
      throws IOException {
    return Math.max(acknowledged, Math.max(journal.highest(), index.highest()));
  }

  /** The index's mark, which may be of long ago or lost; see {@link #settled}. */
  private static long acknowledged(Journal journal, OutboxIndex index) throws IOException {
    long mark = index.acknowledged();
    // A row that is not what was written shows when it is read, and then the whole index is
    // replaced: now, not when these already count as waiting.
    var _ = bytes(index, mark, journal.oldest().orElse(1) - 1);
    long settled = settled(mark, journal, index);
    if (settled > mark) {
      index.add(List.of(), settled, settled);
    }
    return settled;
  }

  /**
   * What neither the index nor the journal has, and is older than the journal's oldest segment, was
   * let go of after it was acknowledged. Rows that came back from before that go again.
   *
   * @param mark up to here everything is acknowledged
   * @return up to where that is certain now
   */
  static long settled(long mark, Journal journal, OutboxIndex index) throws IOException {
    long before = journal.oldest().orElse(1) - 1;
    var gone = mark < before ? index.missing(mark, before) : List.<Long>of();
    return gone.isEmpty() ? mark : gone.getLast();
  }

  /**
   * Puts an event in the place of each record that cannot be read any more. The numbering stays
   * unbroken and the district is told the truth; where it already holds the record itself, the
   * event is a duplicate number and changes nothing.
   */
  private static void standIn(
      List<Long> lost,
      BootKey key,
      Journal journal,
      OutboxIndex index,
      KioskClock clock,
      long acknowledged)
      throws IOException {
    var events = new ArrayList<SealedEntry>();
    for (long seq : lost) {
      events.add(key.seal(seq, new Entry.KioskEvent(clock.now(), "record.lost", Map.of())));
    }
    journal.append(events);
    var records = events.stream().map(event -> new Outbox.Stored(key.boot(), event)).toList();
    index.add(records, acknowledged, 0);
  }
}
