package org.healthhut.device.omron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class Hbp9030Test {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String READING =
      "Measured systolic=131 mm[Hg] diastolic=84 mm[Hg] pulse=68 /min at 2025-03-08T09:41";

  private final Conversation monitor = new Conversation(new Hbp9030(CHINA));

  @Test
  void isReadyWhenTheLineOpens() {
    assertEquals(List.of("Status READY"), monitor.said());
  }

  @Test
  void becomesReadyAgainOnceTheSettingIsRight() {
    monitor.receive("bp,1\r\n");
    monitor.forget();
    monitor.receive(record("09,41", "", "131"));
    assertEquals(List.of("Setting record=format 5", "Status READY", READING), monitor.said());
  }

  @Test
  void refusesARecordThatBytesAreGluedTo() {
    monitor.forget();
    monitor.receive(Bytes.of(0, 255).plus(Bytes.ascii(record("09,41", "", "131"))));
    assertEquals(
        List.of("Refused a record has 53 characters", "Failed BAD_DATA a record has 53 characters"),
        monitor.said());
  }

  @Test
  void tellsAnotherPersonsRecordFromOneSentAgain() {
    monitor.receive(record("09,41", "K1", "131"));
    monitor.receive(record("09,41", "K2", "131"));
    monitor.receive(record("09,41", "K1", "131"));
    assertEquals(2, monitor.measured().size());
  }

  @Test
  void forgetsTheOldestRecordFirst() {
    for (int minute = 0; minute < 33; minute++) {
      monitor.receive(record("09,%02d".formatted(minute), "", "131"));
    }
    monitor.receive(record("09,32", "", "131"));
    assertEquals(33, monitor.measured().size());
    monitor.receive(record("09,00", "", "131"));
    assertEquals(34, monitor.measured().size());
  }

  @Test
  void flagsAClockMoreThanFiveMinutesOff() {
    assertEquals(READING, at(CHINA, "2025-03-08T01:46:00Z"));
    assertEquals(READING, at(CHINA, "2025-03-08T01:36:00Z"));
    assertTrue(at(CHINA, "2025-03-08T01:46:01Z").contains("DEVICE_CLOCK_SUSPECT"));
    assertTrue(at(CHINA, "2025-03-08T01:35:59Z").contains("DEVICE_CLOCK_SUSPECT"));
    assertEquals(READING, at(ZoneOffset.UTC, "2025-03-08T09:41:00Z"));
  }

  @Test
  void letsNoIdOutWhateverHappensToTheRecord() {
    var id = "310104195003071234";
    var record = Bytes.ascii(record("09,41", id, "131"));
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var damaged = record;
      for (int i = random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(damaged.length());
        damaged =
            random.nextBoolean()
                ? damaged.with(at, random.nextInt(256))
                : damaged.slice(0, at).plus(damaged.drop(at + 1));
      }
      var conversation = new Conversation(new Hbp9030(CHINA));
      conversation.inPieces(damaged.plus(damaged), random);
      conversation.quiet();
      for (var event : conversation.events()) {
        var told = event.toString();
        if (event instanceof DeviceEvent.Refused(_, var bytes)) {
          told += bytes.latin1();
        }
        assertFalse(told.contains("31010"), "seed " + seed);
        assertFalse(told.contains("71234"), "seed " + seed);
      }
    }
  }

  /** Without a checksum a bit flipped in a digit can pass for another digit; nothing else may. */
  @Test
  void takesAFlippedBitForAnotherValueOnlyWhereADigitBecameAnother() {
    var record = Bytes.ascii(record("09,41", "", "131"));
    monitor.receive(record);
    var values = monitor.measured().getFirst().values();
    int wrong = 0;
    for (int bit = 0; bit < record.length() * 8; bit++) {
      int at = bit / 8;
      var flipped = record.with(at, record.u8(at) ^ 1 << bit % 8);
      var conversation = new Conversation(new Hbp9030(CHINA));
      conversation.receive(flipped);
      conversation.quiet();
      for (var measured : conversation.measured()) {
        if (!measured.values().equals(values)) {
          wrong++;
          assertTrue(at >= 40 && at < 51, "bit " + bit);
          assertTrue(flipped.u8(at) >= '0' && flipped.u8(at) <= '9', "bit " + bit);
        }
      }
    }
    assertTrue(wrong <= 9 * 3, wrong + " of " + record.length() * 8);
  }

  private static String at(ZoneId zone, String instant) {
    var conversation = new Conversation(new Hbp9030(zone), Instant.parse(instant));
    conversation.forget();
    conversation.receive(record("09,41", "", "131"));
    return conversation.said().getLast();
  }

  private static String record(String time, String id, String systolic) {
    return "2025,03,08,%s,%-20s,0,%s,084,068,0\r\n".formatted(time, id, systolic);
  }
}
