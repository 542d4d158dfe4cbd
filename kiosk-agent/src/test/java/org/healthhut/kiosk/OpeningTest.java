package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.healthhut.kiosk.outbox.FolderInUseException;
import org.healthhut.kiosk.outbox.WrongFolderException;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for a store, in a time of its own. */
class OpeningTest {
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  private final List<Duration> pauses = new ArrayList<>();
  private final List<ScreenView.Screen> screens = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Opening.class.getName());
  private final Words words = new Words();
  private Duration uptime = Duration.ZERO;

  @BeforeEach
  void listen() {
    logger.addHandler(words);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(words);
  }

  private Opening opening() {
    return new Opening(
        () -> new Moment(Instant.EPOCH.plus(uptime), ClockTrust.UNSYNCHRONIZED, uptime),
        pause -> {
          pauses.add(pause);
          uptime = uptime.plus(pause);
        },
        screens::add);
  }

  @Test
  void waitsADayForAnotherProgramToEndAndSaysSoEverMoreSeldom() throws IOException {
    var opened =
        opening()
            .await(() -> {
              if (uptime.compareTo(Duration.ofDays(1)) < 0) {
                throw new FolderInUseException("another agent is using it");
              }
              return "opened";
            });
    assertEquals("opened", opened);
    assertTrue(pauses.getFirst().compareTo(Duration.ofSeconds(1)) <= 0, "soon, at first");
    assertEquals(PAUSE_MAX, Collections.max(pauses));
    assertEquals(List.of(ScreenView.Screen.STORE_IN_USE), screens.stream().distinct().toList());
    long waited = words.lines.stream().filter(line -> line.contains("store.inUse")).count();
    assertTrue(waited > 20 && waited < 40, waited + " lines in a day");
    assertTrue(words.lines.getFirst().contains("another agent is using it"));
    assertTrue(words.lines.getLast().contains("store.openedAtLast"));
  }

  @Test
  void triesAFailingDiskAgainUntilANewProcessMayDoBetter() {
    var last = new IOException("input/output error");
    var thrown =
        assertThrows(
            IOException.class,
            () ->
                opening()
                    .await(() -> {
                      throw last;
                    }));
    assertSame(last, thrown);
    assertTrue(uptime.compareTo(Opening.FAILING_MAX) >= 0);
    assertTrue(uptime.compareTo(Opening.FAILING_MAX.plus(PAUSE_MAX)) <= 0);
    assertEquals(List.of(ScreenView.Screen.STORE_FAILING), screens.stream().distinct().toList());
  }

  @Test
  void aDiskThatRecoversIsOpened() throws IOException {
    assertEquals(
        3,
        opening()
            .await(() -> {
              if (pauses.size() < 3) {
                throw new IOException("input/output error");
              }
              return pauses.size();
            }));
  }

  @Test
  void doesNotWaitForWhatAPersonMustCorrect() {
    var wrong = new WrongFolderException("the folder is another kiosk's");
    var thrown =
        assertThrows(
            IOException.class,
            () ->
                opening()
                    .await(() -> {
                      throw wrong;
                    }));
    assertSame(wrong, thrown);
    assertEquals(List.of(), pauses);
  }

  @Test
  void endsWhenItIsToldTo() {
    var opening =
        new Opening(
            () -> new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, Duration.ZERO),
            _ -> {
              throw new InterruptedException();
            },
            screens::add);
    assertThrows(
        InterruptedIOException.class,
        () ->
            opening.await(() -> {
              throw new FolderInUseException("another agent is using it");
            }));
    assertTrue(Thread.interrupted());
  }

  private static final class Words extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      lines.add(new LogLines().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
