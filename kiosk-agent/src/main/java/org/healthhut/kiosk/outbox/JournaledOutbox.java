package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of a real kiosk. One thread numbers, seals and writes the journal; another lets H2
 * follow. {@link #after} finds a record as soon as it is durable and never before.
 *
 * <pre>
 * folder/lock                   held while an agent runs
 * folder/journal/00000001.journal …
 * folder/index/outbox.mv.db     H2; outbox.mv.db.set-aside-DATE when one had to be replaced
 * </pre>
 *
 * <p>The epoch stands in every segment's header: it is known as long as one header is. The index
 * has it too, for a journal whose headers are all damaged; a lost journal is a new epoch.
 */
public final class JournaledOutbox implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(JournaledOutbox.class);
  private static final int GROUP_MAX = 256;

  /** How long nothing may come before the disk's room is looked at and old segments go. */
  private static final Duration HOUSEKEEPING_DELAY = Duration.ofSeconds(5);

  private static final Duration ROOM_LIMIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private record Pending(Entry entry, CompletableFuture<Long> saved) {}

  private final Closeable folder;
  private final Journal journal;
  private final H2Index index;
  private final IndexFollower follower;
  private final BootKeys keys;
  private final KioskClock clock;
  private final OutboxSettings settings;
  private final Recovery recovery;
  private final Thread writer;
  private final Disk disk;
  private final Path data;
  private volatile BootKey key;
  private volatile Room room = Room.ENOUGH;

  private final ReentrantLock lock = new ReentrantLock();

  /** Held while segments go, so that nothing goes that is being asked for again. */
  private final ReentrantLock retiring = new ReentrantLock();

  private final Condition appended = lock.newCondition();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private long captured;
  private long acknowledged;

  /** A number that neither index nor journal has any more; looked for once. */
  private long sought;

  private boolean closing;

  private JournaledOutbox(
      Path data, Disk disk, Recovered recovered, KioskClock clock, OutboxSettings settings) {
    this.data = data;
    this.disk = disk;
    this.folder = recovered.lock();
    this.journal = recovered.journal();
    this.index = recovered.index();
    this.keys = recovered.keys();
    this.key = recovered.key();
    this.clock = clock;
    this.settings = settings;
    this.recovery = recovered.recovery();
    this.captured = recovered.captured();
    this.acknowledged = recovered.acknowledged();
    this.follower =
        new IndexFollower(
            index,
            () -> standing().acknowledged(),
            Math.min(journal.oldest().orElse(1) - 1, acknowledged),
            settings.unindexedMax());
    this.writer = Thread.ofPlatform().name("outbox-writer").daemon().unstarted(this::write);
  }

  /**
   * Opens the outbox in {@code folder}, or begins one.
   *
   * @param random must be cryptographically strong outside tests: the keys come from it
   * @throws IOException when the folder cannot be used; the message says why and what to do
   */
  public static JournaledOutbox open(
      Path folder,
      KioskId kiosk,
      DistrictKey district,
      RandomGenerator random,
      KioskClock clock,
      OutboxSettings settings)
      throws IOException {
    return open(folder, kiosk, district, random, clock, settings, Disk.ofSystem());
  }

  /** As above, on a disk that may be simulated. */
  public static JournaledOutbox open(
      Path folder,
      KioskId kiosk,
      DistrictKey district,
      RandomGenerator random,
      KioskClock clock,
      OutboxSettings settings,
      Disk disk)
      throws IOException {
    var recovered = Recovered.open(folder, kiosk, district, random, clock, settings, disk);
    log.atInfo()
        .addKeyValue("captured", recovered.captured())
        .addKeyValue("acknowledged", recovered.acknowledged())
        .addKeyValue("recovery", recovered.recovery())
        .log("outbox.opened");
    var outbox = new JournaledOutbox(folder, disk, recovered, clock, settings);
    outbox.lookForRoom();
    outbox.follower.start();
    outbox.writer.start();
    return outbox;
  }

  /** What opening found. */
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public Boot boot() {
    return key.boot();
  }

  @Override
  public CompletableFuture<Long> append(Entry entry) {
    var pending = new Pending(entry, new CompletableFuture<>());
    lock.lock();
    try {
      if (closing) {
        return CompletableFuture.failedFuture(notSaved("the outbox is closed", null));
      }
      if (queue.size() >= settings.queueMax()) {
        return CompletableFuture.failedFuture(
            notSaved(queue.size() + " records already wait for the disk", null));
      }
      queue.add(pending);
      appended.signal();
    } finally {
      lock.unlock();
    }
    return pending.saved();
  }

  private static IOException notSaved(String why, @Nullable Throwable cause) {
    return new IOException("the record is not saved: " + why, cause);
  }

  @Override
  public List<Stored> after(long seq, int limit) throws IOException {
    var standing = standing();
    if (seq >= standing.captured() || limit < 1) {
      return List.of();
    }
    int most = (int) Math.min(limit, standing.captured() - seq);
    var recent = follower.after(seq, most);
    if (!recent.isEmpty()) {
      return recent;
    }
    var found = index.after(seq, most);
    boolean missesOne = found.isEmpty() || found.getFirst().entry().seq() != seq + 1;
    if (missesOne && seq >= standing.acknowledged() && locked(() -> sought) != seq + 1) {
      // Opening left no gap, so H2 has lost a row without noticing.
      locked(() -> sought = seq + 1);
      index.rebuild();
      return index.after(seq, most);
    }
    return found;
  }

  @Override
  public void acknowledged(String epoch, long through) {
    lock.lock();
    try {
      if (epoch.equals(keys.epoch()) && through > acknowledged && through <= captured) {
        acknowledged = through;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void unacknowledged(String epoch, long from) throws IOException {
    if (!epoch.equals(keys.epoch()) || from < 1) {
      return;
    }
    retiring.lock();
    try {
      long first = Math.max(from, follower.retired() + 1);
      var found = follower.after(first - 1, 1);
      if (found.isEmpty()) {
        found = index.after(first - 1, 1);
      }
      if (found.isEmpty()) {
        return;
      }
      long held = found.getFirst().entry().seq();
      locked(() -> acknowledged = Math.min(acknowledged, held - 1));
    } finally {
      retiring.unlock();
    }
    follower.hurry();
    log.atWarn().addKeyValue("from", from).log("outbox.unacknowledged");
  }

  @Override
  public Standing standing() {
    return locked(() -> new Standing(keys.epoch(), captured, acknowledged));
  }

  @Override
  public Room room() {
    return room;
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    locked(() -> {
      closing = true;
      appended.signalAll();
      return closing;
    });
    boolean stopped = false;
    try {
      stopped = writer.join(CLOSE_LIMIT);
      stopped &= follower.finish(CLOSE_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    refuseWaiting();
    if (!stopped) {
      log.atWarn().addKeyValue("waiting", standing().waiting()).log("outbox.close-given-up");
    }
    index.close();
    try {
      journal.close();
      folder.close();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("outbox.closed-badly");
    }
  }

  private void refuseWaiting() {
    var waiting =
        locked(() -> {
          var left = List.copyOf(queue);
          queue.clear();
          return left;
        });
    refuse(waiting, notSaved("the outbox is closed", null));
  }

  private static void refuse(List<Pending> group, IOException why) {
    group.forEach(pending -> pending.saved().completeExceptionally(why));
  }

  // What follows runs on the writer's thread.

  private void write() {
    try {
      while (true) {
        var group = nextGroup();
        if (!group.isEmpty()) {
          saveOrRefuse(group);
        } else if (locked(() -> closing)) {
          return;
        }
        lookForRoom();
        retire();
      }
    } catch (InterruptedException _) {
      log.atInfo().log("outbox.interrupted");
    } finally {
      // Whatever ended this thread: nobody waits for what will not come.
      locked(() -> closing = true);
      refuseWaiting();
    }
  }

  /** What waits, at most a group; empty after a while in which nothing came. */
  private List<Pending> nextGroup() throws InterruptedException {
    lock.lock();
    try {
      long left = HOUSEKEEPING_DELAY.toNanos();
      while (queue.isEmpty() && !closing && left > 0) {
        left = appended.awaitNanos(left);
      }
      var group = new ArrayList<Pending>();
      while (group.size() < GROUP_MAX && !queue.isEmpty()) {
        group.add(queue.remove());
      }
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** When this returns or throws, every caller knows what became of its record. */
  private void saveOrRefuse(List<Pending> group) throws InterruptedException {
    try {
      if (follower.awaitRoom(ROOM_LIMIT)) {
        save(group);
      } else {
        log.atError().addKeyValue("records", group.size()).log("index.stuck");
        refuse(group, notSaved("the index on the disk cannot follow", null));
      }
    } finally {
      refuse(group, notSaved("the outbox failed", null));
    }
  }

  private void save(List<Pending> group) {
    try {
      if (journal.failed()) {
        key = keys.draw();
      }
      if (!journal.ready()) {
        journal.begin(key.boot(), captured + 1, clock.now().at());
      }
      var accepted = new ArrayList<Pending>();
      var sealed = new ArrayList<SealedEntry>();
      for (var pending : group) {
        long seq = captured + 1 + sealed.size();
        var entry = key.sealWithin(Frame.PAYLOAD_MAX, seq, pending.entry());
        if (entry.isEmpty()) {
          var why = "sealed it would have more than " + Frame.PAYLOAD_MAX + " bytes";
          refuse(List.of(pending), notSaved(why, null));
          continue;
        }
        accepted.add(pending);
        sealed.add(entry.get());
      }
      if (!sealed.isEmpty()) {
        journal.append(sealed);
        becomeDurable(sealed);
      }
      for (int i = 0; i < accepted.size(); i++) {
        accepted.get(i).saved().complete(sealed.get(i).seq());
      }
    } catch (IOException e) {
      log.atError().addKeyValue("records", group.size()).setCause(e).log("journal.failed");
      refuse(group, notSaved("writing to the disk failed", e));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("records", group.size()).setCause(e).log("outbox.failed");
      journal.giveUp();
      refuse(group, notSaved("the outbox failed", e));
    }
  }

  private void becomeDurable(List<SealedEntry> sealed) {
    var boot = key.boot();
    follower.add(sealed.stream().map(entry -> new Stored(boot, entry)).toList());
    locked(() -> captured = sealed.getLast().seq());
  }

  private void lookForRoom() {
    try {
      var next = settings.limits().room(disk.used(data));
      if (next != room) {
        (next == Room.ENOUGH ? log.atInfo() : log.atWarn())
            .addKeyValue("room", next.key())
            .log("disk.room-changed");
      }
      room = next;
    } catch (IOException e) {
      log.atWarn().setCause(e).log("disk.room-unknown");
    }
  }

  /** What is acknowledged must not stand in the way of what is not. */
  private void retire() {
    retiring.lock();
    try {
      var retention = room == Room.ENOUGH ? settings.retention() : Duration.ZERO;
      follower.retire(journal.retire(standing().acknowledged(), clock.now().at(), retention));
    } catch (IOException e) {
      log.atWarn().setCause(e).log("segment.not-deleted");
    } finally {
      retiring.unlock();
    }
  }
}
