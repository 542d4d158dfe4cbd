package org.healthhut.device.maibobo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class RbpTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes CONNECT = Bytes.hex("CC 80 03 03 01 01 00 00");
  private static final Bytes START = Bytes.hex("CC 80 03 03 01 02 00 03");
  private static final Bytes STOP = Bytes.hex("CC 80 03 03 01 03 00 02");
  private static final Bytes BATTERY = Bytes.hex("CC 80 03 03 04 04 00 00");
  private static final Bytes CONNECTED = Bytes.hex("AA 80 03 03 01 01 00 00");
  private static final Bytes STARTED = Bytes.hex("AA 80 03 03 01 02 00 03");
  private static final Bytes STOPPED = Bytes.hex("AA 80 03 03 01 03 00 02");
  private static final Bytes FULL = Bytes.hex("AA 80 03 04 04 04 16 BC AD");
  private static final Bytes ENOUGH = Bytes.hex("AA 80 03 04 04 04 0E 10 19");
  private static final Bytes LOW = Bytes.hex("AA 80 03 04 04 04 0E 0F 06");
  private static final Bytes PRESSURE = Bytes.hex("AA 80 02 08 01 05 00 00 00 00 5F 00 51");
  private static final Bytes RESULT =
      Bytes.hex("AA 80 02 0F 01 06 01 19 03 08 09 29 14 00 7F 00 52 00 46 46");
  private static final String READING =
      "Measured systolic=127 mm[Hg] diastolic=82 mm[Hg] pulse=70 /min at 2025-03-08T09:41:20";
  private static final String NO_ANSWER = "Failed SILENT no answer to the connect command";
  private static final Duration GAP = Duration.ofMillis(550);

  private final Conversation monitor = new Conversation(Rbp.serial(CHINA));

  @Test
  void connectsThreeTimesTwoSecondsApartAndSaysOnceThatNobodyAnswers() {
    assertEquals(CONNECT, monitor.written());
    monitor.pass(Duration.ofMillis(1_999));
    assertEquals(CONNECT, monitor.written());
    monitor.pass(Duration.ofMillis(2_001));
    assertEquals(CONNECT.plus(CONNECT).plus(CONNECT), monitor.written());
    monitor.pass(Duration.ofMillis(1_999));
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(List.of(NO_ANSWER), monitor.said());
    monitor.pass(Duration.ofHours(1));
    assertEquals(List.of(NO_ANSWER), monitor.said());
    monitor.receive(CONNECTED);
    assertEquals(List.of(NO_ANSWER, "Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void asksForTheBatteryBeforeItStartsAMeasurement() {
    connect();
    ask(Request.MEASURE);
    assertEquals(BATTERY, monitor.written());
    monitor.receive(FULL);
    monitor.pass(GAP);
    assertEquals(BATTERY.plus(START), monitor.written());
    assertEquals(List.of("Setting battery=5820 mV"), monitor.hear());
    monitor.receive(STARTED);
    monitor.receive(PRESSURE);
    monitor.receive(RESULT);
    assertEquals(
        List.of("Status MEASURING", "Progress cuffPressure=95 mm[Hg]", READING, "Status READY"),
        monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void leavesAGapBetweenWrites() {
    ask(Request.STOP);
    assertEquals(CONNECT, monitor.written());
    monitor.pass(Duration.ofMillis(549));
    assertEquals(CONNECT, monitor.written());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(CONNECT.plus(STOP), monitor.written());
  }

  @Test
  void startsNoMeasurementOnALowBattery() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(LOW);
    monitor.pass(Duration.ofMinutes(10));
    assertEquals(BATTERY, monitor.written());
    assertEquals(
        List.of(
            "Setting battery=3599 mV WRONG",
            "Failed BUSY_OR_BATTERY battery at 3599 mV",
            "Status READY"),
        monitor.said());
  }

  @Test
  void startsAMeasurementOnTheLastMillivolt() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(ENOUGH);
    monitor.pass(GAP);
    assertEquals(BATTERY.plus(START), monitor.written());
  }

  @Test
  void startsOnceTheMonitorIsThere() {
    ask(Request.MEASURE);
    monitor.receive(CONNECTED);
    monitor.pass(GAP);
    assertEquals(CONNECT.plus(BATTERY), monitor.written());
  }

  @Test
  void saysAgainThatNobodyAnswersWhereSomeoneWaits() {
    monitor.pass(Duration.ofSeconds(6));
    monitor.forget();
    ask(Request.MEASURE);
    monitor.pass(Duration.ofSeconds(30));
    assertEquals(List.of(NO_ANSWER), monitor.said());
  }

  @Test
  void startsOneMeasurementHoweverOftenAsked() {
    connect();
    ask(Request.MEASURE);
    ask(Request.MEASURE);
    monitor.receive(FULL);
    ask(Request.MEASURE);
    monitor.pass(GAP);
    monitor.receive(STARTED);
    ask(Request.MEASURE);
    monitor.pass(Duration.ofSeconds(60));
    assertEquals(BATTERY.plus(START), monitor.written());
  }

  @Test
  void stopsAMeasurement() {
    start();
    ask(Request.STOP);
    assertEquals(STOP, monitor.written());
    monitor.receive(PRESSURE);
    monitor.receive(STOPPED);
    assertEquals(List.of("Progress cuffPressure=95 mm[Hg]", "Status READY"), monitor.said());
  }

  @Test
  void repeatsAStopUntilItIsAnswered() {
    start();
    ask(Request.STOP);
    monitor.pass(Duration.ofSeconds(4));
    assertEquals(STOP.plus(STOP).plus(STOP), monitor.written());
    monitor.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Failed SILENT no answer to the stop command"), monitor.said());
    monitor.pass(Duration.ofSeconds(10));
    assertEquals(STOP.plus(STOP).plus(STOP).plus(CONNECT), monitor.written());
  }

  @Test
  void stopsAfterThreeMinutesWithoutAResult() {
    start();
    monitor.pass(Duration.ofMinutes(3).minus(GAP).minusMillis(1));
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT no result within 180 s"), monitor.said());
    assertEquals(STOP, monitor.written());
  }

  /** The monitor may have heard the start and inflated the cuff all the same. */
  @Test
  void stopsWhatNeverAnsweredTheStart() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(FULL);
    monitor.pass(GAP);
    monitor.forget();
    monitor.pass(Duration.ofSeconds(6));
    assertEquals(START.plus(START).plus(STOP), monitor.written());
    assertEquals(List.of("Failed SILENT no answer to the start command"), monitor.hear());
    monitor.receive(STOPPED);
    assertEquals(List.of("Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void saysOnceThatNeitherStartNorStopIsAnswered() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(FULL);
    monitor.pass(GAP);
    monitor.forget();
    monitor.pass(Duration.ofSeconds(12));
    assertEquals(START.plus(START).plus(STOP).plus(STOP).plus(STOP), monitor.written());
    monitor.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT no answer to the start command"), monitor.said());
    assertEquals(CONNECT, monitor.written().drop(5 * STOP.length()));
  }

  @Test
  void stopsAgainWhereAStopIsDeclined() {
    start();
    ask(Request.STOP);
    monitor.receive(Bytes.hex("AA 80 03 03 01 03 05 07"));
    monitor.pass(GAP);
    assertEquals(STOP.plus(STOP), monitor.written());
    assertEquals(List.of(), monitor.said());
    monitor.receive(STOPPED);
    assertEquals(List.of("Status READY"), monitor.said());
  }

  @Test
  void startsWhatIsAskedForDuringAStop() {
    start();
    ask(Request.STOP);
    ask(Request.MEASURE);
    monitor.receive(STOPPED);
    monitor.pass(GAP);
    assertEquals(STOP.plus(BATTERY), monitor.written());
  }

  @Test
  void saysThatWhatIsAskedForDuringAStopCannotBeStarted() {
    start();
    monitor.pass(Duration.ofMinutes(3));
    ask(Request.MEASURE);
    monitor.pass(Duration.ofSeconds(6));
    assertEquals(
        List.of(
            "Failed SILENT no result within 180 s", "Failed SILENT no answer to the stop command"),
        monitor.said());
  }

  @Test
  void saysThatAStartWasRefused() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(FULL);
    monitor.pass(GAP);
    monitor.forget();
    monitor.receive(Bytes.hex("AA 80 03 03 01 02 05 06"));
    assertEquals(
        List.of("Failed MEASUREMENT_FAILED the start command was answered 05", "Status READY"),
        monitor.said());
  }

  @Test
  void hearsTheButtonPressedAgainAfterAResult() {
    start();
    monitor.receive(RESULT);
    monitor.pass(Duration.ofSeconds(2));
    monitor.forget();
    monitor.receive(PRESSURE);
    assertEquals(List.of("Status MEASURING", "Progress cuffPressure=95 mm[Hg]"), monitor.said());
  }

  @Test
  void flagsAClockMoreThanFiveMinutesOff() {
    assertEquals(READING, at("2025-03-08T01:46:20Z"));
    assertEquals(READING, at("2025-03-08T01:36:20Z"));
    assertTrue(at("2025-03-08T01:46:21Z").contains("DEVICE_CLOCK_SUSPECT"));
    assertTrue(at("2025-03-08T01:36:19Z").contains("DEVICE_CLOCK_SUSPECT"));
  }

  @Test
  void makesNoReadingOfAFlippedBit() {
    for (int bit = 0; bit < RESULT.length() * 8; bit++) {
      var conversation = new Conversation(Rbp.serial(CHINA));
      conversation.receive(PRESSURE);
      conversation.receive(RESULT.with(bit / 8, RESULT.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  @Test
  void saysOnceHowFullTheBatteryIs() {
    connect();
    monitor.receive(FULL);
    monitor.receive(LOW);
    assertEquals(List.of("Setting battery=5820 mV"), monitor.said());
  }

  @Test
  void writesTheOtherVersionOverBluetooth() {
    var bluetooth = new Conversation(Rbp.bluetooth(CHINA));
    assertEquals(Bytes.hex("CC 80 02 03 01 01 00 01"), bluetooth.written());
    bluetooth.receive(Bytes.hex("AA 80 02 03 01 01 00 01"));
    bluetooth.pass(GAP);
    bluetooth.forget();
    bluetooth.tell(new Stimulus.Asked(Request.MEASURE));
    assertEquals(Bytes.hex("CC 80 02 03 04 04 00 01"), bluetooth.written());
    bluetooth.receive(Bytes.hex("AA 80 02 04 04 04 16 BC AC"));
    bluetooth.pass(GAP);
    bluetooth.forget();
    bluetooth.tell(new Stimulus.Asked(Request.STOP));
    bluetooth.pass(GAP);
    assertEquals(Bytes.hex("CC 80 02 03 01 03 00 03"), bluetooth.written());
  }

  @Test
  void endsALineThatEchoesEverything() {
    for (int i = 0; i < 10; i++) {
      var written = monitor.written();
      monitor.forget();
      monitor.receive(written);
    }
    assertEquals(Bytes.EMPTY, monitor.written());
    assertEquals(List.of(), monitor.measured());
  }

  @Test
  void survivesAnyFrameThatIsWell() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = new Conversation(Rbp.serial(CHINA));
      var body = new byte[2 + random.nextInt(16)];
      random.nextBytes(body);
      body[0] = random.nextBoolean() ? (byte) 1 : 4;
      body[1] = (byte) random.nextInt(9);
      var frame = RbpFraming.command(RbpFraming.SERIAL, Bytes.copyOf(body)).with(0, 0xAA);
      conversation.receive(frame);
      conversation.quiet();
      for (var measured : conversation.measured()) {
        measured.values().forEach((metric, quantity) -> assertTrue(metric.plausible(quantity)));
      }
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  /** The cuff has not been inflated for whoever waits: it is an earlier person's. */
  @Test
  void takesAResultBeforeTheStartIsAnsweredForAnOldOne() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(FULL);
    monitor.pass(GAP);
    monitor.forget();
    monitor.receive(RESULT);
    monitor.receive(STARTED);
    assertEquals(
        List.of(READING.replace(" at ", " FROM_MEMORY at "), "Status MEASURING"), monitor.said());
  }

  @Test
  void startsThoughAnOldResultComesWhileTheBatteryIsAskedFor() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(RESULT);
    monitor.receive(FULL);
    monitor.pass(GAP);
    assertEquals(BATTERY.plus(START), monitor.written());
  }

  @Test
  void takesAResultAfterAStopOfNothingForAnOldOne() {
    connect();
    ask(Request.STOP);
    monitor.receive(RESULT);
    assertEquals(List.of(READING.replace(" at ", " FROM_MEMORY at ")), monitor.said());
  }

  @Test
  void takesAPressureBehindAStopForTheEndOfTheSameMeasurement() {
    start();
    ask(Request.STOP);
    monitor.receive(STOPPED);
    monitor.receive(PRESSURE);
    assertEquals(List.of("Status READY", "Refused cuff pressure after the end"), monitor.said());
    monitor.pass(GAP);
    monitor.forget();
    ask(Request.MEASURE);
    assertEquals(BATTERY, monitor.written());
  }

  private void connect() {
    monitor.receive(CONNECTED);
    monitor.pass(GAP);
    monitor.forget();
  }

  private void start() {
    connect();
    ask(Request.MEASURE);
    monitor.receive(FULL);
    monitor.pass(GAP);
    monitor.receive(STARTED);
    monitor.pass(GAP);
    monitor.forget();
  }

  private void ask(Request request) {
    monitor.tell(new Stimulus.Asked(request));
  }

  private static String at(String instant) {
    var conversation = new Conversation(Rbp.serial(CHINA), Instant.parse(instant));
    conversation.receive(PRESSURE);
    conversation.forget();
    conversation.receive(RESULT);
    return conversation.said().getFirst();
  }
}
