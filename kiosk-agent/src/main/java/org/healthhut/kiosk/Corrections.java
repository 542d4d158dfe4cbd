package org.healthhut.kiosk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.healthhut.kiosk.clock.ClockWatch;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.clock.Uncertain;
import org.healthhut.kiosk.command.ForcedFile;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ClockWatch} whose memory outlives the agent: {@code clock/uncertain} in the data folder
 * holds an {@link Uncertain} while there is anything uncertain. It is written only when a boot
 * becomes uncertain or is corrected, and no file is needed for the kiosk to run: what cannot be
 * read is set aside, what cannot be written is tried again.
 *
 * <p>When the machine has started anew, what the file names is dropped: the uptime of those records
 * began elsewhere, so their time stays as uncertain as each of them says. Where the machine does
 * not tell its starts apart, there is no file.
 *
 * <p>Belongs to one thread, which never waits for the disk but in {@link #in} and {@link #close}.
 */
final class Corrections {
  private static final Logger log = LoggerFactory.getLogger(Corrections.class);

  /** After a write has failed, none is tried for so long. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Duration CLOSE_MAX = Duration.ofMillis(500);

  private final Path file;
  private final KioskClock clock;
  private final Optional<String> machine;
  private final ClockWatch watch;
  private CompletableFuture<Boolean> writing = CompletableFuture.completedFuture(true);

  /** The boots that the file names or is about to name; null while that is not known. */
  private @Nullable Set<String> named;

  private Duration pausedUntil = Duration.ZERO;
  private long forgotten;

  private Corrections(Path file, KioskClock clock, Map<String, Instant> before) {
    this.file = file;
    this.clock = clock;
    this.machine = clock.machineBoot();
    this.watch = new ClockWatch(before);
    this.named = before.isEmpty() ? null : before.keySet();
  }

  /**
   * Takes up what is uncertain of earlier boots. When this returns, {@code boot} is noted on the
   * disk if the clock cannot be believed now, so that an agent that is killed leaves nothing out.
   *
   * @param data the kiosk's data folder
   * @param boot that the first records will be sealed in
   */
  static Corrections in(Path data, KioskClock clock, String boot) {
    var file = data.resolve("clock").resolve("uncertain");
    var now = clock.now();
    var before =
        clock.machineBoot().map(running -> read(file, running, now.uptime())).orElse(Map.of());
    var corrections = new Corrections(file, clock, before);
    if (now.clock() == ClockTrust.UNSYNCHRONIZED) {
      var _ = corrections.watch.step(now, boot);
    }
    corrections.write(now.uptime(), Runnable::run);
    return corrections;
  }

  /** See {@link ClockWatch#step}. */
  List<Entry.KioskEvent> step(Moment now, String boot) {
    var events = watch.step(now, boot);
    if (!events.isEmpty()) {
      log.atInfo().addKeyValue("boots", events.size()).log("clock.corrected");
    }
    if (watch.forgotten() > forgotten) {
      forgotten = watch.forgotten();
      log.atWarn().addKeyValue("boots", forgotten).log("clock.bootsForgotten");
    }
    write(now.uptime(), Thread::startVirtualThread);
    return events;
  }

  /** See {@link ClockWatch#settled}. */
  void settled(Entry entry, boolean kept) {
    watch.settled(entry, kept, clock.now().uptime());
  }

  /**
   * Leaves the file as it should be, or gives up on a disk that hangs: an event that is made twice
   * does no harm.
   */
  void close() throws InterruptedException {
    if (ended()) {
      write(clock.now().uptime(), Thread::startVirtualThread);
      if (ended()) {
        return;
      }
    }
    log.atWarn().log("clock.abandoned");
  }

  private boolean ended() throws InterruptedException {
    try {
      var _ = writing.get(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException _) {
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }

  /** Writes what has changed since the last time, one at a time. */
  private void write(Duration uptime, Executor on) {
    if (machine.isEmpty() || !writing.isDone()) {
      return;
    }
    if (writing.isCompletedExceptionally() || !writing.join()) {
      writing = CompletableFuture.completedFuture(true);
      named = null;
      pausedUntil = uptime.plus(PAUSE);
    }
    var boots = watch.uncertain();
    if (boots.keySet().equals(named) || uptime.compareTo(pausedUntil) < 0) {
      return;
    }
    named = boots.keySet();
    var next = new Uncertain(machine.get(), uptime, boots);
    writing = CompletableFuture.supplyAsync(() -> write(next), on);
  }

  private boolean write(Uncertain next) {
    try {
      if (next.boots().isEmpty()) {
        // Not forced: should the file come back after a power cut, it is of another start.
        Files.deleteIfExists(file);
      } else {
        ForcedFile.write(file, next.text());
      }
      return true;
    } catch (IOException e) {
      log.atWarn().setCause(e).log("clock.notNoted");
      return false;
    }
  }

  private static Map<String, Instant> read(Path file, String running, Duration uptime) {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Uncertain.BYTES_MAX + 1);
    } catch (NoSuchFileException _) {
      return Map.of();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("clock.unreadable");
      setAside(file);
      return Map.of();
    }
    var read =
        bytes.length > Uncertain.BYTES_MAX
            ? Optional.<Uncertain>empty()
            : Uncertain.parse(new String(bytes, StandardCharsets.UTF_8));
    if (read.isEmpty()) {
      log.atWarn().log("clock.damaged");
      setAside(file);
      return Map.of();
    }
    var boots = read.get().boots();
    if (!read.get().holds(running, uptime)) {
      log.atWarn().addKeyValue("boots", boots.size()).log("clock.neverCorrected");
      return Map.of();
    }
    return boots;
  }

  /** Beside it, in place of the last one. */
  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".unreadable"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("clock.notSetAside");
    }
  }
}
