package org.healthhut.kiosk.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T02:00:00Z");

  private final ClockWatch watch = new ClockWatch();

  private List<Entry> step(Instant at, ClockTrust trust, long seconds, String boot) {
    return watch.step(new Moment(at, trust, Duration.ofSeconds(seconds)), boot);
  }

  @Test
  void tellsOnceForEachBootThatHadNoTime() {
    assertEquals(List.of(), step(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, 10, "a"));
    assertEquals(List.of(), step(SINCE, ClockTrust.UNSYNCHRONIZED, 20, "b"));
    var events = step(SINCE.plusSeconds(90), ClockTrust.SYNCHRONIZED, 30, "b");
    assertEquals(2, events.size());
    var event = assertInstanceOf(Entry.KioskEvent.class, events.getFirst());
    assertEquals("clock.corrected", event.kind());
    assertEquals(
        Map.of("boot", "a", "upSince", "2026-11-22T02:01:00Z", "offsetMillis", "80000"),
        event.details());
    assertEquals(List.of(), step(SINCE.plusSeconds(91), ClockTrust.SYNCHRONIZED, 31, "b"));
  }

  @Test
  void aClockThatWasRightFromTheStartNeedsNoWord() {
    assertEquals(List.of(), step(SINCE, ClockTrust.SYNCHRONIZED, 10, "a"));
    assertEquals(List.of(), step(SINCE.plusSeconds(9), ClockTrust.SYNCHRONIZED, 19, "b"));
  }
}
