package org.healthhut.device.onetouch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class OneTouchUltra2Test {
  private static final String VERSION = "?P02.00.00 30/08/06 03BC\r\n";
  private static final String SERIAL = "@ \"KQX417FBY\" 0315\r\n";
  private static final String CLOCK = "F \"SAT\",\"03/08/25\",\"09:45:10   \" 0609\r\n";
  private static final String HEADER = "P 004,\"KQX417FBY\",\"MG/DL \" 05C8\r\n";
  private static final List<String> RECORDS =
      List.of(
          "P \"SAT\",\"03/08/25\",\"09:41:24   \",\"  142 \",\"B\",\"00\", 00 09A9\r\n",
          "P \"FRI\",\"03/07/25\",\"18:05:02   \",\"  097 \",\"A\",\"04\", 00 09A9\r\n",
          "P \"FRI\",\"03/07/25\",\"12:00:10   \",\"C 105 \",\"N\",\"00\", 00 09BF\r\n",
          "P \"THU\",\"03/06/25\",\"07:30:55   \",\"  009 \",\"N\",\"00\", 00 09BE\r\n");
  private static final String DUMP = HEADER + String.join("", RECORDS);

  private final Conversation meter = new Conversation(driver());

  private static Driver driver() {
    return OneTouchUltra2.driver(ZoneId.of("Asia/Shanghai"));
  }

  private static Bytes request(String command) {
    return Bytes.ascii("\u0011\r" + command + "\r");
  }

  private Bytes written() {
    var written = meter.written();
    meter.forget();
    return written;
  }

  @Test
  void asksSixTimesAndSaysOnceThatNoMeterIsThere() {
    assertEquals(Bytes.hex("11 0D 44 4D 3F 0D"), written());
    for (int retry = 1; retry <= 5; retry++) {
      meter.pass(Duration.ofMillis(18_999));
      assertEquals(Bytes.EMPTY, written());
      meter.pass(Duration.ofMillis(1));
      assertEquals(request("DM?"), written(), "retry " + retry);
    }
    meter.pass(Duration.ofMillis(17_999));
    assertEquals(List.of(), meter.said());
    meter.pass(Duration.ofMillis(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.hear());
    meter.pass(Duration.ofMillis(9_999));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(request("DM?"), meter.written());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(), meter.said());
  }

  @Test
  void tellsTheSerialNumberWithEachMeasurement() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    assertEquals(4, meter.measured().size());
    meter.measured().forEach(measured -> assertEquals("KQX417FBY", measured.serial()));
  }

  @Test
  void setsTheClockWhenAPersonWantsItAndReadsItBack() {
    var wrong = new Conversation(driver(), Instant.parse("2025-03-08T01:45:10Z"));
    wrong.receive(VERSION + SERIAL + CLOCK + DUMP);
    wrong.forget();
    wrong.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
    assertEquals(request("DM@"), wrong.written());
    wrong.forget();
    wrong.receive(SERIAL);
    assertEquals(
        Bytes.hex("11 0D 44 4D 54 30 33 2F 30 38 2F 32 35 20 30 39 3A 34 35 3A 31 30 0D"),
        wrong.written());
    wrong.forget();
    wrong.receive(CLOCK);
    assertEquals(request("DMF"), wrong.written());
    wrong.forget();
    wrong.receive(CLOCK);
    assertEquals(List.of("ClockRead 2025-03-08T09:45:10"), wrong.said());
    assertEquals(Bytes.EMPTY, wrong.written());
  }

  /** The note does not say what a meter answers to its clock being set. */
  @Test
  void asksWhatTheClockShowsWhereNothingAnswersToItsBeingSet() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
    meter.receive(SERIAL);
    meter.forget();
    meter.pass(Duration.ofSeconds(19));
    assertEquals(request("DMF"), meter.written());
    meter.receive(CLOCK);
    assertEquals(List.of("ClockRead 2025-03-08T09:45:10"), meter.said());
  }

  @Test
  void setsNoClockOfAMeterThatComesLaterThanTheWish() {
    meter.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
    meter.pass(Duration.ofMinutes(5));
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.forget();
    meter.pass(Duration.ofSeconds(10));
    meter.receive(SERIAL);
    assertEquals(request("DM@"), meter.written());
  }

  @Test
  void repeatsTheDumpOnceTheLineIsQuietAndTellsEachRecordOnce() {
    meter.receive(VERSION + SERIAL + CLOCK + HEADER + RECORDS.get(0));
    meter.receive(RECORDS.get(1).replace("097", "098"));
    meter.forget();
    meter.pass(Duration.ofMillis(900));
    meter.receive(RECORDS.get(2) + RECORDS.get(3));
    assertEquals(2, meter.measured().size());
    meter.forget();
    meter.pass(Duration.ofMillis(999));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(request("DMP"), meter.written());
    meter.receive(DUMP);
    assertEquals(
        List.of(
            "Refused duplicate",
            "Measured glucose=5.4 mmol/L AFTER_MEAL FROM_MEMORY at 2025-03-07T18:05:02",
            "Refused duplicate",
            "Refused duplicate",
            "Status READY memory read: 4"),
        meter.said());
  }

  @Test
  void givesUpOnADumpThatIsAlwaysDamaged() {
    meter.receive(VERSION + SERIAL + CLOCK);
    meter.forget();
    for (int i = 0; i < 5; i++) {
      meter.receive(DUMP.replace("097", "098"));
      meter.forget();
      meter.pass(Duration.ofSeconds(1));
      assertEquals(request("DMP"), written());
    }
    meter.receive(DUMP.replace("097", "098"));
    meter.forget();
    meter.pass(Duration.ofSeconds(1));
    assertEquals(List.of("Failed BAD_DATA answers came damaged"), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void tellsNoRecordTwiceBecauseTheDumpWasDamaged() {
    meter.receive(VERSION + SERIAL + CLOCK);
    for (int i = 0; i < 6; i++) {
      meter.receive(DUMP.replace("097", "098"));
      meter.pass(Duration.ofSeconds(1));
    }
    meter.forget();
    meter.pass(Duration.ofSeconds(10));
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    assertEquals(
        List.of("2025-03-07T18:05:02"),
        meter.measured().stream().map(measured -> String.valueOf(measured.deviceTime())).toList());
  }

  @Test
  void asksAgainWhenTheDumpStops() {
    meter.receive(VERSION + SERIAL + CLOCK + HEADER + RECORDS.get(0));
    meter.forget();
    meter.pass(Duration.ofSeconds(19));
    assertEquals(request("DMP"), meter.written());
  }

  @Test
  void saysThatAMeterFellSilentAndThenThatItIsGone() {
    meter.receive(VERSION + SERIAL + CLOCK + HEADER);
    meter.forget();
    meter.pass(Duration.ofMinutes(3));
    assertEquals(List.of("Failed SILENT the meter stopped answering"), meter.hear());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void saysOnlyThatAMeterIsGoneWhereAllOfItWasRead() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.forget();
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.said());
  }

  @Test
  void readsAMeterOnceWhileItStays() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.forget();
    for (int i = 0; i < 100; i++) {
      meter.pass(Duration.ofSeconds(10));
      assertEquals(request("DM@"), written());
      meter.receive(SERIAL);
    }
    assertEquals(List.of(), meter.said());
  }

  @Test
  void readsWhatIsNewOfAMeterThatWasAway() {
    meter.receive(
        VERSION
            + SERIAL
            + CLOCK
            + DUMP.replace("P 004", "P 003").replace("05C8", "05C7").replace(RECORDS.get(0), ""));
    meter.pass(Duration.ofSeconds(30));
    meter.forget();
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    assertEquals(
        List.of(
            "Identified P02.00.00 30/08/06 serial KQX417FBY",
            "Status READY a meter answers",
            "ClockRead 2025-03-08T09:45:10",
            "Setting unit=MG/DL",
            "Measured glucose=7.9 mmol/L BEFORE_MEAL FROM_MEMORY at 2025-03-08T09:41:24",
            "Refused duplicate",
            "Refused duplicate",
            "Refused duplicate",
            "Status READY memory read: 4"),
        meter.said());
  }

  @Test
  void readsAnotherMeterInItsPlace() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.pass(Duration.ofSeconds(10));
    meter.forget();
    meter.receive("@ \"KQX417FCY\" 0316\r\n");
    assertEquals(request("DMF"), meter.written());
    meter.receive(CLOCK + DUMP.replace("FBY", "FCY").replace("05C8", "05C9"));
    assertEquals(4, meter.measured().size());
    assertEquals("KQX417FCY", meter.measured().getFirst().serial());
  }

  @Test
  void refusesEverySingleFlippedBitOfARecord() {
    var record = Bytes.ascii(RECORDS.get(0));
    for (int bit = 0; bit < record.length() * 8; bit++) {
      var line = new Conversation(OneTouchUltra2.driver(ZoneId.of("Asia/Shanghai")));
      line.receive(VERSION + SERIAL + CLOCK + HEADER);
      line.receive(record.with(bit / 8, record.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @Test
  void neverSetsTheClockNorErases() {
    meter.receive(VERSION + SERIAL + CLOCK + DUMP);
    meter.pass(Duration.ofHours(2));
    var written = meter.written().latin1();
    assertFalse(written.contains("DMZ") || written.contains("DMT"));
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
