package org.healthhut.device.stature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class StatureTest {
  private static final Duration LINE = Duration.ofMillis(100);
  private static final String STREAMING =
      "Status MISCONFIGURED the machine sends weights before they are finished: "
          + "choose the streaming model";
  private static final Bytes LINK_TEST = Bytes.hex("A5 5A 03 03 3C 42");
  private static final Bytes WEIGH = Bytes.hex("A5 5A 03 03 36 3C");
  private static final Bytes MEASURE_HEIGHT = Bytes.hex("A5 5A 03 03 35 3B");
  private static final Bytes ANSWER = Bytes.hex("A5 5A 03 64 01 68");

  private final Conversation column = pushing(Stature.gtech());
  private final Conversation once = pushing(Stature.weightHeightOnce());
  private final Conversation stream = new Conversation(Stature.weightHeightStream());
  private final Conversation adam = new Conversation(Stature.adam());

  @Test
  void readsBackWhatWasWritten() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var kg = BigDecimal.valueOf(random.nextInt(2_000, 10_000), 2);
      var cm = BigDecimal.valueOf(random.nextInt(1_000, 2_201), 1);
      var index =
          kg.multiply(new BigDecimal("10000")).divide(cm.multiply(cm), 1, RoundingMode.HALF_UP);
      if (index.intValue() < 10) {
        continue; // nobody has this body mass index
      }
      var conversation = pushing(Stature.gtech());
      conversation.inPieces(record("%s,%s,F,100.0,%05.1f".formatted(cm, kg, index)), random);
      assertEquals(
          List.of(
              "Measured weight=%s kg height=%s cm bodyMassIndex=%s kg/m2".formatted(kg, cm, index)),
          conversation.said(),
          "seed " + seed);
    }
  }

  @Test
  void tellsAPersonOnceHoweverLongTheyStandThere() {
    for (int i = 0; i < 200; i++) {
      column.receive(record("171.5,70.20,M,104.1,023.9"));
      column.pass(Duration.ofSeconds(1));
    }
    assertEquals(1, column.measured().size());
    column.pass(Duration.ofSeconds(60));
    column.receive(record("171.5,70.20,M,104.1,023.9"));
    assertEquals(2, column.measured().size());
  }

  @Test
  void tellsTheNextPersonByTheirWeight() {
    column.receive(record("171.5,70.20,M,104.1,023.9"));
    column.receive(record("171.5,70.70,M,104.8,024.0"));
    assertEquals(1, column.measured().size());
    column.receive(record("171.5,70.71,M,104.8,024.0"));
    assertEquals(2, column.measured().size());
  }

  @Test
  void tellsTheNextPersonByTheirHeight() {
    column.receive(record("171.5,70.20,M,104.1,023.9"));
    column.receive(record("168.5,70.20,M,104.1,024.7"));
    assertEquals(1, column.measured().size());
    column.receive(record("168.4,70.20,M,104.1,024.8"));
    assertEquals(2, column.measured().size());
  }

  @Test
  void tellsTheNextPersonByAnEmptyPlate() {
    column.receive(record("171.5,70.20,M,104.1,023.9"));
    column.receive(record("000.0,00.00,M,000.0,000.0"));
    column.receive(record("171.5,70.30,M,104.2,023.9"));
    assertEquals(2, column.measured().size());
  }

  /** Two reports run into one: which weight is this person's? */
  @Test
  void takesNoWeightOfAReportWithTwo() {
    var printed = pushing(Stature.gtechReport());
    printed.receive("WEIGHT ---- 70.20 kg\r\nHEIGHT ---- 171.5 cm\r\n");
    printed.receive("WEIGHT ---- 70.80 kg\r\nB M I ---- 23.9\r\n\u001bT\u0000");
    assertEquals(List.of("Refused no one weight", "Failed BAD_DATA no one weight"), printed.said());
  }

  @Test
  void holdsALineUntilNoOtherOneFollows() {
    once.receive("W:058.4 H:162.5\r");
    once.pass(Duration.ofMillis(999));
    assertEquals(List.of("Status MEASURING"), once.said());
    once.pass(Duration.ofMillis(1));
    assertEquals(
        List.of("Status MEASURING", "Measured weight=58.4 kg height=162.5 cm"), once.hear());
    once.pass(Duration.ofSeconds(58));
    once.receive("W:058.6 H:162.0\r");
    once.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Refused duplicate"), once.hear());
    once.pass(Duration.ofSeconds(60));
    once.receive("W:058.6 H:000.0\r");
    once.pass(Duration.ofSeconds(2));
    assertEquals(List.of("Status MEASURING", "Measured weight=58.6 kg"), once.hear());
  }

  @Test
  void makesNoMeasurementOfAStream() {
    for (int i = 0; i < 100; i++) {
      once.receive("W:%05.1f H:162.5\r".formatted(Math.min(58.4, 3.0 * i)));
      once.pass(Duration.ofMillis(900));
    }
    assertEquals(List.of(), once.measured());
    assertEquals(1, once.said().stream().filter(STREAMING::equals).count());
  }

  @Test
  void weighsAStreamOnceItHasStoodForASecond() {
    lines(stream, "W:000.0 H:000.0\r", 3);
    lines(stream, "W:031.0 H:000.0\r", 5);
    lines(stream, "W:058.4 H:162.5\r", 12);
    assertEquals(List.of(), stream.measured());
    lines(stream, "W:058.4 H:162.5\r", 50);
    assertEquals(
        List.of("Measured weight=58.4 kg height=162.5 cm"),
        stream.said().stream().filter(said -> said.startsWith("Measured")).toList());
    stream.forget();
    lines(stream, "W:000.0 H:000.0\r", 11);
    assertEquals(List.of("Status READY"), stream.said());
  }

  @Test
  void measuresNoHeightOfAStreamOutsideTheRodsRange() {
    lines(stream, "W:000.0 H:000.0\r", 3);
    lines(stream, "W:058.4 H:079.9\r", 13);
    assertTrue(stream.said().contains("Failed IMPLAUSIBLE height is not between 80 and 220 cm"));
    assertEquals(List.of(), stream.measured());
  }

  @Test
  void asksAdamTwiceASecond() {
    assertEquals(Bytes.ascii("W\r"), adam.written());
    adam.pass(Duration.ofMillis(500));
    assertEquals(Bytes.ascii("W\rW\r"), adam.written());
  }

  @Test
  void weighsByAskingAdam() {
    answer("  00.00", 3);
    answer("  58.40", 11);
    assertEquals(List.of(), adam.measured());
    answer("  58.40", 1);
    assertEquals(1, adam.measured().size());
  }

  @Test
  void testsTheLinkOfABcmH10AndThenAsksForWeightAndHeightInTurn() {
    var module = new Conversation(new BcmH10());
    assertEquals(LINK_TEST, module.written());
    module.receive(ANSWER);
    module.pass(Duration.ofMillis(500));
    module.receive(ANSWER);
    module.pass(Duration.ofMillis(500));
    assertEquals(LINK_TEST.plus(WEIGH).plus(MEASURE_HEIGHT), module.written());
    assertEquals(
        List.of("Status READY", "Refused tare finished", "Refused tare finished"), module.said());
  }

  @Test
  void saysOnceThatABcmH10IsSilentAndKeepsTestingTheLink() {
    var module = new Conversation(new BcmH10());
    module.pass(Duration.ofMillis(1_499));
    assertEquals(List.of(), module.said());
    module.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT three requests unanswered"), module.said());
    module.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT three requests unanswered"), module.hear());
    module.receive(ANSWER);
    assertEquals(List.of("Status READY", "Refused tare finished"), module.said());
    module.tell(new Stimulus.Closed());
    module.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Status READY", "Refused tare finished"), module.said());
  }

  @Test
  void refusesEveryFlippedBitOfABcmH10Answer() {
    for (int bit = 0; bit < ANSWER.length() * 8; bit++) {
      var module = new Conversation(new BcmH10());
      module.receive(ANSWER.with(bit / 8, ANSWER.u8(bit / 8) ^ 1 << bit % 8));
      module.quiet();
      assertTrue(module.said().stream().noneMatch("Status READY"::equals), "bit " + bit);
    }
  }

  private void answer(String weight, int times) {
    for (int i = 0; i < times; i++) {
      adam.receive("\n " + weight + "kg\r\n000\r\u0003");
      adam.pass(Duration.ofMillis(500));
    }
  }

  private static void lines(Conversation conversation, String line, int times) {
    for (int i = 0; i < times; i++) {
      conversation.receive(line);
      conversation.pass(LINE);
    }
  }

  private static Bytes record(String fields) {
    return Bytes.of(0x02).plus(Bytes.ascii(fields)).plus(Bytes.of(0x03));
  }

  /** What a pushing machine says at opening is forgotten. */
  private static Conversation pushing(Driver driver) {
    var conversation = new Conversation(driver);
    assertEquals(List.of("Status READY"), conversation.hear());
    return conversation;
  }
}
