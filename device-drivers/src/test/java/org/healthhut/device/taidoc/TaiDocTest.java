package org.healthhut.device.taidoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class TaiDocTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes CONNECT = Bytes.hex("51 22 00 00 00 00 A3 16");
  private static final Bytes TIME_REQUEST = Bytes.hex("51 25 00 00 00 00 A3 19");
  private static final Bytes IDENTIFIED =
      answer("22 00 00 00 00")
          .plus(Bytes.hex("51 24 77 42 00 00 A5 D3"))
          .plus(answer("27 21 43 65 87"))
          .plus(answer("28 25 19 00 42"));
  private static final Bytes CLOCK = answer("23 68 32 29 09");
  private static final Bytes ONE = answer("2B 01 00 00 00");
  private static final Bytes TWO = answer("2B 02 00 00 00");
  private static final Bytes TIME = Bytes.hex("51 25 68 32 29 09 A5 E7");
  private static final Bytes VALUE = Bytes.hex("51 26 8E 00 00 40 A5 EA");
  private static final Bytes OTHER_VALUE = answer("26 61 00 00 80");
  private static final Bytes LATER = answer("25 68 32 2A 09");
  private static final Bytes SESSION =
      IDENTIFIED.plus(CLOCK).plus(ONE).plus(TIME).plus(VALUE).plus(TIME).plus(ONE).plus(TIME);

  private final Conversation meter = new Conversation(TaiDoc.glucoseMeter(CHINA));

  private static Bytes answer(String body) {
    return PacketFraming.answer(Bytes.hex(body));
  }

  private Bytes written() {
    var written = meter.written();
    meter.forget();
    return written;
  }

  @Test
  void computesTheRequestsOfTheNote() {
    assertEquals(CONNECT, Packet.request(Packet.CONNECT));
    assertEquals(Bytes.hex("51 26 02 00 00 00 A3 1C"), Packet.request(Packet.VALUE, 2));
    assertEquals(Bytes.hex("51 71 02 00 00 A3 67"), ScaleReply.REQUEST);
  }

  @Test
  void asksFourTimesAndSaysOnceThatNoMeterIsThere() {
    assertEquals(CONNECT, written());
    for (int retry = 1; retry <= 3; retry++) {
      meter.pass(Duration.ofMillis(2_199));
      assertEquals(Bytes.EMPTY, written());
      meter.pass(Duration.ofMillis(1));
      assertEquals(CONNECT, written(), "retry " + retry);
    }
    meter.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.hear());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void saysThatAMeterFellSilentAndThenThatItIsGone() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(ONE).plus(TIME));
    meter.forget();
    meter.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void tellsTheSerialNumberWithEachMeasurement() {
    meter.receive(SESSION);
    assertEquals("4200192587654321", meter.measured().getFirst().serial());
  }

  @Test
  void asksForTheTimeAgainWhereItsValueDoesNotCome() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(ONE).plus(TIME));
    meter.forget();
    meter.pass(Duration.ofMillis(2_200));
    assertEquals(TIME_REQUEST, meter.written());
  }

  /** A time that came twice must not become that of the next record. */
  @Test
  void asksAgainWhenATimeComesTwice() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(TWO).plus(TIME).plus(TIME));
    meter.forget();
    meter.pass(Duration.ofMillis(200));
    assertEquals(TIME_REQUEST, meter.written());
  }

  @Test
  void tellsOnlyWhatIsNewWhileAMeterStays() {
    meter.receive(SESSION);
    for (int i = 0; i < 10; i++) {
      meter.forget();
      meter.pass(Duration.ofSeconds(5));
      assertEquals(CONNECT, meter.written());
      meter.receive(IDENTIFIED.plus(ONE).plus(TIME).plus(VALUE).plus(TIME));
      assertEquals(List.of(), meter.said());
    }
    meter.pass(Duration.ofSeconds(5));
    meter.forget();
    meter.receive(IDENTIFIED.plus(TWO).plus(LATER).plus(VALUE).plus(LATER));
    meter.receive(TIME.plus(VALUE).plus(TIME).plus(TWO).plus(LATER));
    assertEquals(
        List.of(
            "Measured glucose=7.9 mmol/L BEFORE_MEAL FROM_MEMORY at 2025-03-08T09:42",
            "Refused duplicate",
            "Status READY memory read: 2"),
        meter.said());
  }

  @Test
  void startsAgainWhenAMeterThatWasReadIsPluggedInAnew() {
    meter.receive(SESSION);
    meter.forget();
    meter.receive(answer("54 00 00 00 00"));
    assertEquals(CONNECT, meter.written());
  }

  @Test
  void givesUpOnAMemoryThatNeverHoldsStill() {
    meter.receive(IDENTIFIED.plus(CLOCK));
    meter.receive(ONE);
    for (int count = 2; count <= 5; count++) {
      for (int i = 1; i < count; i++) {
        meter.receive(TIME.plus(VALUE).plus(TIME));
      }
      meter.receive(answer("2B %02X 00 00 00".formatted(count)));
    }
    assertEquals("Failed BAD_DATA the memory changes while it is read", meter.said().getLast());
  }

  /** The count stays when the oldest record makes room for a new one. */
  @Test
  void tellsWhatIsNewInAFullMemory() {
    meter.receive(SESSION);
    meter.forget();
    meter.pass(Duration.ofSeconds(5));
    meter.receive(IDENTIFIED.plus(ONE).plus(LATER).plus(VALUE).plus(LATER).plus(ONE).plus(LATER));
    assertEquals(
        List.of(
            "Measured glucose=7.9 mmol/L BEFORE_MEAL FROM_MEMORY at 2025-03-08T09:42",
            "Status READY memory read: 2"),
        meter.said());
  }

  /** However slowly a value comes, one that moved in between is not told with another's time. */
  @Test
  void tellsNoValueWithTheTimeOfAnotherRecord() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(ONE));
    meter.receive(TIME);
    meter.pass(Duration.ofSeconds(1));
    meter.receive(OTHER_VALUE);
    meter.pass(Duration.ofSeconds(1));
    meter.receive(LATER);
    assertEquals(List.of(), meter.measured());
    meter.receive(ONE.plus(LATER).plus(OTHER_VALUE).plus(LATER).plus(ONE).plus(LATER));
    assertEquals(
        List.of(LocalDateTime.of(2025, 3, 8, 9, 42)),
        meter.measured().stream().map(DeviceEvent.Measured::deviceTime).toList());
  }

  /** Two records of one minute: whichever the value is of, the minute is right. */
  @Test
  void tellsBothRecordsOfOneMinuteWhereOneIsStoredInBetween() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(TWO).plus(TIME).plus(OTHER_VALUE).plus(TIME));
    meter.receive(TIME.plus(VALUE).plus(TIME).plus(TWO).plus(TIME));
    assertEquals(2, meter.measured().size());
  }

  @Test
  void givesUpOnAFullMemoryThatNeverHoldsStill() {
    meter.receive(IDENTIFIED.plus(CLOCK));
    for (int minute = 0; minute < 4; minute++) {
      meter.receive(ONE.plus(answer("25 68 32 %02X 09".formatted(minute))));
      meter.receive(VALUE.plus(answer("25 68 32 %02X 09".formatted(minute + 1))));
    }
    assertEquals("Failed BAD_DATA the memory changes while it is read", meter.said().getLast());
  }

  /** Understood, well formed, and never what was asked for. */
  @Test
  void givesUpOnPacketsWithoutEndThatAnswerNothing() {
    meter.receive(answer("22 00 00 00 00"));
    for (int i = 0; i < 200; i++) {
      meter.receive(VALUE);
      meter.pass(Duration.ofMillis(100));
    }
    assertEquals(
        1, meter.said().stream().filter("Failed BAD_DATA answers came damaged"::equals).count());
  }

  @Test
  void saysOfAWrongDeviceOnceWhileItStays() {
    meter.receive(answer("22 00 00 00 00").plus(answer("24 28 31 00 00")));
    assertEquals(2, meter.hear().size());
    meter.pass(Duration.ofSeconds(5));
    meter.receive(answer("22 00 00 00 00").plus(answer("24 28 31 00 00")));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void saysOnlyThatAnOximeterIsGoneWhereNoFingerWasInIt() {
    var oximeter = new Conversation(TaiDoc.oximeter(CHINA));
    oximeter.receive(
        answer("22 00 00 00 00")
            .plus(answer("24 55 82 00 00"))
            .plus(answer("27 21 43 65 87"))
            .plus(answer("28 25 19 00 42"))
            .plus(CLOCK)
            .plus(answer("49 00 00 00 00")));
    oximeter.forget();
    oximeter.pass(Duration.ofSeconds(1));
    assertEquals(Bytes.hex("51 49 00 00 00 00 A3 3D"), oximeter.written());
    oximeter.receive(answer("49 61 00 00 40"));
    oximeter.receive(answer("49 00 00 00 00"));
    oximeter.forget();
    oximeter.pass(Duration.ofMinutes(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), oximeter.said());
  }

  @Test
  void measuresAFingerOnceWhenItHasHeldStillForTenSeconds() {
    var oximeter = new Conversation(TaiDoc.oximeter(CHINA));
    oximeter.receive(
        answer("22 00 00 00 00")
            .plus(answer("24 55 82 00 00"))
            .plus(answer("27 21 43 65 87"))
            .plus(answer("28 25 19 00 42"))
            .plus(CLOCK));
    oximeter.forget();
    live(oximeter, "49 61 00 00 40", 10);
    assertEquals(List.of(), oximeter.measured());
    live(oximeter, "49 61 00 00 40", 1);
    assertEquals("4200192587654321", oximeter.measured().getFirst().serial());
    live(oximeter, "49 00 00 00 00", 1);
    live(oximeter, "49 61 00 00 40", 30);
    assertEquals(1, oximeter.measured().size());
    live(oximeter, "49 00 00 00 00", 4);
    live(oximeter, "49 61 00 00 40", 12);
    assertEquals(2, oximeter.measured().size());
  }

  @Test
  void givesUpOnAFingerThatNeverHoldsStill() {
    var oximeter = new Conversation(TaiDoc.oximeter(CHINA));
    oximeter.receive(
        answer("22 00 00 00 00")
            .plus(answer("24 55 82 00 00"))
            .plus(answer("27 21 43 65 87"))
            .plus(answer("28 25 19 00 42"))
            .plus(CLOCK));
    for (int i = 0; i < 50; i++) {
      live(oximeter, "49 61 00 00 40", 1);
      live(oximeter, "49 5D 00 00 40", 1);
    }
    assertEquals(
        1,
        oximeter.said().stream()
            .filter("Failed MOVEMENT no steady values within 90 s"::equals)
            .count());
  }

  private static void live(Conversation oximeter, String body, int times) {
    for (int i = 0; i < times; i++) {
      oximeter.receive(answer(body));
      oximeter.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void tellsAWeightAgainThatSomebodyElseCameBetween() {
    var scale = new Conversation(TaiDoc.scale(CHINA));
    scale.receive(
        answer("22 00 00 00 00")
            .plus(answer("24 55 25 00 00"))
            .plus(answer("27 21 43 65 87"))
            .plus(answer("28 25 19 00 42"))
            .plus(CLOCK));
    for (int tenths : new int[] {684, 684, 512, 684}) {
      var body = new byte[29];
      body[0] = 0x71;
      body[15] = (byte) (tenths >> 8);
      body[16] = (byte) tenths;
      scale.receive(PacketFraming.answer(Bytes.copyOf(body)));
      scale.pass(Duration.ofSeconds(1));
    }
    assertEquals(3, scale.measured().size());
  }

  @Test
  void tellsNoRecordTwiceBecauseAnswersCameDamaged() {
    meter.receive(IDENTIFIED.plus(CLOCK).plus(TWO).plus(TIME).plus(VALUE).plus(TIME));
    for (int i = 0; i < 4; i++) {
      meter.receive(LATER.with(3, 0));
      meter.pass(Duration.ofMillis(200));
    }
    meter.forget();
    meter.pass(Duration.ofSeconds(5));
    meter.receive(SESSION);
    assertEquals(List.of(), meter.measured());
  }

  @Test
  void refusesEverySingleFlippedBitOfARecord() {
    var record = TIME.plus(VALUE).plus(TIME);
    for (int bit = 0; bit < record.length() * 8; bit++) {
      var line = new Conversation(TaiDoc.glucoseMeter(CHINA));
      line.receive(IDENTIFIED.plus(CLOCK).plus(ONE));
      line.receive(record.with(bit / 8, record.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @Test
  void readsBackEveryMinuteOfItsCalendar() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var at =
          LocalDateTime.of(
              2000 + random.nextInt(128),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(24),
              random.nextInt(60));
      int date = ((at.getYear() - 2000) << 9) | (at.getMonthValue() << 5) | at.getDayOfMonth();
      var message = Bytes.of(date & 0xFF, date >> 8, at.getMinute(), at.getHour());
      assertEquals(Optional.of(at), Packet.time(message), "seed " + seed);
    }
  }

  @Test
  void neverSetsTheClockNorClearsNorSwitchesOff() {
    meter.receive(SESSION);
    meter.pass(Duration.ofHours(1));
    var written = meter.written();
    for (int i = 0; i < written.length(); i += 8) {
      assertFalse(List.of(0x33, 0x50, 0x52).contains(written.u8(i + 1)));
    }
  }

  /** What is stored still would be told as if the right clock had been on it. */
  @Test
  void setsNoClockBeforeTheMemoryIsReadWhole() {
    meter.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
    meter.receive(IDENTIFIED.plus(CLOCK));
    for (int minute = 0; minute < 4; minute++) {
      meter.receive(ONE.plus(answer("25 68 32 %02X 09".formatted(minute))));
      meter.receive(VALUE.plus(answer("25 68 32 %02X 09".formatted(minute + 1))));
    }
    assertEquals("Failed BAD_DATA the memory changes while it is read", meter.said().getLast());
    assertFalse(meter.written().hex().contains("51 33"), "its clock was set");
    meter.pass(Duration.ofSeconds(5));
    meter.receive(IDENTIFIED.plus(CLOCK).plus(ONE).plus(TIME).plus(VALUE).plus(TIME));
    meter.receive(ONE.plus(TIME));
    assertTrue(meter.written().hex().contains("51 33"), "its clock was not set");
  }

  @Test
  void aClockIsSetInTheWordsOfTheNote() {
    assertEquals(
        Bytes.hex("51 33 68 32 29 09 A3 F3"),
        Packet.setClock(LocalDateTime.of(2025, 3, 8, 9, 41, 24)));
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
