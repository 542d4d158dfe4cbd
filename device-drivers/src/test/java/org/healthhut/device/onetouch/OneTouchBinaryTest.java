package org.healthhut.device.onetouch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneTouchBinaryTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes DISCONNECT = Bytes.hex("02 06 08 03 C2 62");
  private static final Bytes DISCONNECTED = Bytes.hex("02 06 0C 03 06 AE");

  private static final Bytes SERIAL_REQUEST = Bytes.hex("02 0A 00 03 0B 01 02 03 2A DC");
  private static final Bytes SERIAL =
      Bytes.hex("02 11 00 03 06 4B 51 58 34 31 37 46 42 00 03 35 62");
  private static final Bytes UNIT = plain("03 06 00 00 00 00");
  private static final Bytes CLOCK = Bytes.hex("02 0C 00 03 06 44 CD 5E 2F 03 F8 AE");
  private static final Bytes TWO = Bytes.hex("02 0A 00 03 06 02 00 03 9E DA");
  private static final Bytes RECORD_REQUEST = Bytes.hex("02 0A 00 03 21 00 00 03 9D D2");
  private static final Bytes BEFORE_MEAL =
      Bytes.hex("02 12 00 03 06 44 CD 5E 2F 8E 00 00 01 00 00 03 70 E4");
  private static final Bytes CONTROL =
      Bytes.hex("02 12 00 03 06 44 CD 5E 2F 69 00 01 00 00 00 03 32 39");
  private static final Bytes UP_TO_COUNT = SERIAL.plus(UNIT).plus(CLOCK).plus(TWO);

  private final Conversation mini = new Conversation(OneTouchBinary.ultraMini(CHINA));
  private final Conversation verio = new Conversation(OneTouchBinary.verioIq(CHINA));

  private static Bytes plain(String message) {
    return BinaryFraming.frame(Bytes.of(0).plus(Bytes.hex(message)));
  }

  private static Bytes written(Conversation meter) {
    var written = meter.written();
    meter.forget();
    return written;
  }

  @Test
  void computesTheCheckValueOfTheNote() {
    assertEquals(0x29B1, BinaryFraming.crc(Bytes.ascii("123456789")));
    assertEquals(DISCONNECT, BinaryLink.Numbered.RESET);
  }

  @Test
  void resetsTheLinkFourTimesOneSecondApartAndSaysOnceThatNoMeterIsThere() {
    assertEquals(DISCONNECT, written(mini));
    for (int retry = 1; retry <= 3; retry++) {
      mini.pass(Duration.ofMillis(999));
      assertEquals(Bytes.EMPTY, written(mini));
      mini.pass(Duration.ofMillis(1));
      assertEquals(DISCONNECT, written(mini), "retry " + retry);
    }
    mini.pass(Duration.ofSeconds(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), mini.hear());
    mini.pass(Duration.ofMillis(4_999));
    assertEquals(Bytes.EMPTY, mini.written());
    mini.pass(Duration.ofMillis(1));
    assertEquals(DISCONNECT, mini.written());
    mini.pass(Duration.ofHours(1));
    assertEquals(List.of(), mini.said());
  }

  @Test
  void sendsTheSamePacketAgainThenStartsWithADisconnect() {
    mini.receive(DISCONNECTED);
    mini.forget();
    mini.pass(Duration.ofSeconds(3));
    var serial = BinaryFraming.frame(Bytes.hex("00 05 0B 02 00 00 00 00 00 00 00 00 00"));
    assertEquals(serial.plus(serial).plus(serial), written(mini));
    mini.pass(Duration.ofSeconds(6));
    assertEquals(DISCONNECT, mini.written());
  }

  @Test
  void sendsNothingWhenAPacketOfAnUltraMiniIsDamaged() {
    mini.receive(DISCONNECTED);
    mini.forget();
    mini.receive(Bytes.hex("02 06 06 03 CD 40"));
    mini.quiet();
    mini.pass(Duration.ofMillis(999));
    assertEquals(Bytes.EMPTY, mini.written());
  }

  @Test
  void asksAgainWhenAPacketOfAVerioIsDamaged() {
    assertEquals(SERIAL_REQUEST, written(verio));
    verio.receive(SERIAL.with(7, 0));
    verio.pass(Duration.ofMillis(199));
    assertEquals(Bytes.EMPTY, verio.written());
    verio.pass(Duration.ofMillis(1));
    assertEquals(SERIAL_REQUEST, verio.written());
  }

  @Test
  void givesUpOnAMeterThatIsAlwaysDamaged() {
    for (int i = 0; i < 4; i++) {
      verio.receive(SERIAL.with(7, 0));
      verio.forget();
      verio.pass(Duration.ofMillis(200));
    }
    assertEquals(List.of("Failed BAD_DATA answers came damaged"), verio.said());
  }

  @Test
  void goesOnWhenARecordReallyIsThereTwice() {
    verio.receive(UP_TO_COUNT.plus(BEFORE_MEAL).plus(BEFORE_MEAL));
    verio.forget();
    verio.pass(Duration.ofMillis(1_200));
    verio.receive(BEFORE_MEAL.plus(TWO));
    assertEquals(List.of("Refused duplicate", "Status READY memory read: 1"), verio.said());
  }

  @Test
  void goesOnBehindARecordThatTheMeterDoesNotGive() {
    verio.receive(UP_TO_COUNT);
    verio.forget();
    for (int i = 0; i < 3; i++) {
      verio.receive(plain("03 09"));
      assertEquals(RECORD_REQUEST, verio.written());
      assertEquals(List.of("Refused the meter answers with an error"), verio.hear());
    }
    verio.receive(plain("03 09"));
    verio.receive(BEFORE_MEAL.plus(TWO));
    assertEquals(
        List.of(
            "Refused the meter answers with an error",
            "Failed BAD_DATA the meter does not give one of its records",
            "Measured glucose=7.9 mmol/L BEFORE_MEAL FROM_MEMORY at 2025-03-08T09:41:24",
            "Status READY memory read: 1"),
        verio.said());
  }

  @Test
  void givesUpOnAMemoryThatNeverHoldsStill() {
    verio.receive(SERIAL.plus(UNIT).plus(CLOCK));
    for (int count = 1; count <= 5; count++) {
      verio.receive(plain("03 06 %02X 00".formatted(count)));
      for (int i = 0; i < count; i++) {
        verio.receive(plain("03 06 %02X CD 5E 2F 69 00 00 00 00 00".formatted(count * 16 + i)));
      }
    }
    assertEquals(
        "Failed BAD_DATA the memory changes while it is read",
        verio.said().stream().filter(said -> said.startsWith("Failed")).findFirst().orElse(""));
  }

  @Test
  void tellsTheSerialNumberWithEachMeasurement() {
    verio.receive(UP_TO_COUNT.plus(BEFORE_MEAL).plus(CONTROL));
    assertEquals(2, verio.measured().size());
    verio.measured().forEach(measured -> assertEquals("KQX417FB", measured.serial()));
  }

  @Test
  void saysThatAMeterFellSilentAndThenThatItIsGone() {
    verio.receive(UP_TO_COUNT);
    verio.forget();
    verio.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), verio.hear());
    verio.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), verio.said());
  }

  @Test
  void readsAMeterOnceWhileItStaysAndAgainWhereItMayHaveBeenAway() {
    verio.receive(UP_TO_COUNT.plus(BEFORE_MEAL).plus(CONTROL).plus(TWO));
    verio.forget();
    for (int i = 0; i < 100; i++) {
      verio.pass(Duration.ofSeconds(5));
      assertEquals(SERIAL_REQUEST, written(verio));
      verio.receive(SERIAL);
    }
    assertEquals(List.of(), verio.said());
    verio.pass(Duration.ofMillis(6_300));
    verio.receive(UP_TO_COUNT);
    assertEquals(
        List.of(
            "Identified OneTouch Verio IQ serial KQX417FB",
            "Status READY a meter answers",
            "Setting unit=mg/dL",
            "ClockRead 2025-03-08T09:41:24"),
        verio.hear());
    verio.receive(BEFORE_MEAL.plus(CONTROL).plus(TWO));
    assertEquals(
        List.of("Refused duplicate", "Refused duplicate", "Status READY memory read: 2"),
        verio.said());
  }

  @Test
  void refusesEverySingleFlippedBitOfARecord() {
    for (int bit = 0; bit < BEFORE_MEAL.length() * 8; bit++) {
      var line = new Conversation(OneTouchBinary.verioIq(CHINA));
      line.receive(UP_TO_COUNT);
      assertEquals(RECORD_REQUEST, line.written().drop(line.written().length() - 10));
      line.receive(BEFORE_MEAL.with(bit / 8, BEFORE_MEAL.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsALineThatEchoesEverything(boolean numbered) {
    Function<ZoneId, Driver> driver =
        numbered ? OneTouchBinary::ultraMini : OneTouchBinary::verioIq;
    var line = new Conversation(driver.apply(CHINA));
    for (int i = 0; i < 100; i++) {
      line.receive(written(line));
      line.quiet();
      assertEquals(Bytes.EMPTY, line.written());
      line.pass(Duration.ofMillis(700));
    }
    assertEquals(List.of(), line.measured());
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    mini.tell(new Stimulus.Closed());
    assertNull(mini.wakeAt());
  }

  @Test
  void aClockIsSetInTheWordsOfTheNote() {
    var at = LocalDateTime.of(2025, 3, 8, 9, 41, 24);
    assertEquals(Bytes.hex("05 20 01 C4 10 CC 67"), BinaryDialect.ULTRA_MINI.setClockRequest(at));
    assertEquals(Bytes.hex("03 20 01 44 CD 5E 2F"), BinaryDialect.VERIO_IQ.setClockRequest(at));
  }
}
