package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class LogRingTest {
  private final LogRing ring =
      new LogRing(
          new SimpleFormatter() {
            @Override
            public String format(LogRecord record) {
              return record.getMessage();
            }
          });

  private void say(String line) {
    ring.publish(new LogRecord(Level.INFO, line));
  }

  @Test
  void takesOutWhatLooksLikeAPerson() {
    say("card=11010519491231002X seq=17");
    say("old=110105491231002, other=123456789012345678901 at 1763688840123");
    say("key eyJhbGciOiJFQ0RILUVTIn0..abc-_d.efg.hij done");
    say("id990101194807020141x");
    assertEquals(
        List.of(
            "card=[number] seq=17",
            "old=[number], other=123456789012345678901 at 1763688840123",
            "key [sealed] done",
            "id990101194807020141x"),
        ring.lines());
  }

  @Test
  void keepsTheLastLinesAndNoLongOnes() {
    for (int i = 0; i < 300; i++) {
      say("line " + i + "\nand its second");
    }
    assertEquals(LogRing.LINES_MAX, ring.lines().size());
    assertEquals("line 200", ring.lines().getFirst());
    say("x".repeat(5000));
    assertEquals(LogRing.LINE_MAX + 1, ring.lines().getLast().length());
  }
}
