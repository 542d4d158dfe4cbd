package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** Finds out how the machine is, when asked, and keeps what was found last. */
final class Checkup {
  /** A disk that takes longer for 4 KiB is as good as none. */
  private static final Duration WRITE_MAX = Duration.ofSeconds(5);

  private final AgentConfig config;
  private final Outbox outbox;
  private final QueueWatch queue;
  private final ConfigHistory history;
  private final Machine machine;
  private final KioskClock clock;
  private final Supplier<String> line;
  private final Supplier<Duration> browserSilent;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Found found;

  /** What was found, and when. */
  record Found(Moment at, List<SystemChecks.Check> checks) {}

  Checkup(
      AgentConfig config,
      Outbox outbox,
      QueueWatch queue,
      ConfigHistory history,
      Machine machine,
      KioskClock clock,
      Supplier<String> line,
      Supplier<Duration> browserSilent) {
    this.config = config;
    this.outbox = outbox;
    this.queue = queue;
    this.history = history;
    this.machine = machine;
    this.clock = clock;
    this.line = line;
    this.browserSilent = browserSilent;
  }

  /** Begins to look, unless it does already. Never waits. */
  void begin() {
    if (running.compareAndSet(false, true)) {
      var _ =
          Thread.ofVirtual()
              .name("checkup")
              .start(() -> {
                try {
                  var facts = look();
                  found = new Found(facts.at(), SystemChecks.of(facts));
                } finally {
                  running.set(false);
                }
              });
    }
  }

  boolean running() {
    return running.get();
  }

  Optional<Found> found() {
    return Optional.ofNullable(found);
  }

  private Facts look() {
    var now = clock.now();
    var standing = outbox.standing();
    return new Facts(
        now,
        machine.diskUsed(config.data()),
        config.limits().warnPercent(),
        config.limits().refusePercent(),
        written(),
        lost(standing),
        machine.resident(),
        machine.celsius(),
        machine.throttled(),
        line.get(),
        queue.delivered().map(then -> now.uptime().minus(then.uptime())),
        standing.waiting(),
        queue.oldest(standing.acknowledged(), standing.waiting()),
        browserSilent.get(),
        config.service().certificateUntil(),
        history.now().map(ConfigHistory.Version::at));
  }

  /** The write itself cannot be broken off; one that hangs is left behind. */
  private Optional<Duration> written() {
    var folder = config.data().resolve("service");
    var began = clock.now().uptime();
    var write =
        new FutureTask<Optional<Duration>>(() -> {
          try {
            Files.createDirectories(folder);
            machine.write(folder);
            return Optional.of(clock.now().uptime().minus(began));
          } catch (IOException _) {
            return Optional.empty();
          }
        });
    var _ = Thread.ofPlatform().daemon().name("write-test").start(write);
    try {
      return write.get(WRITE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the write test broke", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Integer> lost(Outbox.Standing standing) {
    try {
      var _ = outbox.after(standing.acknowledged(), 1);
      return Optional.of(outbox.lost());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
