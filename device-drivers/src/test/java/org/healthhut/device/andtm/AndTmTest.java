package org.healthhut.device.andtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class AndTmTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes START = Bytes.hex("16 16 01 30 20 02 53 54 03 07");
  private static final Bytes STOP = Bytes.hex("16 16 01 30 20 02 53 50 03 03");
  private static final Bytes ACK = Bytes.of(0x06);
  private static final Bytes NAK = Bytes.of(0x15);
  private static final Bytes RESULT = result("");
  private static final String READING =
      "Measured systolic=96 mm[Hg] diastolic=64 mm[Hg] meanPressure=78 mm[Hg] pulse=88 /min"
          + " at 2025-03-08T09:41";

  private final Conversation monitor = new Conversation(new AndTm(CHINA));

  @Test
  void isReadyWhenTheLineOpensAndReadsNoOldResult() {
    assertEquals(List.of("Status READY"), monitor.hear());
    monitor.pass(Duration.ofHours(1));
    assertEquals(Bytes.EMPTY, monitor.written());
    assertNull(monitor.wakeAt());
  }

  @Test
  void startsAMeasurementAndHearsItsResult() {
    monitor.forget();
    ask(Request.MEASURE);
    assertEquals(START, monitor.written());
    monitor.receive(ACK);
    monitor.pass(Duration.ofSeconds(40));
    monitor.receive(RESULT);
    assertEquals(
        List.of("Status MEASURING", "Identified TM2655", READING, "Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void asksThreeTimesASecondApart() {
    monitor.forget();
    ask(Request.MEASURE);
    monitor.pass(Duration.ofMillis(999));
    assertEquals(START, monitor.written());
    monitor.pass(Duration.ofMillis(1_001));
    assertEquals(START.plus(START).plus(START), monitor.written());
    assertEquals(List.of(), monitor.said());
    monitor.forget();
    monitor.pass(Duration.ofSeconds(1));
    assertEquals(List.of("Failed SILENT no answer to the start command"), monitor.said());
    assertEquals(STOP, monitor.written(), "the cuff may be full all the same");
    monitor.pass(Duration.ofHours(1));
    assertEquals(STOP.plus(STOP).plus(STOP), monitor.written());
    assertEquals(
        List.of("Failed SILENT no answer to the start command", "Status READY"), monitor.said());
  }

  @Test
  void startsWhatIsAskedForDuringAStopOnceItIsAcknowledged() {
    ask(Request.MEASURE);
    monitor.receive(ACK);
    ask(Request.STOP);
    monitor.forget();
    ask(Request.MEASURE);
    assertEquals(Bytes.EMPTY, monitor.written());
    monitor.receive(ACK);
    assertEquals(START, monitor.written());
    monitor.receive(ACK);
    assertEquals(List.of("Status READY", "Status MEASURING"), monitor.said());
  }

  @Test
  void saysThatWhatIsAskedForDuringAStopCannotBeStarted() {
    ask(Request.MEASURE);
    monitor.pass(Duration.ofSeconds(3));
    monitor.forget();
    ask(Request.MEASURE);
    monitor.pass(Duration.ofSeconds(3));
    assertEquals(
        List.of("Failed SILENT no answer to the stop command", "Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void startsNothingThatWasStoppedBeforeItBegan() {
    ask(Request.MEASURE);
    monitor.receive(ACK);
    ask(Request.STOP);
    ask(Request.MEASURE);
    ask(Request.STOP);
    monitor.forget();
    monitor.receive(ACK);
    assertEquals(Bytes.EMPTY, monitor.written());
  }

  @Test
  void saysThatAStartWasRefused() {
    monitor.forget();
    ask(Request.MEASURE);
    monitor.receive(NAK);
    assertEquals(
        List.of("Failed BUSY_OR_BATTERY the start command was refused", "Status READY"),
        monitor.said());
  }

  @Test
  void startsOneMeasurementHoweverOftenAsked() {
    monitor.forget();
    ask(Request.MEASURE);
    ask(Request.MEASURE);
    monitor.receive(ACK);
    ask(Request.MEASURE);
    assertEquals(START, monitor.written());
  }

  @Test
  void stopsAMeasurement() {
    ask(Request.MEASURE);
    monitor.receive(ACK);
    monitor.forget();
    ask(Request.STOP);
    assertEquals(STOP, monitor.written());
    monitor.receive(ACK);
    assertEquals(List.of("Status READY"), monitor.said());
  }

  @Test
  void stopsAfterThreeMinutesWithoutAResult() {
    ask(Request.MEASURE);
    monitor.receive(ACK);
    monitor.forget();
    monitor.pass(Duration.ofMillis(179_999));
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT no result within 180 s"), monitor.said());
    assertEquals(STOP, monitor.written());
    monitor.pass(Duration.ofSeconds(3));
    assertEquals(STOP.plus(STOP).plus(STOP), monitor.written());
    assertEquals(
        List.of(
            "Failed SILENT no result within 180 s",
            "Failed SILENT no answer to the stop command",
            "Status READY"),
        monitor.said());
  }

  @Test
  void flagsAClockMoreThanFiveMinutesOff() {
    assertEquals(READING, at("2025-03-08T01:46:00Z"));
    assertEquals(READING, at("2025-03-08T01:36:00Z"));
    assertTrue(at("2025-03-08T01:46:01Z").contains("DEVICE_CLOCK_SUSPECT"));
    assertTrue(at("2025-03-08T01:35:59Z").contains("DEVICE_CLOCK_SUSPECT"));
  }

  /** SYN, SOH and the address are not folded; what the text says must not change. */
  @Test
  void makesNoOtherReadingOfAFlippedBit() {
    for (int bit = 0; bit < RESULT.length() * 8; bit++) {
      var conversation = new Conversation(new AndTm(CHINA));
      conversation.forget();
      conversation.receive(RESULT.with(bit / 8, RESULT.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      for (var said : conversation.said()) {
        assertTrue(!said.startsWith("Measured") || said.equals(READING), "bit " + bit);
      }
    }
  }

  @Test
  void letsNoIdOutWhateverHappensToTheResult() {
    var record = result("d310104195003071234\u001E");
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
      var conversation = new Conversation(new AndTm(CHINA));
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

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    ask(Request.MEASURE);
    monitor.tell(new Stimulus.Closed());
    assertNull(monitor.wakeAt());
  }

  /** The ACK of the start that came too late says nothing of the stop. */
  @Test
  void stopsUntilTheStopItselfIsAcknowledged() {
    ask(Request.MEASURE);
    ask(Request.STOP);
    monitor.forget();
    monitor.receive(ACK);
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofSeconds(1));
    assertEquals(STOP, monitor.written());
    monitor.receive(ACK);
    assertEquals(List.of("Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void isDoneStoppingWhenBothAreAcknowledged() {
    ask(Request.MEASURE);
    ask(Request.STOP);
    monitor.forget();
    monitor.receive(ACK);
    monitor.receive(ACK);
    assertEquals(List.of("Status READY"), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void measuresAgainAfterADamagedResult() {
    ask(Request.MEASURE);
    monitor.receive(ACK);
    monitor.forget();
    monitor.receive(RESULT.with(RESULT.length() - 1, 0x7F));
    monitor.quiet();
    assertEquals("Status READY", monitor.said().getLast());
    assertNull(monitor.wakeAt());
    ask(Request.MEASURE);
    assertEquals(START, monitor.written());
  }

  private void ask(Request request) {
    monitor.tell(new Stimulus.Asked(request));
  }

  private static String at(String instant) {
    var conversation = new Conversation(new AndTm(CHINA), Instant.parse(instant));
    conversation.forget();
    conversation.receive(RESULT);
    return conversation.said().get(1);
  }

  private static Bytes result(String extension) {
    var text =
        String.join(
                "\u001E",
                List.of("TM2655", "2503080941", "RA", "M", "E00", "S 96", "M 78", "D 64", "P 88"))
            + "\u001E"
            + extension;
    return TmFraming.command("00", text);
  }
}
