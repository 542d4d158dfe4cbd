package org.healthhut.kiosk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.function.Consumer;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.devices.Reconnect;
import org.healthhut.kiosk.outbox.FolderInUseException;
import org.healthhut.kiosk.outbox.WrongFolderException;
import org.healthhut.kiosk.screen.ScreenView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what keeps the records. Nothing there is ever deleted to get on: while another program
 * uses it the kiosk waits for as long as that takes, and what the disk cannot do is tried again.
 */
final class Opening {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);

  /** Each try at a failing disk may read all there is. */
  private static final Reconnect TRIES =
      new Reconnect(Duration.ofMillis(500), Duration.ofSeconds(10));

  private static final Reconnect WORDS = new Reconnect(Duration.ofSeconds(10), Duration.ofHours(1));

  /**
   * A program that still cannot open it by then is ended and started again, since what it has read
   * of a failing disk may be what stands in its way. Another program's end is waited for for ever.
   */
  static final Duration FAILING_MAX = Duration.ofMinutes(5);

  private final KioskClock clock;
  private final Pause pause;
  private final Consumer<ScreenView.Screen> screen;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  /** Waiting does not help. */
  static final class HopelessException extends IOException {
    private static final long serialVersionUID = 1;

    HopelessException(IOException why) {
      super(why.getMessage(), why);
    }
  }

  /** Opens something, or says why not. */
  @FunctionalInterface
  interface Store<T> {
    T open() throws IOException;
  }

  /**
   * Nothing is opened yet.
   *
   * @param screen is told what to show meanwhile, before each pause
   */
  Opening(KioskClock clock, Pause pause, Consumer<ScreenView.Screen> screen) {
    this.clock = clock;
    this.pause = pause;
    this.screen = screen;
  }

  /**
   * Opens {@code store}, sooner or later.
   *
   * @throws IOException when waiting cannot help, has not for {@link #FAILING_MAX}, or is broken
   *     off
   */
  <T> T await(Store<T> store) throws IOException {
    var began = clock.now().uptime();
    var failing = began;
    var word = began;
    int words = 0;
    for (int tries = 1; ; tries++) {
      IOException why;
      try {
        var opened = store.open();
        if (tries > 1) {
          log.atInfo()
              .addKeyValue("seconds", clock.now().uptime().minus(began).toSeconds())
              .log("store.openedAtLast");
        }
        return opened;
      } catch (IOException e) {
        why = e;
      }
      var now = clock.now().uptime();
      boolean inUse = why instanceof FolderInUseException;
      if (inUse) {
        failing = now;
      }
      if (mistaken(why) || now.minus(failing).compareTo(FAILING_MAX) >= 0) {
        throw why;
      }
      screen.accept(inUse ? ScreenView.Screen.STORE_IN_USE : ScreenView.Screen.STORE_FAILING);
      if (now.compareTo(word) >= 0) {
        log.atWarn()
            .addKeyValue("why", why.getMessage())
            .addKeyValue("seconds", now.minus(began).toSeconds())
            .log(inUse ? "store.inUse" : "store.failing");
        words++;
        word = now.plus(WORDS.after(words));
      }
      pass(TRIES.after(tries));
    }
  }

  /** Whether it takes a person to correct it. */
  private static boolean mistaken(IOException why) {
    return why instanceof HopelessException
        || why instanceof WrongFolderException
        || why instanceof AccessDeniedException
        || why instanceof FileAlreadyExistsException
        || why instanceof NotDirectoryException;
  }

  private void pass(Duration time) throws InterruptedIOException {
    try {
      pause.pass(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to end while waiting for the data folder");
    }
  }
}
