package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.ForcedFile;
import org.healthhut.kiosk.config.PinHash;

/**
 * Lets the PIN be tried {@link #TRIES_MAX} times, then not for {@link #LOCKED}.
 *
 * <p>A try is on the disk before it is judged, so a plug that is pulled wins none. After a restart
 * a lock begins anew: no clock of the machine needs to be believed, and restarting only costs time.
 */
final class PinLock {
  static final int TRIES_MAX = 5;
  static final Duration LOCKED = Duration.ofMinutes(10);
  private static final Pattern LINE = Pattern.compile("([0-5]) tries\n");

  private final Path file;
  private final PinHash pin;
  private final KioskClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private int tries;
  private Duration lockedAt;

  /** What a try comes to: always exactly one of these. */
  sealed interface Answer {
    record Right() implements Answer {}

    record Wrong(int left) implements Answer {}

    /**
     * Nothing was judged, or the last try was wrong.
     *
     * @param justNow whether this try has locked it
     */
    record Locked(Duration left, boolean justNow) implements Answer {}
  }

  PinLock(Path data, PinHash pin, KioskClock clock) {
    this.file = data.resolve("service").resolve("pin-tries");
    this.pin = pin;
    this.clock = clock;
    this.tries = tried(file);
    this.lockedAt = clock.now().uptime();
  }

  /** A file that cannot be read or understood counts as a lock: that costs ten minutes at most. */
  private static int tried(Path file) {
    try {
      var line = LINE.matcher(Files.readString(file));
      return line.matches() ? Integer.parseInt(line.group(1)) : TRIES_MAX;
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException _) {
      return TRIES_MAX;
    }
  }

  /**
   * Tries {@code typed}. Those who try at once wait for one another.
   *
   * @throws IOException when the try cannot be kept; then it is not judged
   */
  Answer attempt(String typed) throws IOException {
    lock.lock();
    try {
      var left = left();
      if (left.isPositive()) {
        return new Answer.Locked(left, false);
      }
      keep(tries >= TRIES_MAX ? 1 : tries + 1);
      if (pin.matches(typed)) {
        keep(0);
        return new Answer.Right();
      }
      if (tries < TRIES_MAX) {
        return new Answer.Wrong(TRIES_MAX - tries);
      }
      lockedAt = clock.now().uptime();
      return new Answer.Locked(LOCKED, true);
    } finally {
      lock.unlock();
    }
  }

  /** How long no try is judged; zero while one would be. */
  Duration lockedFor() {
    lock.lock();
    try {
      return left();
    } finally {
      lock.unlock();
    }
  }

  private Duration left() {
    var left = lockedAt.plus(LOCKED).minus(clock.now().uptime());
    return tries >= TRIES_MAX && left.isPositive() ? left : Duration.ZERO;
  }

  private void keep(int now) throws IOException {
    ForcedFile.write(file, now + " tries\n");
    tries = now;
  }
}
