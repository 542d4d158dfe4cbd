package org.healthhut.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.healthhut.device.Patience.Due;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class PatienceTest {
  private static final Moment START =
      new Moment(
          Instant.parse("2025-03-08T01:41:30Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Patience patience =
      new Patience(SECOND, Duration.ofMillis(200), 2, SECOND.multipliedBy(10));

  private static Moment after(int millis) {
    return START.plus(Duration.ofMillis(millis));
  }

  /** What is due when the driver is woken as it asked. */
  private Due dueWhenWoken() {
    var wakeAt = Objects.requireNonNull(patience.wakeAt());
    return patience.due(START.plus(wakeAt.minus(START.uptime())));
  }

  @Test
  void asksAgainAndGivesUpWhereNothingAnswers() {
    patience.asked(after(0));
    assertEquals(Due.ASK, patience.due(after(1_200)));
    patience.asked(after(1_200));
    assertEquals(Due.ASK, patience.due(after(2_400)));
    patience.asked(after(2_400));
    assertEquals(Due.NOTHING, patience.due(after(3_399)));
    assertEquals(Due.GIVE_UP_SILENT, patience.due(after(3_400)));
  }

  @Test
  void interruptsNobodyWhoIsTalking() {
    patience.asked(after(0));
    for (int millis = 0; millis < 10_000; millis += 500) {
      patience.received(after(millis));
      assertEquals(Due.NOTHING, patience.due(after(millis)));
    }
  }

  @Test
  void givesUpOnWhoTalksWithoutEnd() {
    patience.asked(after(0));
    for (int millis = 0; millis <= 10_000; millis += 500) {
      patience.received(after(millis));
    }
    assertEquals(START.uptime().plusSeconds(10), patience.wakeAt());
    assertEquals(Due.GIVE_UP_DAMAGED, dueWhenWoken());
  }

  /** Each piece that is damaged puts off asking again, but not for ever. */
  @Test
  void givesUpOnDamageWithoutEnd() {
    patience.asked(after(0));
    for (int millis = 0; millis <= 10_000; millis += 100) {
      patience.received(after(millis));
      patience.damaged(after(millis));
    }
    assertEquals(Due.GIVE_UP_DAMAGED, dueWhenWoken());
  }

  @Test
  void asksAgainWhereATalkerStopsBeforeTheEnd() {
    patience.asked(after(0));
    for (int millis = 0; millis < 10_000; millis += 500) {
      patience.received(after(millis));
    }
    assertEquals(Due.ASK, patience.due(after(10_700)));
  }

  @Test
  void countsFromTheLastTimeItWasAsked() {
    patience.asked(after(0));
    patience.received(after(9_000));
    patience.answered();
    patience.asked(after(9_500));
    patience.received(after(19_000));
    assertEquals(Due.NOTHING, patience.due(after(19_000)));
  }

  @Test
  void listensToWhoeverTalksWhileNothingIsExpected() {
    patience.asked(after(0));
    patience.received(after(10_000));
    patience.rest(after(10_000), SECOND);
    patience.received(after(10_500));
    assertEquals(Due.NOTHING, patience.due(after(10_999)));
    assertEquals(Due.ASK, patience.due(after(11_000)));
  }
}
