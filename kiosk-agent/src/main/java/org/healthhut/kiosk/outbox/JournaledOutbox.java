package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.wire.Boot;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox of a real kiosk: {@link OutboxCore} and its two threads. One saves; the other lets the
 * index follow, in groups. What waits in memory for the index is bounded: when the index lags, the
 * saving waits, and when it cannot follow at all, appends are refused.
 *
 * <pre>
 * folder/lock                   held while an agent runs
 * folder/journal/00000001.journal …
 * folder/index/outbox.mv.db     H2; outbox.set-aside-DATE.mv.db when one had to be replaced
 * </pre>
 *
 * <p>The epoch stands in every segment's header: it is known as long as one header is. The index
 * has it too, for a journal whose headers are all damaged, or that is gone: then the numbering goes
 * on behind everything that the journal can have held. When both are lost a new epoch begins.
 */
public final class JournaledOutbox implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(JournaledOutbox.class);

  /** How long nothing may come before the disk's room is looked at and old segments go. */
  private static final Duration HOUSEKEEPING_DELAY = Duration.ofSeconds(5);

  private static final Duration ROOM_LIMIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  /** The index follows when so many rows wait, or one has waited long enough. */
  private static final int INDEX_ROWS = 50;

  private static final Duration INDEX_RETRY = Duration.ofSeconds(1);
  private static final Duration INDEX_RETRY_MAX = Duration.ofSeconds(30);

  /** Losing the mark costs sending again; writing it alone would cost a commit a reading. */
  private static final Duration MARK_DELAY = Duration.ofMinutes(10);

  /** What an open database piles up goes when it is opened anew. */
  private static final Duration REOPEN_EVERY = Duration.ofDays(1);

  private final OutboxCore core;
  private final KioskClock clock;
  private final Duration markDelay;
  private final Duration indexDelay;
  private final Thread writer;
  private final Thread follower;

  /** Held to wait for the core and to say that it has changed, never while it works. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private volatile boolean closing;
  private volatile boolean saved;

  /** The index has not got on since the saving waited for it in vain. */
  private volatile boolean stuck;

  private JournaledOutbox(
      OutboxCore core, KioskClock clock, Duration indexDelay, Duration markDelay) {
    this.core = core;
    this.clock = clock;
    this.markDelay = markDelay;
    this.indexDelay = indexDelay;
    this.writer = Thread.ofPlatform().name("outbox-writer").daemon().unstarted(this::write);
    this.follower = Thread.ofPlatform().name("outbox-index").daemon().unstarted(this::follow);
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
    return open(folder, kiosk, district, random, clock, settings, disk, MARK_DELAY);
  }

  /**
   * As above.
   *
   * @param markDelay how long nothing must come before a mark is written alone
   */
  static JournaledOutbox open(
      Path folder,
      KioskId kiosk,
      DistrictKey district,
      RandomGenerator random,
      KioskClock clock,
      OutboxSettings settings,
      Disk disk,
      Duration markDelay)
      throws IOException {
    var index = OutboxIndex.Place.ofH2(disk, folder.resolve("index"), () -> clock.now().at());
    var core = OutboxCore.open(folder, disk, index, kiosk, district, random, clock, settings);
    var outbox = new JournaledOutbox(core, clock, settings.indexDelay(), markDelay);
    outbox.follower.start();
    outbox.writer.start();
    return outbox;
  }

  @Override
  public Recovery recovery() {
    return core.recovery();
  }

  @Override
  public int lost() {
    return core.lost();
  }

  @Override
  public List<Long> lostNumbers() {
    return core.lostNumbers();
  }

  @Override
  public Count count() throws IOException {
    return core.count();
  }

  @Override
  public Boot boot() {
    return core.boot();
  }

  @Override
  public CompletableFuture<Long> append(Entry entry) {
    if (closing) {
      return CompletableFuture.failedFuture(
          new IOException("the record is not saved: the outbox is closed"));
    }
    var appended = core.append(entry);
    tell();
    return appended;
  }

  @Override
  public List<Stored> after(long seq, int limit) throws IOException {
    return core.after(seq, limit);
  }

  @Override
  public void acknowledged(String epoch, long through) {
    core.acknowledged(epoch, through);
  }

  @Override
  public void unacknowledged(String epoch, long from) throws IOException {
    core.unacknowledged(epoch, from);
    tell();
  }

  @Override
  public void renumber(Standing before, Set<Long> taken) {
    core.renumber(before, taken);
    tell();
  }

  @Override
  public Standing standing() {
    return core.standing();
  }

  @Override
  public Room room() {
    return core.room();
  }

  private void tell() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until {@code condition} holds or the time is over; says whether it holds. */
  private boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closing = true;
    tell();
    boolean stopped = false;
    try {
      stopped = writer.join(CLOSE_LIMIT);
      saved = true;
      tell();
      stopped &= follower.join(CLOSE_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!stopped) {
      log.atWarn().addKeyValue("waiting", standing().waiting()).log("outbox.close-given-up");
    }
    core.close();
  }

  private void write() {
    var delay = HOUSEKEEPING_DELAY;
    try {
      while (true) {
        core.carryOutRenumbering();
        if (await(delay, () -> core.queued() > 0 || core.isToRenumber() || closing)
            && core.queued() > 0) {
          stuck = !await(stuck ? Duration.ZERO : ROOM_LIMIT, () -> core.hasRoom() || saved);
          core.save();
          tell();
        } else if (closing) {
          return;
        } else if (core.isToRenumber()) {
          continue;
        }
        // After a long outage many segments may go; between any two, whoever waits is served.
        delay = core.retire() ? Duration.ZERO : HOUSEKEEPING_DELAY;
      }
    } catch (InterruptedException _) {
      log.atInfo().log("outbox.interrupted");
    } finally {
      // Whatever ended this thread: nobody waits for what will not come.
      closing = true;
      core.end();
    }
  }

  private void follow() {
    var retry = INDEX_RETRY;
    var opened = clock.now().uptime();
    try {
      while (true) {
        boolean isQuiet = !await(markDelay, () -> hasRows(1));
        await(indexDelay, () -> hasRows(INDEX_ROWS));
        boolean isLast = saved;
        try {
          core.index();
          if (isQuiet && clock.now().uptime().minus(opened).compareTo(REOPEN_EVERY) >= 0) {
            opened = clock.now().uptime();
            core.reopenIndex();
          }
          retry = INDEX_RETRY;
          stuck = false;
          tell();
        } catch (IOException | RuntimeException e) {
          // Nothing is lost: the journal has it, and the next opening brings the index up to date.
          log.atError().setCause(e).log("index.lagged");
          if (!isLast) {
            await(retry, () -> hasRows(Integer.MAX_VALUE));
            var longer = retry.multipliedBy(2);
            retry = longer.compareTo(INDEX_RETRY_MAX) < 0 ? longer : INDEX_RETRY_MAX;
          }
        }
        if (isLast) {
          return;
        }
      }
    } catch (InterruptedException _) {
      log.atInfo().log("index.interrupted");
    }
  }

  private boolean hasRows(int rows) {
    return core.unindexed() >= rows || core.isIndexUrgent() || saved;
  }
}
