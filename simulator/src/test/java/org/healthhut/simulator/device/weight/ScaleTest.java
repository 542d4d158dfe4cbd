package org.healthhut.simulator.device.weight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScaleTest {
  private static final Measurement FOUND =
      Measurement.of(
          Map.of(
              Metric.WEIGHT, new BigDecimal("65.4"),
              Metric.HEIGHT, new BigDecimal("168.0"),
              Metric.BODY_MASS_INDEX, new BigDecimal("23.2"),
              Metric.BODY_FAT, new BigDecimal("24.1")));

  /** All with a {@link Plate}: not TaiDoc's, which keeps what it weighed. */
  static Stream<VirtualModel> scales() {
    return VirtualScales.ALL.stream()
        .filter(model -> !model.answersOnly() && !model.id().equals("taidoc-scale"));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void weighsAndIsEmptyAgain(VirtualModel model) {
    for (var pace : Pace.values()) {
      var scale = new Rehearsal(model);
      scale.tell(new Happening.Paced(pace));
      scale.tell(new Happening.Asked(FOUND));
      boolean settled = false;
      for (int i = 0; i < 1200 && scale.ending() == null; i++) {
        scale.pass(Duration.ofMillis(100));
        settled |= scale.panel().english().equals("Stable");
      }
      assertTrue(settled);
      assertEquals(Ending.MEASURED, scale.ending());
      assertEquals(Panel.Mood.IDLE, scale.panel().mood());
    }
  }

  @ParameterizedTest
  @MethodSource("scales")
  void endsWithEachOfItsErrors(VirtualModel model) {
    for (var error : model.errors()) {
      var scale = new Rehearsal(model);
      scale.tell(new Happening.Asked(FOUND.failing(error.code())));
      scale.passUntilEnding();
      assertEquals(Ending.FAILED, scale.ending(), error.code());
      assertEquals(Panel.Mood.IDLE, scale.panel().mood());
    }
  }

  @ParameterizedTest
  @MethodSource("scales")
  void whoStepsOffEarlyIsNotTold(VirtualModel model) {
    var scale = new Rehearsal(model);
    scale.tell(new Happening.Asked(FOUND));
    scale.pass(Duration.ofSeconds(1));
    scale.tell(new Happening.Stopped());
    scale.passUntilEnding();
    assertEquals(Ending.STOPPED, scale.ending());
    assertFalse(scale.sentText().contains("65.4"), scale.sentText());
  }

  /** Requests, at an empty scale unless somebody of 65.4 kg stands still on it, and the answers. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "and-scale-poll, false, Q~, |ST,+00000.00 kg~|",
        "and-scale-poll, true, Q~, |ST,+00065.40 kg~|",
        "and-scale-poll, true, SI~, |ST,+00065.40 kg~|",
        "and-scale-poll, true, S~, |ST,+00065.40 kg~|",
        "and-scale-poll, true, T~Q~, |ST,+00000.00 kg~|",
        "and-scale-poll, true, Z~, |EC,E02~|",
        "and-scale-poll, false, R~, ||",
        "and-scale-poll, false, X~, ?E~",
        "st-gs-poll, true, RW, |ST,GS,+   65.40  kg~|",
        "st-gs-poll, true, #RW, |ST,GS,+   65.40  kg~|",
        "st-gs-poll, true, MTRN, |ST,NT,+    0.00  kg~|",
        "st-gs-poll, true, MTRG, |ST,GS,+   65.40  kg~|",
        "st-gs-poll, true, MTRT, |ST,TR,+   65.40  kg~|",
        "st-gs-poll, true, MTCTRW, |ST,GS,+   65.40  kg~|",
        "xk3190-poll, false, <02>AA00<03>, <02>AA00<03>",
        "xk3190-poll, true, <02>AB03<03>, <02>AB+00654021D<03>",
        "xk3190-poll, false, <02>AC02<03>, <02>AC+00000021B<03>",
        "xk3190-poll, false, <02>BA03<03>, ||",
        "mt-sics, true, S~, S S      65.40 kg~",
        "mt-sics, true, SI~, S S      65.40 kg~",
        "mt-sics, true, T~, T S      65.40 kg~",
        "mt-sics, false, Z~, Z A~",
        "mt-sics, true, Z~, Z +~",
        "mt-sics, false, Q~, ES~",
        "toledo-8217, false, W, <02>00.000<0D>",
        "toledo-8217, true, W, <02>65.400<0D>",
        "toledo-8217, true, TW, <02>?@<0D><02>00.000<0D>",
        "adam-mdw, true, W<0D>, |<0A>    65.4kg~000<0D><03>|",
        "adam-mdw, true, S<0D>, |<0A>    65.4kg~000<0D><03>|",
        "adam-mdw, true, T<0D>, |<0A>     0.0kg~000<0D><03>|",
        "adam-mdw, true, U<0D>, |<0A>   144.2lb~000<0D><03>|",
        "adam-mdw, true, X<0D>, ||",
        "tanita, false, U0~, U0~",
        "tanita, false, D3162.5~, D3162.5~",
        "tanita, false, D13~, !~",
        "tanita-bc-418, false, D300162~, D300162~",
      })
  void answersHoweverTheBytesFall(String id, boolean loaded, String request, String answer) {
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      var scale = new Rehearsal(VirtualCatalogue.get(id));
      if (loaded) {
        scale.tell(new Happening.Asked(FOUND));
        scale.pass(Duration.ofMillis(4100));
      }
      scale.sent().clear();
      var rest = Bytes.of(0x00, 0x99).plus(Bytes.ascii(written(request)));
      while (!rest.isEmpty()) {
        int size = 1 + random.nextInt(Math.min(4, rest.length()));
        scale.tell(new Happening.Heard(rest.slice(0, size)));
        rest = rest.drop(size);
      }
      assertEquals(written(answer), scale.sentText(), "seed " + seed);
    }
  }

  /** {@code ~} is the end of a line, {@code <02>} a byte. */
  private static String written(String text) {
    var plain = text == null ? "" : text.replace("|", "").replace("~", "\r\n");
    for (var code : List.of("02", "03", "0A", "0D")) {
      plain = plain.replace("<" + code + ">", Bytes.hex(code).latin1());
    }
    return plain;
  }

  @ParameterizedTest
  @CsvSource({
    "xk3190-poll, 02 41 42 30 33 03",
    "bcm-h10, A5 5A 03 03 3C 42",
  })
  void answersNoSpoiledRequest(String id, String request) {
    var right = Bytes.hex(request);
    for (int at = 0; at < right.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        var scale = new Rehearsal(VirtualCatalogue.get(id));
        scale.tell(new Happening.Heard(right.with(at, right.u8(at) ^ 1 << bit)));
        assertEquals(List.of(), scale.sent(), "byte " + at + " bit " + bit);
      }
    }
  }

  @Test
  void repeatsUntilAnotherCommand() {
    var scale = new Rehearsal(VirtualCatalogue.get("mt-sics"));
    scale.tell(heard("SIR\r\n"));
    scale.pass(Duration.ofSeconds(1));
    assertTrue(scale.sent().size() >= 8);
    scale.tell(heard("SI\r\n"));
    scale.sent().clear();
    scale.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), scale.sent());
  }

  @Test
  void aStreamOfAnIndicatorEndsWithAPercentSign() {
    var scale = new Rehearsal(VirtualCatalogue.get("st-gs-poll"));
    scale.tell(heard("%RW\r\n"));
    scale.pass(Duration.ofSeconds(1));
    assertTrue(scale.sent().size() >= 8);
    scale.tell(heard("%\r\n"));
    scale.sent().clear();
    scale.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), scale.sent());
  }

  @Test
  void waitsForStabilityAndSaysWhenItDoesNotCome() {
    var scale = new Rehearsal(VirtualCatalogue.get("mt-sics"));
    scale.tell(new Happening.Asked(FOUND));
    scale.pass(Duration.ofMillis(500));
    scale.tell(heard("S\r\n"));
    assertEquals("", scale.sentText());
    scale.pass(Duration.ofSeconds(4));
    assertEquals("S S      65.40 kg\r\n", scale.sentText());

    var restless = new Rehearsal(VirtualCatalogue.get("mt-sics"));
    restless.tell(new Happening.Asked(FOUND.failing(VirtualScales.RESTLESS)));
    restless.pass(Duration.ofMillis(500));
    restless.tell(heard("S\r\n"));
    restless.pass(Duration.ofSeconds(9));
    assertEquals("S I\r\n", restless.sentText());
  }

  @Test
  void zeroingEndsWhatIsBelowZero() {
    var scale = new Rehearsal(VirtualCatalogue.get("mt-sics"));
    scale.tell(new Happening.Asked(FOUND.failing("below zero")));
    scale.pass(Duration.ofSeconds(1));
    scale.tell(heard("SI\r\n"));
    scale.tell(heard("Z\r\n"));
    scale.tell(heard("SI\r\n"));
    assertEquals("S S      -1.20 kg\r\nZ A\r\nS S       0.00 kg\r\n", scale.sentText());
    scale.pass(Duration.ofSeconds(3));
    assertEquals(Ending.FAILED, scale.ending());
  }

  @Test
  void anAnalyserLedByAComputerWaitsForItsStart() {
    var scale = new Rehearsal(VirtualCatalogue.get("tanita"));
    scale.tell(heard("U0\r\nD12\r\nD3170.0\r\n"));
    scale.tell(new Happening.Asked(FOUND));
    scale.pass(Duration.ofMinutes(5));
    assertNull(scale.ending());
    scale.sent().clear();
    scale.tell(heard("G1\r\n"));
    scale.passUntilEnding();
    assertTrue(scale.sentText().startsWith("G1\r\n{0,16,"), scale.sentText());
    assertTrue(scale.sentText().contains("GE,2,") && scale.sentText().contains("Hm,170.0,"));
  }

  @Test
  void aColumnHasRoomForFiveCharactersOfWeight() {
    var light =
        HeightColumn.record(new BigDecimal("99.9"), BigDecimal.TEN, "M", BigDecimal.TEN).frame();
    var heavy =
        HeightColumn.record(new BigDecimal("104.2"), BigDecimal.TEN, "M", BigDecimal.TEN).frame();
    assertTrue(light.latin1().contains(",99.90,"));
    assertTrue(heavy.latin1().contains(",104.2,"));
  }

  private static Happening heard(String text) {
    return new Happening.Heard(Bytes.ascii(text));
  }
}
