package org.healthhut.kiosk.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.ForcedFile;
import org.healthhut.kiosk.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what waits, record by record, at most once in {@link #COUNT_EVERY}; what came and went
 * since is added to it. From any thread.
 *
 * <p>Which numbers are set aside is in {@code data/account.json}: losing that costs the distinction
 * and no record.
 */
public final class Accounting implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Accounting.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static final Duration COUNT_EVERY = Duration.ofMinutes(1);

  /** How often the district is told without being asked. */
  private static final Duration TELL_EVERY = Duration.ofMinutes(10);

  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private final Path file;
  private final Outbox outbox;
  private final KioskClock clock;
  private final Consumer<Figures> alarm;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** Guards which numbers are set aside; never held while the disk is waited for. */
  private final ReentrantLock lock = new ReentrantLock();

  private String epoch;
  private Numbers refused = new Numbers();
  private Numbers lost = new Numbers();
  private boolean isNews;

  /** Held by who counts; nobody waits for it. */
  private final ReentrantLock counting = new ReentrantLock();

  private @Nullable Duration counted;
  private long found;
  private boolean isAlarmed;

  /** How far the count is off the numbers, once two counts have found it to be off. */
  private volatile long error;

  private Accounting(Path file, Outbox outbox, KioskClock clock, Consumer<Figures> alarm) {
    this.file = file;
    this.outbox = outbox;
    this.clock = clock;
    this.alarm = alarm;
    this.epoch = outbox.standing().epoch();
  }

  /**
   * Opens the book.
   *
   * @param alarm is told once when the figures have been wrong for more than a moment
   */
  public static Accounting of(Path data, Outbox outbox, KioskClock clock, Consumer<Figures> alarm) {
    var book = new Accounting(data.resolve("account.json"), outbox, clock, alarm);
    book.read();
    for (long number : outbox.lostNumbers()) {
      book.isNews |= book.lost.add(number);
    }
    book.keep();
    return book;
  }

  /**
   * Counts now and then.
   *
   * @param each is run as often, before anything else
   * @param tell is run when the district should be told again
   */
  public void start(Runnable each, Runnable tell) {
    thread = Thread.ofPlatform().name("accounting").daemon().start(() -> run(each, tell));
  }

  private void run(Runnable each, Runnable tell) {
    var room = outbox.room();
    var next = clock.now().uptime().plus(TELL_EVERY);
    boolean held = true;
    try {
      while (!closing.await(COUNT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        each.run();
        boolean holds = figures().holds();
        keep();
        var now = clock.now().uptime();
        if (holds != held || room != outbox.room() || now.compareTo(next) >= 0) {
          held = holds;
          room = outbox.room();
          next = now.plus(TELL_EVERY);
          tell.run();
        }
      }
    } catch (InterruptedException _) {
      log.atInfo().log("accounting.interrupted");
    }
  }

  /** The district has put these numbers of {@code of} in quarantine. Never waits for the disk. */
  public void refused(String of, List<Long> numbers) {
    lock.lock();
    try {
      noteEpoch();
      for (long number : of.equals(epoch) ? numbers : List.<Long>of()) {
        isNews |= !lost.has(number) && refused.add(number);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The figures now; counts when that was long enough ago. */
  public Figures figures() {
    if (counting.tryLock()) {
      try {
        count();
      } finally {
        counting.unlock();
      }
    }
    return current();
  }

  private Figures current() {
    lock.lock();
    try {
      noteEpoch();
      var standing = outbox.standing();
      long through = standing.acknowledged();
      return new Figures(
          standing.epoch(),
          standing.captured(),
          through,
          standing.waiting() + error,
          refused.through(through),
          lost.through(through));
    } finally {
      lock.unlock();
    }
  }

  private void count() {
    var now = clock.now().uptime();
    var last = counted;
    if (last != null && now.minus(last).compareTo(COUNT_EVERY) < 0) {
      return;
    }
    counted = now;
    try {
      long before = found;
      found = outbox.count().error();
      error = before == 0 ? 0 : found;
    } catch (IOException e) {
      log.atWarn().setCause(e).log("account.uncounted");
      return;
    }
    if (error == 0) {
      isAlarmed &= found != 0;
    } else if (!isAlarmed) {
      isAlarmed = true;
      var figures = current();
      log.atError()
          .addKeyValue("captured", figures.captured())
          .addKeyValue("acknowledged", figures.acknowledged())
          .addKeyValue("waiting", figures.waiting())
          .log("account.wrong");
      alarm.accept(figures);
    }
  }

  /** In another numbering nothing is set aside yet. */
  private void noteEpoch() {
    var now = outbox.standing().epoch();
    if (!now.equals(epoch)) {
      epoch = now;
      refused = new Numbers();
      lost = new Numbers();
      isNews = true;
    }
  }

  private void read() {
    try {
      var root = JSON.readTree(Files.readString(file));
      if (root.path("epoch").asText().equals(epoch)) {
        refused = Numbers.of(root.path("refused").asText(), root.path("refusedHoles").asLong());
        lost = Numbers.of(root.path("lost").asText(), root.path("lostHoles").asLong());
      }
    } catch (NoSuchFileException _) {
      // A new kiosk, or nothing was set aside yet.
    } catch (IOException e) {
      log.atWarn().setCause(e).log("account.notRead");
    }
  }

  /** Writes down what is new; what the disk does not take is tried again the next time. */
  private void keep() {
    String text;
    lock.lock();
    try {
      noteEpoch();
      if (!isNews) {
        return;
      }
      isNews = false;
      text =
          JSON.writeValueAsString(
              JSON.createObjectNode()
                  .put("epoch", epoch)
                  .put("refused", refused.text())
                  .put("refusedHoles", refused.holes())
                  .put("lost", lost.text())
                  .put("lostHoles", lost.holes()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers did not become JSON", e);
    } finally {
      lock.unlock();
    }
    try {
      ForcedFile.write(file, text);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("account.notKept");
      lock.lock();
      try {
        isNews = true;
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    var running = thread;
    try {
      if (running != null && !running.join(CLOSE_MAX)) {
        log.atWarn().log("accounting.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    keep();
  }
}
