package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private static final String CANARY = "11010519491231002X";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> halts = new ArrayList<>();

  @Test
  void sayWhatDiedAndWhereAndNoMessage() throws InterruptedException {
    var err = new PrintStream(out, false, StandardCharsets.UTF_8);
    Thread.ofPlatform()
        .name("agent-loop")
        .uncaughtExceptionHandler(new LastWords(err, halts::add))
        .start(LastWordsTest::fail)
        .join();
    assertEquals(List.of(1), halts);
    var said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.startsWith("thread agent-loop died"), said);
    assertTrue(said.contains("java.lang.StackOverflowError"), said);
    assertTrue(said.contains("java.lang.IllegalStateException"), said);
    assertTrue(said.contains("LastWordsTest.fail"), said);
    assertFalse(said.contains(CANARY), said);
  }

  @Test
  void endTheProcessEvenWhenNothingCanBeSaid() {
    var broken =
        new PrintStream(out, false, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            throw new OutOfMemoryError();
          }
        };
    try {
      new LastWords(broken, halts::add).uncaughtException(Thread.currentThread(), new Error());
    } catch (OutOfMemoryError _) {
      // what follows the halt in a test alone
    }
    assertEquals(List.of(1), halts);
  }

  private static void fail() {
    var error = new StackOverflowError(CANARY);
    error.initCause(new IllegalStateException(CANARY));
    throw error;
  }
}
