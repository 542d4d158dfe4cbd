package org.healthhut.kiosk.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.healthhut.kiosk.uplink.Lines.Line;
import org.junit.jupiter.api.Test;

/** In virtual time: minutes of uptime. */
class LinesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration HOLDS = Duration.ofSeconds(10);

  private final Lines lines = new Lines(PATIENCE, HOLDS, Duration.ZERO);

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void theMainLineIsTriedUntilPatienceEndsAndThenTheSpareOneAtOnce() {
    for (int second = 0; second < 120; second++) {
      assertEquals(Line.MAIN, lines.next(at(second)));
      assertFalse(lines.better(at(second)));
      lines.failed(Line.MAIN);
    }
    assertTrue(lines.better(at(120)));
    assertEquals(Line.SPARE, lines.next(at(120)));
  }

  @Test
  void whenNeitherConnectsTheyTakeTurnsAndNothingIsHurried() {
    for (int turn = 0; turn < 5; turn++) {
      assertEquals(Line.SPARE, lines.next(at(120 + turn)));
      lines.failed(Line.SPARE);
      assertFalse(lines.better(at(120 + turn)));
      assertEquals(Line.MAIN, lines.next(at(120 + turn)));
      lines.failed(Line.MAIN);
      assertFalse(lines.better(at(120 + turn)));
    }
  }

  @Test
  void aSpareLineThatBreaksIsTriedAgainFirst() {
    lines.connected(Line.SPARE, at(130));
    lines.lost(Line.SPARE, at(200));
    assertEquals(Line.SPARE, lines.next(at(200)));
    assertFalse(lines.better(at(200)), "the line that just broke is no better prospect");
  }

  @Test
  void aMainLineThatHeldHasItsWholeTimeAgain() {
    lines.connected(Line.SPARE, at(130));
    lines.connected(Line.MAIN, at(200));
    lines.lost(Line.SPARE, at(210));
    lines.lost(Line.MAIN, at(1000));
    assertEquals(Line.MAIN, lines.next(at(1119)));
    assertFalse(lines.better(at(1119)));
    assertTrue(lines.better(at(1120)));
    assertEquals(Line.SPARE, lines.next(at(1120)));
  }

  @Test
  void aMainLineThatComesAndGoesDoesNotKeepTheSpareOneAway() {
    for (int second = 0; second < 120; second += 10) {
      assertEquals(Line.MAIN, lines.next(at(second)));
      lines.connected(Line.MAIN, at(second));
      assertFalse(lines.better(at(second + 1)));
      lines.lost(Line.MAIN, at(second + 5));
    }
    assertTrue(lines.better(at(120)));
    assertEquals(Line.SPARE, lines.next(at(120)));
  }

  @Test
  void nothingIsBetterThanTheMainLine() {
    lines.connected(Line.MAIN, at(5));
    assertFalse(lines.better(at(100_000)));
  }
}
