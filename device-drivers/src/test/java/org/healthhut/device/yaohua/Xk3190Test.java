package org.healthhut.device.yaohua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Xk3190Test {
  private static final Duration FRAME = Duration.ofMillis(100);
  private static final Bytes ZERO = Bytes.hex("02 2B 30 30 30 30 30 30 31 31 41 03");
  private static final Bytes LOAD = Bytes.hex("02 2B 30 30 36 35 34 30 32 31 45 03");
  private static final Bytes NEXT = StxFraming.frame(Bytes.ascii("+0065412"));
  private static final Bytes OTHER = StxFraming.frame(Bytes.ascii("+0065422"));
  private static final Bytes REQUEST = Bytes.hex("02 41 42 30 33 03");

  private final Conversation scale = new Conversation(Xk3190.format0());

  record Format(Supplier<Driver> driver, Bytes zero, Bytes load, String reading) {}

  static Stream<Format> formats() {
    return Stream.of(
        new Format(Xk3190::format0, ZERO, LOAD, "65.40"),
        new Format(Xk3190::format1, Bytes.ascii("=00.00000"), Bytes.ascii("=04.56000"), "65.40"),
        new Format(Xk3190::format2, Bytes.ascii("=00000.00"), Bytes.ascii("=00065.40"), "65.40"),
        new Format(
            Xk3190::a12, Bytes.ascii("ww000.000kg\r\n"), Bytes.ascii("ww065.400kg\r\n"), "65.400"),
        new Format(
            Xk3190::commandMode,
            StxFraming.frame(Bytes.ascii("AB+0000002")),
            Bytes.hex("02 41 42 2B 30 30 36 35 34 30 32 31 44 03"),
            "65.40"),
        new Format(
            () -> Xk3190.keli(1),
            StxFraming.frame(Bytes.ascii("+0000000")),
            Bytes.hex("02 2B 30 30 30 30 36 35 34 31 43 03"),
            "65.4"));
  }

  /** The tenth frame after a second, and two more that are equal to it. */
  @ParameterizedTest
  @MethodSource("formats")
  void weighsOnceTheWeightHasStoodForASecond(Format format) {
    var indicator = new Conversation(format.driver().get());
    stream(indicator, format.zero(), 3);
    indicator.forget();
    stream(indicator, format.load(), 12);
    assertEquals(List.of(), indicator.measured());
    stream(indicator, format.load(), 50);
    assertEquals(
        List.of("Measured weight=" + format.reading() + " kg", "Status STEP_OFF"),
        indicator.said().stream()
            .filter(said -> !said.startsWith("Progress") && !said.equals("Status MEASURING"))
            .toList());
    indicator.forget();
    stream(indicator, format.zero(), 11);
    assertEquals(List.of("Status READY"), indicator.said());
    stream(indicator, format.load(), 13);
    assertEquals(1, indicator.measured().size());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void weighsNobodyFromLinesThatNoiseFallsBetween(Format format) {
    var indicator = new Conversation(format.driver().get());
    stream(indicator, format.zero(), 3);
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      stream(indicator, format.load(), 9);
      int at = 2 + random.nextInt(5);
      indicator.receive(format.load().with(at, 'x'));
      indicator.quiet();
      indicator.pass(FRAME);
    }
    assertEquals(List.of(), indicator.measured());
  }

  @Test
  void takesFastFramesForNoWeightBeforeASecondHasPassed() {
    stream(scale, ZERO, 3);
    for (int i = 0; i < 20; i++) {
      scale.receive(LOAD);
      scale.pass(Duration.ofMillis(50));
    }
    assertEquals(List.of(), scale.measured());
    for (int i = 0; i < 3; i++) {
      scale.receive(LOAD);
      scale.pass(Duration.ofMillis(50));
    }
    assertEquals(1, scale.measured().size());
  }

  @Test
  void takesOneDivisionOfSwayForSettledAndTwoForMoving() {
    stream(scale, ZERO, 3);
    for (int i = 0; i < 20; i++) {
      stream(scale, LOAD, 1);
      stream(scale, OTHER, 1);
    }
    stream(scale, LOAD, 2);
    assertEquals(List.of(), scale.measured());
    for (int i = 0; i < 10; i++) {
      stream(scale, LOAD, 1);
      stream(scale, NEXT, 1);
    }
    assertEquals(List.of(), scale.measured());
    stream(scale, NEXT, 2);
    assertEquals(1, scale.measured().size());
  }

  /** Nothing in a frame says that the last digit moves by 2 or 5; stepping on shows it. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void takesOneWiderDivisionOfSwayForSettledAndTwoForMoving(int step) {
    stream(scale, ZERO, 3);
    for (int i = 1; i <= 8; i++) {
      stream(scale, weighing(5500 + i * 130 / step * step), 1);
    }
    for (int i = 0; i < 20; i++) {
      stream(scale, weighing(6540), 1);
      stream(scale, weighing(6540 + 2 * step), 1);
    }
    assertEquals(List.of(), scale.measured());
    for (int i = 0; i < 10; i++) {
      stream(scale, weighing(6540), 1);
      stream(scale, weighing(6540 + step), 1);
    }
    stream(scale, weighing(6540 + step), 2);
    assertEquals(1, scale.measured().size());
  }

  /** As long as little has been seen of a scale, its division is the smallest it can be. */
  @Test
  void takesNoWiderDivisionForGranted() {
    stream(scale, ZERO, 3);
    for (int i = 0; i < 20; i++) {
      stream(scale, weighing(6540), 1);
      stream(scale, weighing(6545), 1);
    }
    stream(scale, weighing(6545), 2);
    assertEquals(List.of(), scale.measured());
  }

  /** A digit that was lost makes the division too small for some weights, and not for ever. */
  @Test
  void forgetsAWeightThatDoesNotFitTheDivision() {
    stream(scale, ZERO, 3);
    stream(scale, weighing(6541), 1);
    for (int i = 1; i <= 16; i++) {
      stream(scale, weighing(5500 + i * 50), 1);
    }
    for (int i = 0; i < 10; i++) {
      stream(scale, weighing(6540), 1);
      stream(scale, weighing(6545), 1);
    }
    stream(scale, weighing(6545), 2);
    assertEquals(1, scale.measured().size());
  }

  private static Bytes weighing(int hundredths) {
    return StxFraming.frame(Bytes.ascii("+%06d2".formatted(hundredths)));
  }

  static Stream<Arguments> overloads() {
    return Stream.of(
        Arguments.of((Supplier<Driver>) Xk3190::format0, ZERO, framed("+  OL  2")),
        Arguments.of((Supplier<Driver>) Xk3190::format0, ZERO, framed("+      2")),
        Arguments.of((Supplier<Driver>) Xk3190::format1, ascii("=00.00000"), ascii("=OVERLOAD")),
        Arguments.of((Supplier<Driver>) Xk3190::format2, ascii("=00000.00"), ascii("=        ")),
        Arguments.of(
            (Supplier<Driver>) Xk3190::a12, ascii("ww000.000kg\r\n"), ascii("ww  OL   kg\r\n")),
        Arguments.of(
            (Supplier<Driver>) Xk3190::commandMode, framed("AB+0000002"), framed("AB+OVERLO2")),
        Arguments.of(
            (Supplier<Driver>) () -> Xk3190.keli(1), framed("+0000000"), framed("+  OL   ")));
  }

  private static Bytes framed(String body) {
    return StxFraming.frame(Bytes.ascii(body));
  }

  private static Bytes ascii(String text) {
    return Bytes.ascii(text);
  }

  @ParameterizedTest
  @MethodSource("overloads")
  void tellsAnOverloadWhereLettersOrBlanksStayForDigits(
      Supplier<Driver> driver, Bytes zero, Bytes overload) {
    var indicator = new Conversation(driver.get());
    stream(indicator, zero, 3);
    indicator.forget();
    stream(indicator, overload, 2);
    assertEquals(List.of("Refused no digits", "Refused no digits"), indicator.said());
    stream(indicator, overload, 50);
    assertEquals(
        List.of("Failed OVERLOAD letters or blanks in place of the weight", "Status STEP_OFF"),
        indicator.said().stream().filter(said -> !said.equals("Refused no digits")).toList());
    indicator.forget();
    stream(indicator, zero, 11);
    assertEquals(List.of("Status READY"), indicator.said());
  }

  @Test
  void makesNoWeightOfAFlippedBit() {
    for (int bit = 0; bit < LOAD.length() * 8; bit++) {
      var conversation = new Conversation(Xk3190.format0());
      stream(conversation, ZERO, 3);
      conversation.forget();
      conversation.receive(LOAD.with(bit / 8, LOAD.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      for (var said : conversation.said()) {
        // A checksum digit may change its case; the weight stays what it was.
        assertFalse(
            said.startsWith("Progress") && !said.equals("Progress weight=65.40 kg"), "bit " + bit);
      }
    }
  }

  @Test
  void saysThatZeroIsOffOnceItHasSettledThere() {
    var below = StxFraming.frame(Bytes.ascii("-0000602"));
    stream(scale, ZERO, 3);
    scale.forget();
    stream(scale, below, 10);
    assertEquals(List.of(), scale.said());
    stream(scale, below, 10);
    assertEquals(List.of("Failed NOT_ZERO the empty scale shows less than -0.5 kg"), scale.said());
  }

  @Test
  void asksToStandStillWhereTheWeightNeverSettles() {
    stream(scale, ZERO, 3);
    for (int i = 0; i < 55; i++) {
      stream(scale, LOAD, 1);
      stream(scale, OTHER, 1);
    }
    assertEquals(List.of(), scale.measured());
    assertEquals(1, scale.said().stream().filter("Status STAND_STILL"::equals).count());
  }

  /** Price-computing models append fields, which do not start the settling again. */
  @Test
  void weighsWhatHasPriceFieldsBehindIt() {
    var pricing = new Conversation(Xk3190.format2());
    stream(pricing, Bytes.ascii("=00000.00;000.00;0000.00"), 4);
    stream(pricing, Bytes.ascii("=00065.40;012.50;0817.50"), 14);
    assertEquals(1, pricing.measured().size());
    assertEquals(List.of(), pricing.said().stream().filter(s -> s.startsWith("Ref")).toList());
  }

  @Test
  void asksFiveTimesASecondInCommandMode() {
    var polled = new Conversation(Xk3190.commandMode());
    assertEquals(REQUEST, polled.written());
    polled.pass(Duration.ofMillis(199));
    assertEquals(REQUEST, polled.written());
    polled.pass(Duration.ofMillis(1));
    assertEquals(REQUEST.plus(REQUEST), polled.written());
    polled.forget();
    polled.pass(Duration.ofSeconds(10));
    assertEquals(REQUEST.length() * 50, polled.written().length());
    assertEquals(List.of("Failed SILENT no line understood for 2 s"), polled.said());
    polled.tell(new Stimulus.Closed());
    assertNull(polled.wakeAt());
  }

  @Test
  void knowsNoOtherResolution() {
    assertThrows(IllegalArgumentException.class, () -> Xk3190.keli(3));
    assertThrows(IllegalArgumentException.class, () -> Xk3190.keli(-1));
  }

  private static void stream(Conversation indicator, Bytes frame, int times) {
    for (int i = 0; i < times; i++) {
      indicator.receive(frame);
      indicator.pass(FRAME);
    }
  }
}
