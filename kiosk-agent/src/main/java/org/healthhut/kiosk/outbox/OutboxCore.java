package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.Appends.notSaved;
import static org.healthhut.kiosk.outbox.Appends.refuse;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.Appends.Pending;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an outbox decides and does: number, seal, journal, hand to the index, mark, retire, recover.
 * It has no thread and waits for nothing but the disk; {@link JournaledOutbox} calls it from its
 * threads, and whoever has none calls it step by step.
 *
 * <p>{@link #save} and {@link #retire} are called by one thread, {@link #index} by one that may be
 * another, everything else by any. A record is found by {@link #after} as soon as it is durable and
 * never before.
 */
public final class OutboxCore implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(OutboxCore.class);

  private record Renumbering(Standing before, Set<Long> taken) {}

  private final Path folder;
  private final Disk disk;
  private final Closeable folderLock;
  private final Journal journal;
  private final OutboxIndex index;
  private final Running running;
  private volatile BootKeys keys;
  private final KioskClock clock;
  private final OutboxSettings settings;
  private final Recovery recovery;
  private final List<Long> lostNumbers;
  private volatile BootKey key;
  private volatile Room room = Room.ENOUGH;

  private final ReentrantLock lock = new ReentrantLock();

  /** Held while segments go, so that nothing goes that is being asked for again. */
  private final ReentrantLock retiring = new ReentrantLock();

  private final Appends appends;
  private Unindexed unindexed;

  /** Held while the index is told and while the numbering changes, so that neither meets half. */
  private final ReentrantLock indexing = new ReentrantLock();

  private @Nullable Renumbering renumbering;

  /** What the disk could not do; {@link #retire} has it tried again. */
  private @Nullable Renumbering postponed;

  private long captured;
  private long acknowledged;

  /** A number that neither index nor journal has any more; looked for once. */
  private long sought;

  /** How often the index had been replaced when it was last read; {@link #indexing} guards it. */
  private int rebuilds;

  private OutboxCore(
      Path folder, Disk disk, Recovered recovered, KioskClock clock, OutboxSettings settings) {
    this.folder = folder;
    this.disk = disk;
    this.folderLock = recovered.lock();
    this.journal = recovered.journal();
    this.running = recovered.running();
    this.index = recovered.index();
    this.keys = recovered.keys();
    this.key = recovered.key();
    this.clock = clock;
    this.settings = settings;
    this.appends = new Appends(settings.queueMax());
    this.recovery = recovered.recovery();
    this.lostNumbers = List.copyOf(recovered.lost());
    this.captured = recovered.captured();
    this.acknowledged = recovered.acknowledged();
    this.rebuilds = index.rebuilds();
    this.unindexed =
        new Unindexed(acknowledged, Math.min(journal.oldest().orElse(1) - 1, acknowledged));
  }

  /**
   * Opens the outbox in {@code folder}, or begins one.
   *
   * @param random must be cryptographically strong outside tests: the keys come from it
   * @throws IOException when the folder cannot be used; the message says why and what to do
   */
  public static OutboxCore open(
      Path folder,
      Disk disk,
      OutboxIndex.Place indexPlace,
      KioskId kiosk,
      DistrictKey district,
      RandomGenerator random,
      KioskClock clock,
      OutboxSettings settings)
      throws IOException {
    var recovered =
        Recovered.open(folder, disk, indexPlace, kiosk, district, random, clock, settings);
    log.atInfo()
        .addKeyValue("captured", recovered.captured())
        .addKeyValue("acknowledged", recovered.acknowledged())
        .addKeyValue("recovery", recovered.recovery())
        .log("outbox.opened");
    var outbox = new OutboxCore(folder, disk, recovered, clock, settings);
    outbox.lookForRoom();
    return outbox;
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }

  @Override
  public int lost() {
    return recovery.lost();
  }

  @Override
  public List<Long> lostNumbers() {
    return lostNumbers;
  }

  /** While this counts, the index is not told anything, so that no record is in two places. */
  @Override
  public Count count() throws IOException {
    record Begun(Standing standing, long behind, long indexed) {}
    indexing.lock();
    try {
      var begun =
          locked(() ->
              new Begun(
                  standing(), unindexed.above(acknowledged), unindexed.lowest(captured + 1) - 1));
      var standing = begun.standing();
      return new Count(
          standing, begun.behind() + index.count(standing.acknowledged(), begun.indexed()));
    } finally {
      indexing.unlock();
    }
  }

  @Override
  public Boot boot() {
    return key.boot();
  }

  /** Takes its place in the queue; {@link #save} completes it. */
  @Override
  public CompletableFuture<Long> append(Entry entry) {
    return appends.add(entry);
  }

  /** Appends that wait for {@link #save}. */
  public int queued() {
    return appends.size();
  }

  /** Durable records that wait for {@link #index}. */
  public int unindexed() {
    return locked(unindexed::size);
  }

  /** Whether {@link #index} should not be left waiting for more. */
  public boolean isIndexUrgent() {
    return locked(unindexed::isUrgent);
  }

  /** Whether the index has caught up enough for another group. */
  public boolean hasRoom() {
    return unindexed() < settings.unindexedMax();
  }

  /**
   * Numbers, seals and journals what waits, at most a group, with one forced write. When this
   * returns or throws, every caller of the group knows what became of its record.
   */
  public void save() {
    var group = appends.next(Recovered.GROUP_MAX);
    try {
      if (hasRoom()) {
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
        journal.begin(key.boot(), captured + 1, clock.now().at(), running.total());
      }
      var accepted = new ArrayList<Pending>();
      var sealed = new ArrayList<SealedEntry>();
      for (var pending : group) {
        long seq = captured + 1 + sealed.size();
        var entry = key.sealWithin(Frame.PAYLOAD_MAX, seq, pending.entry());
        if (entry.isEmpty()) {
          var why = "sealed it would have more than " + Frame.PAYLOAD_MAX + " bytes";
          pending.refuse(notSaved(why, null));
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
    holding(() -> {
      unindexed.add(sealed.stream().map(entry -> new Stored(boot, entry)).toList());
      captured = sealed.getLast().seq();
    });
  }

  /**
   * Lets the index follow, and the mark with it.
   *
   * @throws IOException when it cannot; nothing is lost by that and it may be tried again
   */
  public void index() throws IOException {
    indexing.lock();
    try {
      indexNow();
    } finally {
      indexing.unlock();
    }
  }

  /**
   * Opens the index anew.
   *
   * @throws IOException when it cannot; the next use of it tries again
   */
  public void reopenIndex() throws IOException {
    indexing.lock();
    try {
      index.reopen();
    } finally {
      indexing.unlock();
    }
    log.atInfo().log("index.reopened");
  }

  private void indexNow() throws IOException {
    var rows = locked(() -> unindexed.next(acknowledged));
    if (locked(() -> unindexed.isNews(rows))) {
      index.add(rows.records(), rows.acknowledged(), locked(() -> unindexed.toForget(rows)));
    }
    holding(() -> unindexed.indexed(rows));
  }

  /** Has {@link #carryOutRenumbering} do it. */
  @Override
  public void renumber(Standing before, Set<Long> taken) {
    holding(() -> {
      renumbering = new Renumbering(before, Set.copyOf(taken));
      postponed = null;
    });
  }

  /** Whether {@link #carryOutRenumbering} has something to do. */
  public boolean isToRenumber() {
    return locked(() -> renumbering != null);
  }

  /**
   * Does what {@link #renumber} has asked for; called by the thread that calls {@link #save}. What
   * the disk cannot do changes nothing, and is tried again.
   */
  public void carryOutRenumbering() {
    var asked =
        locked(() -> {
          var now = Optional.ofNullable(renumbering);
          renumbering = null;
          return now;
        });
    if (asked.isEmpty()
        || asked.get().before().waiting() > 0
        || !asked.get().before().equals(standing())) {
      return;
    }
    indexing.lock();
    retiring.lock();
    try {
      carryOut(asked.get());
    } catch (IOException e) {
      log.atError().setCause(e).log("outbox.notRenumbered");
      holding(() -> postponed = renumbering == null ? asked.get() : null);
    } finally {
      retiring.unlock();
      indexing.unlock();
    }
  }

  private void carryOut(Renumbering asked) throws IOException {
    var now = clock.now();
    var before = standing();
    var entries = opened(asked.taken());
    entries.addFirst(
        new Entry.KioskEvent(
            now,
            "epoch.began",
            Map.of("before", before.epoch(), "captured", "" + before.captured())));
    var nextKeys = keys.anew();
    var nextKey = nextKeys.draw();
    var sealed = new ArrayList<SealedEntry>();
    for (var entry : entries) {
      sealed.add(nextKey.seal(sealed.size() + 1, entry));
    }
    journal.renumber(nextKey.boot(), sealed, now.at(), running.total(), SetAside.dated(now.at()));
    holding(() -> {
      keys = nextKeys;
      key = nextKey;
      captured = 0;
      acknowledged = 0;
      sought = 0;
      unindexed = new Unindexed(0, 0);
      becomeDurable(sealed);
    });
    log.atError()
        .addKeyValue("epochBefore", before.epoch())
        .addKeyValue("captured", before.captured())
        .addKeyValue("again", sealed.size())
        .log("outbox.renumbered");
    try {
      index.startOver(nextKeys.epoch());
    } catch (IOException e) {
      // It finds out itself that it is of another numbering.
      log.atWarn().setCause(e).log("index.lagged");
    }
  }

  /** The records of this boot among {@code taken}: those of others nobody here can open. */
  private List<Entry> opened(Set<Long> taken) throws IOException {
    var entries = new ArrayList<Entry>();
    for (long seq : new TreeSet<>(taken)) {
      for (var stored : after(seq - 1, 1)) {
        if (stored.entry().seq() == seq
            && stored.boot().equals(key.boot())
            && key.open(stored.entry()) instanceof Opened.Valid<Entry>(Entry entry)) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  @Override
  public Room room() {
    return room;
  }

  private void lookForRoom() {
    try {
      var next = settings.limits().room(disk.used(folder));
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

  /**
   * Looks how much room there is; where it is little, old copies of the index go first. Then lets
   * go of the oldest segment if all of it is acknowledged and has been kept long enough: as long as
   * there is little room, that is not at all. What is acknowledged must not stand in the way of
   * what is not.
   *
   * @return whether one has gone, so that there may be another
   */
  public boolean retire() {
    lookForRoom();
    if (room != Room.ENOUGH && dropsCopy()) {
      return true;
    }
    holding(() -> {
      renumbering = renumbering == null ? postponed : renumbering;
      postponed = null;
    });
    retiring.lock();
    try {
      var retention = room == Room.ENOUGH ? settings.retention() : Duration.ZERO;
      var gone = journal.retire(standing().acknowledged(), running.total(), retention);
      gone.ifPresent(through -> holding(() -> unindexed.retire(through)));
      // Last, since a full disk must not keep the rest from making room.
      running.note();
      return gone.isPresent();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("segment.not-deleted");
      return false;
    } finally {
      retiring.unlock();
    }
  }

  private boolean dropsCopy() {
    try {
      return index.dropOldestCopy();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("index.copy-not-deleted");
      return false;
    }
  }

  @Override
  public List<Stored> after(long seq, int limit) throws IOException {
    var standing = standing();
    if (seq >= standing.captured() || limit < 1) {
      return List.of();
    }
    int most = (int) Math.min(limit, standing.captured() - seq);
    var recent = locked(() -> unindexed.after(seq, most));
    if (!recent.isEmpty()) {
      return recent;
    }
    indexing.lock();
    try {
      return standing.epoch().equals(keys.epoch()) ? indexed(seq, most, standing) : List.of();
    } finally {
      indexing.unlock();
    }
  }

  private List<Stored> indexed(long seq, int most, Standing standing) throws IOException {
    var found = index.after(seq, most);
    boolean missesOne = found.isEmpty() || found.getFirst().entry().seq() != seq + 1;
    if (missesOne && seq >= standing.acknowledged() && locked(() -> sought) != seq + 1) {
      // Opening left no gap, so the index has lost a row without noticing.
      index.rebuild();
      holding(() -> sought = seq + 1);
      found = index.after(seq, most);
    }
    if (index.rebuilds() != rebuilds) {
      rebuilds = index.rebuilds();
      long settled = Recovered.settled(standing.acknowledged(), journal, index);
      holding(() -> acknowledged = Math.max(acknowledged, settled));
    }
    return found;
  }

  @Override
  public void acknowledged(String epoch, long through) {
    holding(() -> {
      if (epoch.equals(keys.epoch()) && through > acknowledged && through <= captured) {
        acknowledged = through;
      }
    });
  }

  @Override
  public void unacknowledged(String epoch, long from) throws IOException {
    if (!epoch.equals(keys.epoch()) || from < 1) {
      return;
    }
    retiring.lock();
    try {
      long first = Math.max(from, locked(unindexed::retired) + 1);
      var found = locked(() -> unindexed.after(first - 1, 1));
      if (found.isEmpty()) {
        found = index.after(first - 1, 1);
      }
      if (found.isEmpty()) {
        return;
      }
      long held = found.getFirst().entry().seq();
      holding(() -> {
        acknowledged = Math.min(acknowledged, held - 1);
        unindexed.hurry();
      });
    } finally {
      retiring.unlock();
    }
    log.atWarn().addKeyValue("from", from).log("outbox.unacknowledged");
  }

  @Override
  public Standing standing() {
    return locked(() -> new Standing(keys.epoch(), captured, acknowledged));
  }

  private void holding(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits in the queue is refused. */
  void end() {
    appends.end();
  }

  @Override
  public void close() {
    end();
    index.close();
    try {
      journal.close();
      folderLock.close();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("outbox.closed-badly");
    }
  }
}
