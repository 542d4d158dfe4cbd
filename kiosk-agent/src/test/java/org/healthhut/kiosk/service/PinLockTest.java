package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.config.PinHash;
import org.healthhut.kiosk.service.PinLock.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinLockTest {
  private static final String RIGHT = "80412295";
  private static final String WRONG = "80412290";
  private static final PinHash PIN =
      PinHash.of(RIGHT, Bytes.copyOf(new byte[PinHash.SALT_BYTES]), 1000);

  @TempDir Path data = Path.of("");

  private final TestTime time = new TestTime();

  private PinLock lock() {
    return new PinLock(data, PIN, time);
  }

  private static void lockOut(PinLock lock) throws IOException {
    for (int left = PinLock.TRIES_MAX - 1; left > 0; left--) {
      assertEquals(new Answer.Wrong(left), lock.attempt(WRONG));
    }
    assertEquals(new Answer.Locked(PinLock.LOCKED, true), lock.attempt(WRONG));
  }

  @Test
  void fiveWrongTriesLockTheRightPinOutForTenMinutes() throws Exception {
    var lock = lock();
    lockOut(lock);
    assertEquals(new Answer.Locked(PinLock.LOCKED, false), lock.attempt(RIGHT));
    time.pass(PinLock.LOCKED.minusSeconds(1));
    assertEquals(new Answer.Locked(Duration.ofSeconds(1), false), lock.attempt(RIGHT));
    time.pass(Duration.ofSeconds(1));
    assertEquals(new Answer.Wrong(4), lock.attempt(WRONG));
    assertEquals(new Answer.Right(), lock.attempt(RIGHT));
  }

  @Test
  void theRightPinForgivesTheWrongOnes() throws Exception {
    var lock = lock();
    for (int i = 0; i < 3; i++) {
      lock.attempt(WRONG);
    }
    assertEquals(new Answer.Right(), lock.attempt(RIGHT));
    assertEquals(new Answer.Wrong(4), lock.attempt(WRONG));
  }

  @Test
  void aRestartWithAnyClockForgivesNothing() throws Exception {
    var lock = lock();
    lock.attempt(WRONG);
    lock.attempt(WRONG);
    time.restart(Instant.parse("2031-01-01T00:00:00Z"));
    var next = lock();
    assertEquals(new Answer.Wrong(2), next.attempt(WRONG));
    next.attempt(WRONG);
    next.attempt(WRONG);
    time.restart(Instant.parse("1999-01-01T00:00:00Z"));
    var last = lock();
    assertEquals(new Answer.Locked(PinLock.LOCKED, false), last.attempt(RIGHT));
    time.pass(PinLock.LOCKED);
    assertEquals(new Answer.Right(), last.attempt(RIGHT));
  }

  @Test
  void aDamagedFileLocksForTenMinutesAtMost() throws Exception {
    lock().attempt(WRONG);
    Files.writeString(data.resolve("service/pin-tries"), "-3 tries\n");
    var lock = lock();
    assertEquals(new Answer.Locked(PinLock.LOCKED, false), lock.attempt(RIGHT));
    time.pass(PinLock.LOCKED);
    assertEquals(new Answer.Right(), lock.attempt(RIGHT));
  }

  @Test
  void whatCannotBeKeptIsNotJudged() throws Exception {
    Files.writeString(data.resolve("service"), "a file where the folder should be");
    var lock = lock();
    time.pass(PinLock.LOCKED);
    assertThrows(IOException.class, () -> lock.attempt(RIGHT));
  }
}
