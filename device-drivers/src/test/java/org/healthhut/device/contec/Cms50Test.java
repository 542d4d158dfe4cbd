package org.healthhut.device.contec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class Cms50Test {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Bytes TIME = Bytes.hex("7D 81 B1 89 A9 80 80 80 80");
  private static final Bytes DATE = Bytes.hex("7D 81 B2 94 99 83 88 86 80");
  private static final Bytes START = Bytes.hex("7D 81 A1 80 80 80 80 80 80");
  private static final Bytes LISTENING = Bytes.hex("7D 81 AF 80 80 80 80 80 80");
  private static final Bytes STEADY = Bytes.hex("01 A0 86 AC 89 C8 E1 9C 81");
  private static final Bytes OUT = Bytes.hex("01 E9 80 C0 90 FF FF FF FF");
  private static final Duration PACKET = Duration.ofMillis(20);

  /** The minute of the note's examples. */
  private final Conversation oximeter =
      new Conversation(new Cms50(ZONE), Instant.parse("2025-03-08T01:41:00Z"));

  @Test
  void setsTheClockAndStarts() {
    assertEquals(TIME, oximeter.written());
    oximeter.receive(Bytes.hex("0B 81 B1 80"));
    oximeter.receive(Bytes.hex("0B 81 B2 80"));
    assertEquals(TIME.plus(DATE).plus(START), oximeter.written());
  }

  @Test
  void writesSundayAsTheDayBeforeMonday() {
    var sunday = new Conversation(new Cms50(ZONE), Instant.parse("2025-03-09T01:41:00Z"));
    sunday.forget();
    sunday.receive(Bytes.hex("0B 81 B1 80"));
    assertEquals(Bytes.hex("7D 81 B2 94 99 83 89 80 80"), sunday.written());
  }

  @Test
  void startsWhereTheClockIsNotAnswered() {
    oximeter.forget();
    oximeter.pass(Duration.ofMillis(3999));
    assertEquals(7 * TIME.length(), oximeter.written().length());
    oximeter.forget();
    oximeter.pass(Duration.ofMillis(1));
    assertEquals(START, oximeter.written());
  }

  @Test
  void leavesTheClockAloneWhileItsOwnIsNotToBeTrusted() {
    var driver = new Cms50(ZONE);
    var unsure = new Moment(Conversation.START, ClockTrust.UNSYNCHRONIZED, Duration.ofHours(1));
    assertEquals(List.of(START), driver.on(new Stimulus.Opened(), unsure).writes());
  }

  @Test
  void isSilentWhereNothingAnswersAndTriesAgain() {
    oximeter.pass(Duration.ofSeconds(8));
    assertEquals(List.of("Failed SILENT no frame understood for 2000 ms"), oximeter.hear());
    oximeter.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), oximeter.said());
    assertEquals(START, oximeter.written().slice(0, START.length()));
  }

  @Test
  void saysEverySecondThatItListens() {
    stream(OUT, 4);
    oximeter.forget();
    stream(OUT, 500);
    assertEquals(10 * LISTENING.length(), oximeter.written().length());
    assertEquals(LISTENING, oximeter.written().slice(0, LISTENING.length()));
  }

  @Test
  void measuresOnceTheValuesHaveStoodForTenSeconds() {
    stream(OUT, 4);
    oximeter.forget();
    stream(STEADY, 500);
    assertEquals(List.of(), oximeter.measured());
    stream(STEADY, 500);
    assertEquals(
        List.of(
            "Status MEASURING",
            "Progress oxygenSaturation=97 %",
            "Progress pulse=72 /min",
            "Measured pulse=72 /min oxygenSaturation=97 %"),
        oximeter.hear());
  }

  @Test
  void startsAgainWhereTheStreamStops() {
    stream(OUT, 4);
    oximeter.forget();
    oximeter.quiet();
    oximeter.pass(Duration.ofMillis(2001));
    assertEquals(List.of("Failed SILENT no frame understood for 2000 ms"), oximeter.said());
    assertEquals(START, oximeter.written().drop(oximeter.written().length() - START.length()));
    oximeter.forget();
    stream(OUT, 4);
    assertEquals(List.of("Status READY"), oximeter.hear());
  }

  @Test
  void startsAgainTenSecondsAfterADisconnectNotice() {
    stream(OUT, 4);
    oximeter.receive(Bytes.hex("0D 80 81"));
    oximeter.forget();
    oximeter.pass(Duration.ofMillis(9_900));
    assertEquals(Bytes.EMPTY, oximeter.written());
    oximeter.pass(Duration.ofMillis(100));
    assertEquals(START, oximeter.written());
  }

  @Test
  void tellsNoOtherNumberForAFlippedBit() {
    for (int bit = 0; bit < STEADY.length() * 8; bit++) {
      var hit = new Conversation(new Cms50(ZONE));
      stream(hit, STEADY, 500);
      hit.receive(STEADY.with(bit / 8, STEADY.u8(bit / 8) ^ 1 << bit % 8));
      stream(hit, STEADY, 2);
      hit.quiet();
      stream(hit, STEADY, 600);
      assertEquals(
          List.of(
              "Progress oxygenSaturation=97 %",
              "Progress pulse=72 /min", "Measured pulse=72 /min oxygenSaturation=97 %"),
          hit.said().stream()
              .filter(said -> said.startsWith("Progress") || said.startsWith("Measured"))
              .toList(),
          "bit " + bit);
    }
  }

  @Test
  void asksForNothingOnceTheLineIsClosed() {
    oximeter.tell(new Stimulus.Closed());
    assertNull(oximeter.wakeAt());
  }

  private void stream(Bytes packet, int times) {
    stream(oximeter, packet, times);
  }

  private static void stream(Conversation conversation, Bytes packet, int times) {
    for (int i = 0; i < times; i++) {
      conversation.receive(packet);
      conversation.pass(PACKET);
    }
  }
}
