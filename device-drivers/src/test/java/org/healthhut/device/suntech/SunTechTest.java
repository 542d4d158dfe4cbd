package org.healthhut.device.suntech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class SunTechTest {
  private static final Bytes START = Bytes.hex("3A 20 A6");
  private static final Bytes ABORT = Bytes.hex("3A 79 01 00 4C");
  private static final Bytes GET_PRESSURE = Bytes.hex("3A 79 05 00 48");
  private static final Bytes GET_RESULT = Bytes.hex("3A 79 03 00 4A");
  private static final Bytes GET_DATA = Bytes.hex("3A 00 C6");
  private static final Bytes GET_VERSION = Bytes.hex("3A 79 02 40 0B");
  private static final Bytes ACCEPTED = Bytes.hex("3E 04 4F 6F");
  private static final Bytes FINISHED = Bytes.hex("3E 04 4B 73");
  private static final Bytes ABORTED = Bytes.hex("3E 04 41 7D");
  private static final Bytes BUSY = Bytes.hex("3E 04 42 7C");
  private static final Bytes UNRECOGNISABLE = Bytes.hex("3E 04 44 7A");
  private static final Bytes PRESSURE = Bytes.hex("3E 05 B6 00 07");
  private static final Bytes EMPTY = Bytes.hex("3E 05 00 00 BD");
  private static final Bytes OTHER_RESULT =
      Bytes.hex("3E 18 86 00 56 00 1B 01 00 00 00 00 00 00 00 00 49 00 65 00 00 00 00 04");
  private static final Bytes RESULT =
      Bytes.hex("3E 18 86 00 56 00 1B 01 00 00 00 00 00 00 00 00 48 00 65 00 00 00 00 05");
  private static final String READING =
      "Measured systolic=134 mm[Hg] diastolic=86 mm[Hg] meanPressure=101 mm[Hg] pulse=72 /min";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration GAP = Duration.ofMillis(100);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Conversation module = new Conversation(new SunTech());

  @Test
  void asksWhoTheModuleIsOnceItAnswers() {
    assertEquals(GET_PRESSURE, module.written());
    module.receive(PRESSURE);
    module.pass(GAP);
    assertEquals(GET_PRESSURE.plus(GET_DATA), module.written());
    module.pass(SECOND.plus(GAP));
    assertEquals(GET_PRESSURE.plus(GET_DATA).plus(GET_VERSION), module.written());
    module.pass(SECOND);
    assertEquals(List.of("Status READY"), module.said());
    assertNull(module.wakeAt());
  }

  @Test
  void saysOnceThatNobodyAnswersAndAsksOn() {
    module.pass(Duration.ofMillis(2_999));
    assertEquals(List.of(), module.said());
    module.pass(Duration.ofMinutes(10));
    assertEquals(List.of("Failed SILENT no answer to the cuff pressure query"), module.said());
    module.receive(PRESSURE);
    module.pass(SECOND.multipliedBy(3));
    assertEquals("Status READY", module.said().getLast());
  }

  @Test
  void measures() {
    connect();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    assertEquals(START, module.written());
    module.receive(ACCEPTED);
    module.pass(GAP);
    assertEquals(START.plus(GET_PRESSURE), module.written());
    module.receive(PRESSURE);
    module.pass(Duration.ofMillis(200));
    assertEquals(START.plus(GET_PRESSURE).plus(GET_PRESSURE), module.written());
    module.receive(PRESSURE.plus(FINISHED));
    module.forget();
    module.pass(GAP);
    assertEquals(GET_RESULT, module.written());
    module.receive(RESULT);
    assertEquals(List.of(READING, "Status READY"), module.said());
    assertNull(module.wakeAt());
  }

  @Test
  void repeatsAStartThreeTimes() {
    connect();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(Duration.ofMillis(2_999));
    assertEquals(START.plus(START).plus(START), module.written());
    assertEquals(List.of(), module.said());
    module.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT no answer to the start command"), module.said());
    var abort = tail(module.written(), ABORT.length());
    assertEquals(ABORT, abort, "the cuff may be full all the same");
  }

  @Test
  void repeatsADamagedStartNoMoreThanASilentOne() {
    connect();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    for (int i = 0; i < 3; i++) {
      module.receive(UNRECOGNISABLE);
      module.pass(GAP);
    }
    assertEquals(START.plus(START).plus(START), module.written());
    assertEquals(
        List.of("Failed MEASUREMENT_FAILED the start command was answered D", "Status READY"),
        module.said());
  }

  @Test
  void waitsHalfASecondForABusyModuleAndNotForever() {
    connect();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.receive(BUSY);
    module.pass(Duration.ofMillis(499));
    assertEquals(START, module.written());
    module.pass(Duration.ofMillis(1));
    assertEquals(START.plus(START), module.written());
    for (int i = 0; i < 20; i++) {
      module.receive(BUSY);
      module.pass(Duration.ofMillis(500));
    }
    assertEquals(List.of("Failed BUSY_OR_BATTERY the module stays busy"), module.said());
    assertEquals(21 * START.length() + ABORT.length(), module.written().length());
    assertEquals(ABORT, tail(module.written(), ABORT.length()));
  }

  @Test
  void abortsAfterThreeMinutes() {
    measure();
    for (int i = 0; i < 45; i++) {
      module.receive(PRESSURE);
      module.pass(Duration.ofSeconds(4));
    }
    assertEquals("Failed SILENT no result within 180 s", module.said().getLast());
    module.pass(GAP);
    assertEquals(ABORT, tail(module.written(), ABORT.length()));
  }

  @Test
  void abortsAModuleThatFallsSilent() {
    measure();
    module.pass(Duration.ofMillis(4_999));
    assertEquals(List.of(), module.said());
    module.pass(GAP.multipliedBy(2));
    assertEquals(List.of("Failed SILENT the module fell silent while it measured"), module.said());
    assertEquals(ABORT, tail(module.written(), ABORT.length()));
    module.pass(Duration.ofMinutes(5));
    assertEquals(1, module.said().size());
  }

  @Test
  void stops() {
    measure();
    module.tell(new Stimulus.Asked(Request.STOP));
    module.pass(GAP);
    assertEquals(ABORT, module.written());
    module.receive(ABORTED);
    module.receive(FINISHED);
    module.pass(Duration.ofMinutes(5));
    assertEquals(ABORT, module.written());
    assertEquals(List.of("Status READY"), module.said());
  }

  @Test
  void isContentWithAnAbortWhoseEndGetsLost() {
    measure();
    module.tell(new Stimulus.Asked(Request.STOP));
    module.pass(GAP);
    module.receive(ABORTED);
    module.pass(Duration.ofMillis(4_999));
    assertEquals(List.of(), module.said());
    module.pass(Duration.ofMillis(1));
    assertEquals(List.of("Status READY"), module.said());
    assertEquals(ABORT, module.written());
  }

  /** Else that end would be taken for the next person's, and an old result be fetched. */
  @Test
  void startsNothingBeforeAnAbortHasEnded() {
    measure();
    module.tell(new Stimulus.Asked(Request.STOP));
    module.pass(GAP);
    module.receive(ABORTED);
    module.pass(SECOND.multipliedBy(3));
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    assertEquals(ABORT, module.written());
    module.receive(FINISHED);
    module.pass(GAP);
    assertEquals(ABORT.plus(START), module.written());
  }

  @Test
  void readsTheResultOfAnEmptyCuffWhoseEndGotLost() {
    measureOnce();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.receive(PRESSURE);
    module.receive(FINISHED.with(3, 0x72));
    module.forget();
    stayEmpty(Duration.ofSeconds(5));
    assertEquals(0, count(GET_RESULT));
    stayEmpty(Duration.ofMillis(200));
    module.pass(GAP);
    assertEquals(1, count(GET_RESULT));
    module.forget();
    module.receive(OTHER_RESULT);
    assertEquals(List.of(READING.replace("pulse=72", "pulse=73"), "Status READY"), module.said());
    assertNull(module.wakeAt());
  }

  /** The module has not finished, or shows what it found on another arm. */
  @Test
  void neverTakesTheResultBeforeForThatOfAnEmptyCuff() {
    measureOnce();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.receive(PRESSURE);
    module.forget();
    for (int i = 0; i < 3; i++) {
      stayEmpty(Duration.ofMillis(5_200));
      module.receive(RESULT);
    }
    assertEquals(3, count(GET_RESULT));
    assertEquals(List.of(), module.measured());
    stayEmpty(Duration.ofSeconds(5));
    module.pass(GAP);
    assertTrue(module.said().contains("Failed BAD_DATA the end of the measurement got lost"));
    assertEquals(ABORT, tail(module.written(), ABORT.length()));
  }

  @Test
  void goesOnWhereTheCuffIsInflatedAgain() {
    measureOnce();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.receive(PRESSURE);
    stayEmpty(Duration.ofMillis(5_400));
    module.receive(BUSY);
    module.receive(PRESSURE);
    stayEmpty(Duration.ofSeconds(4));
    module.forget();
    module.receive(FINISHED);
    module.pass(GAP);
    assertEquals(GET_RESULT, module.written());
    module.receive(OTHER_RESULT);
    assertEquals(1, module.measured().size());
  }

  /** Nobody knows whose result it is that the module has: it is not even asked for. */
  @Test
  void abortsAnEmptyCuffWhereNothingIsKnownOfTheResultBefore() {
    measure();
    module.receive(PRESSURE);
    stayEmpty(Duration.ofMillis(20_400));
    assertEquals(0, count(GET_RESULT));
    assertTrue(module.said().contains("Failed BAD_DATA the end of the measurement got lost"));
    assertEquals(ABORT, tail(module.written(), ABORT.length()));
  }

  /** The result that was never read would pass for that of the next person. */
  @Test
  void knowsNothingOfTheResultAfterAnAbort() {
    measureOnce();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.tell(new Stimulus.Asked(Request.STOP));
    module.pass(GAP);
    module.receive(ABORTED);
    module.receive(FINISHED);
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.receive(PRESSURE);
    module.forget();
    stayEmpty(Duration.ofMillis(20_400));
    assertEquals(0, count(GET_RESULT));
  }

  @Test
  void waitsForACuffThatIsNotYetInflated() {
    measureOnce();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(ACCEPTED);
    module.forget();
    stayEmpty(Duration.ofSeconds(60));
    assertEquals(0, count(GET_RESULT));
    assertEquals(List.of(), module.measured());
  }

  /** What was asked for meanwhile would inflate a cuff that may be full. */
  @Test
  void startsNothingAfterAnAbortThatIsDeclined() {
    measure();
    module.tell(new Stimulus.Asked(Request.STOP));
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.pass(GAP);
    module.receive(Bytes.hex("3E 04 45 79"));
    assertEquals(
        List.of("Failed MEASUREMENT_FAILED the abort command was answered E"), module.said());
    module.pass(SECOND);
    assertEquals(ABORT, module.written());
  }

  @Test
  void saysThatAResultNeverCame() {
    measure();
    module.receive(FINISHED);
    module.pass(GAP.plus(SECOND.multipliedBy(3)));
    assertEquals(GET_RESULT.plus(GET_RESULT).plus(GET_RESULT), module.written());
    assertEquals(List.of("Failed SILENT no answer to the result query"), module.said());
  }

  @Test
  void refusesEveryFlippedBit() {
    for (int bit = 0; bit < RESULT.length() * 8; bit++) {
      var conversation = new Conversation(new SunTech());
      conversation.receive(PRESSURE);
      conversation.pass(SECOND.multipliedBy(3));
      conversation.tell(new Stimulus.Asked(Request.MEASURE));
      conversation.receive(ACCEPTED.plus(FINISHED));
      conversation.receive(RESULT.with(bit / 8, RESULT.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(List.of(), conversation.measured(), "bit " + bit);
    }
  }

  @Test
  void findsWhatItFrames() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var data = new byte[1 + random.nextInt(0x40)];
      random.nextBytes(data);
      var unsummed = Bytes.of(0x3E, data.length + 3).plus(Bytes.copyOf(data));
      var packet = unsummed.plus(Bytes.of(-unsummed.sum() & 0xFF));
      assertEquals(
          new Framed.Frame(Bytes.copyOf(data), packet.length()),
          new SunTechFraming().front(packet.plus(PRESSURE)),
          "seed " + seed);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    module.tell(new Stimulus.Closed());
    assertNull(module.wakeAt());
  }

  private void connect() {
    module.receive(PRESSURE);
    module.pass(SECOND.multipliedBy(3));
    module.forget();
  }

  private void measure() {
    connect();
    module.tell(new Stimulus.Asked(Request.MEASURE));
    module.receive(ACCEPTED);
    module.forget();
  }

  private void measureOnce() {
    measure();
    module.receive(FINISHED);
    module.pass(GAP);
    module.receive(RESULT);
    module.forget();
  }

  /** The module is asked for the cuff's pressure as always, and there is none. */
  private void stayEmpty(Duration time) {
    for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(POLL)) {
      module.receive(EMPTY);
      module.pass(POLL);
    }
  }

  private long count(Bytes command) {
    var written = module.written();
    return IntStream.range(0, written.length())
        .filter(i -> written.drop(i).startsWith(command))
        .count();
  }

  private static Bytes tail(Bytes bytes, int length) {
    return bytes.drop(bytes.length() - length);
  }
}
