package org.healthhut.device.omron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class Hbp9020Test {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String READING =
      "Measured systolic=118 mm[Hg] diastolic=77 mm[Hg] meanPressure=91 mm[Hg] pulse=64 /min"
          + " at 2025-03-08T09:41";
  private static final String LEGACY_READING =
      "Measured systolic=133 mm[Hg] diastolic=88 mm[Hg] pulse=71 /min at 2025-03-08T09:41";
  private static final Bytes LEGACY =
      Bytes.of(2).plus(Bytes.ascii(" 250308 0941 133 088 071")).plus(Bytes.of(3));

  private static final String OWN = "Setting record=the comma record";
  private static final String LEGACY_OWN = "Setting record=the legacy record";

  private final Conversation monitor = new Conversation(new Hbp9020(CHINA));
  private final Conversation legacy = new Conversation(new Hbp9020Legacy(CHINA));

  @Test
  void isReadyWhenTheLineOpens() {
    assertEquals(List.of("Status READY"), monitor.said());
    assertEquals(List.of("Status READY"), legacy.said());
  }

  @Test
  void becomesReadyAgainOnceTheModeIsRight() {
    monitor.receive(LEGACY);
    monitor.quiet();
    monitor.forget();
    monitor.receive(record("", "\r\n"));
    assertEquals(List.of(OWN, "Status READY", READING), monitor.said());

    legacy.receive(record("", "\r\n"));
    legacy.quiet();
    legacy.forget();
    legacy.receive(LEGACY);
    assertEquals(List.of(LEGACY_OWN, "Status READY", LEGACY_READING), legacy.said());
  }

  @Test
  void readsARecordAsSoonAsItsFirstLineEndIsThere() {
    monitor.forget();
    monitor.receive(record("", "\r"));
    assertEquals(List.of(OWN, READING), monitor.said());
    monitor.receive("\n");
    monitor.quiet();
    assertEquals(List.of(OWN, READING), monitor.said());
  }

  @Test
  void flagsAClockMoreThanFiveMinutesOff() {
    assertEquals(READING, at("2025-03-08T01:46:00Z"));
    assertEquals(READING, at("2025-03-08T01:36:00Z"));
    assertTrue(at("2025-03-08T01:46:01Z").contains("DEVICE_CLOCK_SUSPECT"));
    assertTrue(at("2025-03-08T01:35:59Z").contains("DEVICE_CLOCK_SUSPECT"));
  }

  @Test
  void letsNoIdOutWhateverHappensToTheRecord() {
    var record = Bytes.ascii(record("310104195003071234", "\r\n"));
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
      for (Driver driver : List.of(new Hbp9020(CHINA), new Hbp9020Legacy(CHINA))) {
        var conversation = new Conversation(driver);
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
  }

  /** Without a checksum a bit flipped in a digit can pass for another digit; nothing else may. */
  @Test
  void takesAFlippedBitForAnotherValueOnlyWhereADigitBecameAnother() {
    assertFlipsAreDigits(() -> new Hbp9020(CHINA), Bytes.ascii(record("", "\r\n")), 41, 56);
    assertFlipsAreDigits(() -> new Hbp9020Legacy(CHINA), LEGACY, 14, 25);
  }

  private static void assertFlipsAreDigits(
      Supplier<Driver> driver, Bytes record, int valuesFrom, int valuesTo) {
    var whole = new Conversation(driver.get());
    whole.receive(record);
    var values = whole.measured().getFirst().values();
    for (int bit = 0; bit < record.length() * 8; bit++) {
      int at = bit / 8;
      var flipped = record.with(at, record.u8(at) ^ 1 << bit % 8);
      var conversation = new Conversation(driver.get());
      conversation.receive(flipped);
      conversation.quiet();
      for (var measured : conversation.measured()) {
        if (!measured.values().equals(values)) {
          assertTrue(at >= valuesFrom && at < valuesTo, "bit " + bit);
          assertTrue(flipped.u8(at) >= '0' && flipped.u8(at) <= '9', "bit " + bit);
        }
      }
    }
  }

  private static String at(String instant) {
    var conversation = new Conversation(new Hbp9020(CHINA), Instant.parse(instant));
    conversation.forget();
    conversation.receive(record("", "\r\n"));
    return conversation.said().getLast();
  }

  private static String record(String id, String end) {
    return "bp,%-20s,2025/03/08,09:41,118,091,077,064,0%s".formatted(id, end);
  }
}
