package org.healthhut.kiosk.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private static final Instant SINCE = Instant.parse("2026-11-22T02:00:00Z");

  private final ClockWatch watch = new ClockWatch(Map.of());

  private List<Entry.KioskEvent> step(Instant at, ClockTrust trust, long seconds, String boot) {
    return watch.step(new Moment(at, trust, Duration.ofSeconds(seconds)), boot);
  }

  private List<Entry.KioskEvent> unsynced(long seconds, String boot) {
    return step(Instant.EPOCH.plusSeconds(seconds), ClockTrust.UNSYNCHRONIZED, seconds, boot);
  }

  private List<Entry.KioskEvent> synced(long seconds, String boot) {
    return step(SINCE.plusSeconds(seconds), ClockTrust.SYNCHRONIZED, seconds, boot);
  }

  private void settle(Entry event, boolean kept, long seconds) {
    watch.settled(event, kept, Duration.ofSeconds(seconds));
  }

  private static List<String> boots(List<Entry.KioskEvent> events) {
    return events.stream().map(event -> event.details().getOrDefault("boot", "")).toList();
  }

  @Test
  void tellsOnceForEachBootThatHadNoTime() {
    assertEquals(List.of(), unsynced(10, "a"));
    assertEquals(List.of(), step(SINCE, ClockTrust.UNSYNCHRONIZED, 20, "b"));
    var events = step(SINCE.plusSeconds(90), ClockTrust.SYNCHRONIZED, 30, "b");
    assertEquals(List.of("a", "b"), boots(events));
    assertEquals("clock.corrected", events.getLast().kind());
    assertEquals(
        Map.of("boot", "b", "upSince", "2026-11-22T02:01:00Z", "offsetMillis", "80000"),
        events.getLast().details());
    assertEquals(
        Long.toString(SINCE.plusSeconds(60).toEpochMilli()),
        events.getFirst().details().get("offsetMillis"));
    events.forEach(event -> settle(event, true, 31));
    assertEquals(List.of(), step(SINCE.plusSeconds(91), ClockTrust.SYNCHRONIZED, 31, "b"));
    assertEquals(Map.of(), watch.uncertain());
  }

  @Test
  void aClockThatWasRightFromTheStartNeedsNoWord() {
    assertEquals(List.of(), synced(10, "a"));
    assertEquals(List.of(), synced(19, "b"));
    assertEquals(Map.of(), watch.uncertain());
  }

  @Test
  void aCorrectionIsOwedUntilItIsKept() {
    unsynced(10, "a");
    var first = synced(20, "a");
    assertEquals(List.of("a"), boots(first));
    assertEquals(List.of(), synced(21, "a"), "one is under way");
    assertEquals(Map.of("a", Instant.EPOCH), watch.uncertain());
    settle(first.getFirst(), false, 22);
    assertEquals(List.of(), synced(81, "a"), "too soon");
    var second = synced(82, "a");
    assertEquals(List.of("a"), boots(second));
    settle(second.getFirst(), true, 83);
    assertEquals(List.of(), synced(900, "a"));
    assertEquals(Map.of(), watch.uncertain());
  }

  @Test
  void ofTwoOnlyTheOneThatWasNotKeptIsOwed() {
    unsynced(10, "a");
    unsynced(11, "b");
    var events = synced(20, "b");
    settle(events.getFirst(), true, 21);
    settle(events.getLast(), false, 21);
    assertEquals(List.of("b"), List.copyOf(watch.uncertain().keySet()));
    assertEquals(List.of("b"), boots(synced(90, "b")));
  }

  @Test
  void whatAnEarlierAgentLeftIsTakenUp() {
    unsynced(10, "a");
    var next = new ClockWatch(watch.uncertain());
    var now = new Moment(SINCE.plusSeconds(60), ClockTrust.SYNCHRONIZED, Duration.ofMinutes(1));
    var events = next.step(now, "b");
    assertEquals(
        List.of(
            Map.of(
                "boot",
                "a",
                "upSince",
                SINCE.toString(),
                "offsetMillis",
                "" + SINCE.toEpochMilli())),
        events.stream().map(Entry.KioskEvent::details).toList());
  }

  @Test
  void aClockThatIsLostAgainIsCorrectedAgain() {
    unsynced(10, "a");
    settle(synced(20, "a").getFirst(), true, 21);
    step(SINCE.plusSeconds(30), ClockTrust.UNSYNCHRONIZED, 30, "a");
    assertEquals(List.of("a"), boots(synced(40, "a")));
  }

  @Test
  void ofTooManyBootsTheFirstAndTheLastAreRemembered() {
    int many = ClockWatch.BOOTS_MAX + 36;
    for (int i = 0; i < many; i++) {
      unsynced(i, "boot-" + i);
      assertEquals(Math.max(0, i + 1 - ClockWatch.BOOTS_MAX), watch.forgotten());
    }
    var boots = List.copyOf(watch.uncertain().keySet());
    assertEquals(ClockWatch.BOOTS_MAX, boots.size());
    assertEquals("boot-0", boots.getFirst());
    assertEquals("boot-62", boots.get(ClockWatch.BOOTS_MAX - 2));
    assertEquals("boot-" + (many - 1), boots.getLast());
    assertEquals(new TreeSet<>(boots), new TreeSet<>(boots(synced(900, "boot-" + (many - 1)))));
  }
}
