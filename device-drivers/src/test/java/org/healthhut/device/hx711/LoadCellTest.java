package org.healthhut.device.hx711;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class LoadCellTest {
  private static final int EMPTY = 84213;
  private static final int PER_KG = 74200;
  private static final LoadCellCalibration CALIBRATION = calibration("74200.0");

  private final Conversation conversation = new Conversation(new LoadCell());

  /** hx711.md, Code to number, worked examples. */
  @Test
  void readsTheWorkedExamples() {
    assertEquals(new Hx711Code.Counts(84213), Hx711Code.of(0x0148F5));
    assertEquals(new Hx711Code.Counts(1568229), Hx711Code.of(0x17EDE5));
    assertEquals(new Hx711Code.Counts(-3168), Hx711Code.of(0xFFF3A0));
    assertEquals(new Hx711Code.Counts(4936893), Hx711Code.of(0x4B54BD));
    assertInstanceOf(Hx711Code.Above.class, Hx711Code.of(0x7FFFFF));
    assertInstanceOf(Hx711Code.Below.class, Hx711Code.of(0x800000));
    assertInstanceOf(Hx711Code.AllOnes.class, Hx711Code.of(0xFFFFFF));
    assertInstanceOf(Hx711Code.AllZeros.class, Hx711Code.of(0));
  }

  @Test
  void everyCodeIsOneNumberOrNone() {
    for (int counts = -0x7FFFFF; counts < 0x7FFFFF; counts++) {
      var code = Hx711Code.of(counts & 0xFFFFFF);
      if (counts != 0 && counts != -1) {
        assertEquals(new Hx711Code.Counts(counts), code);
      }
    }
  }

  @Test
  void aCalibrationIsWrittenAndReadTheSame() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new SplittableRandom(seed);
      var calibration =
          new LoadCellCalibration(
              random.nextInt(-8_388_606, 8_388_607),
              BigDecimal.valueOf(
                  random.nextLong(5_000_000, 10_000_000_000L) * (random.nextBoolean() ? 1 : -1), 4),
              LocalDate.ofEpochDay(random.nextInt(0, 30_000)),
              BigDecimal.valueOf(random.nextInt(-200, 601), 1));
      assertEquals(
          Optional.of(calibration),
          LoadCellCalibration.parse(calibration.toString()),
          "seed " + seed);
    }
    assertEquals(
        Optional.empty(),
        LoadCellCalibration.parse("offset 1, 74200.0 counts/kg, 2025-02-30, 21.5 C"));
  }

  @Test
  void aCalibrationThatCannotBeIsRefused() {
    for (var factor : List.of("0", "499", "-499", "1000001", "1000.00001")) {
      assertThrows(IllegalArgumentException.class, () -> calibration(factor), factor);
    }
    var good = new BigDecimal("74200");
    var day = LocalDate.of(2025, 3, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new LoadCellCalibration(0x7FFFFF, good, day, BigDecimal.TEN));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LoadCellCalibration(0, good, day, new BigDecimal("61")));
  }

  @Test
  void weighsOncePerStepOnAndAgainAfterSteppingOff() {
    begin();
    samples(40, 0);
    conversation.forget();
    samples(40, 65_400);
    assertEquals(1, conversation.measured().size());
    samples(40, 70_000);
    assertEquals(1, conversation.measured().size());
    samples(40, 0);
    samples(40, 58_000);
    assertEquals(2, conversation.measured().size());
    assertEquals(
        "58.00", conversation.measured().getLast().values().values().iterator().next().number());
  }

  @Test
  void asksWhoeverDoesNotStandStillTo() {
    begin();
    samples(20, 0);
    conversation.forget();
    for (int i = 0; i < 60; i++) {
      samples(3, 65_000);
      samples(3, 66_000);
    }
    assertEquals(List.of(), conversation.measured());
    assertEquals(1, conversation.said().stream().filter("Status STAND_STILL"::equals).count());
  }

  @Test
  void makesNoWeightOfSomebodyLeavingWhileItIsAveraged() {
    // From twelve samples on they have stood still for a second: what is told then is right.
    for (int standing = 1; standing < 12; standing++) {
      var leaving = new Conversation(new LoadCell());
      leaving.receive(LoadCellSample.calibration(CALIBRATION));
      samples(leaving, 20, 0);
      samples(leaving, standing, 65_400);
      samples(leaving, 30, 0);
      assertEquals(List.of(), leaving.measured(), standing + " samples");
    }
  }

  @Test
  void followsADriftingZero() {
    begin();
    // 0.4 kg too much when empty, as on a cold morning: gone after five steady seconds.
    samples(80, 400);
    samples(40, 65_800);
    assertEquals(
        "65.40", conversation.measured().getFirst().values().values().iterator().next().number());
  }

  @Test
  void doesNotFollowAZeroThatMovedTooSoon() {
    begin();
    samples(50, 400);
    samples(40, 65_800);
    assertEquals(
        "65.80", conversation.measured().getFirst().values().values().iterator().next().number());
  }

  @Test
  void doesNotFollowWhatIsPutOnThePlateBitByBit() {
    begin();
    for (int grams = 0; grams <= 8_000; grams += 400) {
      samples(80, grams);
    }
    conversation.forget();
    samples(40, 8_000 + 60_000);
    // At most the drift this project allows, and what a scale takes for empty, is lost.
    for (var measured : conversation.measured()) {
      var kg = measured.values().values().iterator().next().value();
      assertEquals(1, kg.compareTo(new BigDecimal("65.0")), kg.toString());
    }
  }

  @Test
  void weighsABridgeWiredTheOtherWayRound() {
    conversation.receive(LoadCellSample.calibration(calibration("-74200.0")));
    samples(-1, 20, 0);
    samples(-1, 40, 65_400);
    assertEquals(
        "65.40", conversation.measured().getFirst().values().values().iterator().next().number());
    conversation.forget();
    samples(20, 0);
    conversation.forget();
    conversation.receive(LoadCellSample.conversion(0x800000));
    assertEquals(List.of("Failed OVERLOAD", "Status STEP_OFF"), conversation.said());
  }

  @Test
  void saysNothingOfSilenceWhileTheConverterIsKnownToBeBroken() {
    begin();
    samples(20, 0);
    conversation.forget();
    for (int i = 0; i < 100; i++) {
      conversation.receive(LoadCellSample.LATE.bytes());
      conversation.pass(Duration.ofMillis(250));
    }
    assertEquals(
        List.of("Failed SENSOR no conversion for 250 ms: check its power and both wires"),
        conversation.said());
  }

  @Test
  void saysThatNothingComesAtAll() {
    begin();
    conversation.pass(Duration.ofSeconds(3));
    assertEquals(List.of("Failed SILENT no line understood for 2 s"), conversation.said());
  }

  private void begin() {
    conversation.receive(LoadCellSample.calibration(CALIBRATION));
    conversation.forget();
  }

  private void samples(int count, int grams) {
    samples(conversation, count, grams);
  }

  private static void samples(Conversation with, int count, int grams) {
    samples(with, 1, count, grams);
  }

  private void samples(int sign, int count, int grams) {
    samples(conversation, sign, count, grams);
  }

  private static void samples(Conversation with, int sign, int count, int grams) {
    int counts = EMPTY + sign * Math.toIntExact((long) grams * PER_KG / 1000);
    for (int i = 0; i < count; i++) {
      with.receive(LoadCellSample.conversion(counts & 0xFFFFFF));
      with.pass(Duration.ofMillis(100));
    }
  }

  private static LoadCellCalibration calibration(String countsPerKg) {
    return new LoadCellCalibration(
        EMPTY, new BigDecimal(countsPerKg), LocalDate.of(2025, 3, 1), new BigDecimal("21.5"));
  }
}
