package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualDeviceTest {
  private static final VirtualModel CUFF = VirtualCatalogue.get("hbp-9030");
  private static final VirtualModel METER = VirtualCatalogue.get("sinocare-uart");
  private static final VirtualModel SCALE = VirtualCatalogue.get("and-scale");

  private static final Bytes SINO = Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46");
  private static final Bytes CARE = Bytes.hex("53 4E 08 00 04 01 43 41 52 45 28");

  @Test
  void aCuffCycleTakesHalfAMinuteAndSendsOneRecord() {
    var cuff = new Rehearsal(CUFF);
    cuff.tell(asked(Map.of(Metric.SYSTOLIC, "131", Metric.DIASTOLIC, "84", Metric.PULSE, "68")));
    double highest = 0;
    for (int i = 0; i < 100 && cuff.ending() == null; i++) {
      assertEquals(Panel.Mood.BUSY, cuff.panel().mood());
      highest = Math.max(highest, Double.parseDouble(cuff.panel().big()));
      cuff.pass(Duration.ofMillis(500));
    }
    assertEquals(161, highest, 4);
    assertEquals(Ending.MEASURED, cuff.ending());
    assertEquals(1, cuff.sent().size());
    double seconds = cuff.sent().getFirst().at().toMillis() / 1000.0;
    assertTrue(seconds > 25 && seconds < 45, seconds + " s");
    assertEquals("2025,03,08,12,00,                    ,0,131,084,068,0\r\n", cuff.sentText());
    assertEquals("131/84", cuff.panel().big());
  }

  @Test
  void aFailedMeasurementCarriesNoNumbers() {
    var cuff = new Rehearsal(CUFF);
    cuff.tell(new Happening.Paced(Pace.INSTANT));
    var values = decimals(Map.of("systolic", "131", "diastolic", "84", "pulse", "68"));
    cuff.tell(new Happening.Asked(Measurement.of(values).failing("2")));
    assertEquals(Ending.FAILED, cuff.ending());
    assertEquals("2025,03,08,12,00,                    ,2,   ,   ,   ,0\r\n", cuff.sentText());
  }

  @Test
  void aStoppedCuffSendsNothing() {
    var cuff = new Rehearsal(CUFF);
    cuff.tell(asked(Map.of(Metric.SYSTOLIC, "131", Metric.DIASTOLIC, "84", Metric.PULSE, "68")));
    cuff.pass(Duration.ofSeconds(5));
    cuff.tell(new Happening.Stopped());
    cuff.pass(Duration.ofMinutes(2));
    assertEquals(Ending.STOPPED, cuff.ending());
    assertEquals(List.of(), cuff.sent());
  }

  @Test
  void aDeviceClockIsAsWrongAsItIsSet() {
    var cuff = new Rehearsal(CUFF, Duration.ofDays(-1));
    cuff.tell(new Happening.Paced(Pace.INSTANT));
    cuff.tell(asked(Map.of(Metric.SYSTOLIC, "131", Metric.DIASTOLIC, "84", Metric.PULSE, "68")));
    assertTrue(cuff.sentText().startsWith("2025,03,07,12,00,"), cuff.sentText());
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void aMeterSaysWhatHappensToTheStripAndRepeatsTheResultOnce(Pace pace) {
    var meter = new Rehearsal(METER);
    meter.tell(new Happening.Paced(pace));
    meter.tell(new Happening.Heard(SINO));
    meter.tell(asked(Map.of(Metric.GLUCOSE, "7.9")));
    var over = meter.passUntilEnding();
    assertEquals(Ending.MEASURED, meter.ending());
    assertEquals(
        List.of(
            CARE.hex(),
            "53 4E 04 00 04 03 0B",
            "53 4E 04 00 04 0A 12",
            meter.sent().get(3).frame().hex(),
            meter.sent().get(3).frame().hex()),
        meter.sent().stream().map(each -> each.frame().hex()).toList());
    assertEquals(79, meter.sent().get(3).frame().u16be(12));
    assertEquals(Duration.ofSeconds(1), over.minus(meter.sent().get(3).at()));
    var countdown = meter.sent().get(3).at().minus(meter.sent().get(2).at());
    assertEquals(pace.of(Duration.ofSeconds(5)), countdown);
  }

  @Test
  void aMeterIsSilentUntilTheKioskHasSaidSino() {
    var meter = new Rehearsal(METER);
    meter.tell(asked(Map.of(Metric.GLUCOSE, "7.9")));
    meter.passUntilEnding();
    assertEquals(List.of(), meter.sent());

    meter.tell(new Happening.Heard(SINO));
    meter.tell(new Happening.Unplugged());
    meter.tell(new Happening.PluggedIn());
    meter.tell(asked(Map.of(Metric.GLUCOSE, "7.9")));
    meter.passUntilEnding();
    assertEquals(List.of(CARE), meter.sent().stream().map(Rehearsal.Sent::frame).toList());
  }

  @Test
  void aMeterHearsSinoHoweverTheBytesFall() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);
      var noise = new byte[random.nextInt(12)];
      random.nextBytes(noise);
      var rest = Bytes.copyOf(noise).plus(Bytes.of(0x00)).plus(SINO).plus(SINO);
      var meter = new Rehearsal(METER);
      while (!rest.isEmpty()) {
        int size = 1 + random.nextInt(Math.min(6, rest.length()));
        meter.tell(new Happening.Heard(rest.slice(0, size)));
        rest = rest.drop(size);
      }
      // Noise that looks like the start of a frame may eat the first; the kiosk asks again.
      var answers = meter.sent().stream().map(Rehearsal.Sent::frame).toList();
      assertTrue(answers.contains(CARE), "seed " + seed);
    }
  }

  @Test
  void aMeterAnswersNoSpoiledSino() {
    for (int at = 0; at < SINO.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        var meter = new Rehearsal(METER);
        meter.tell(new Happening.Heard(SINO.with(at, SINO.u8(at) ^ 1 << bit)));
        assertEquals(List.of(), meter.sent(), "byte " + at + " bit " + bit);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void aScaleSettlesStandsAndReturnsToZero(Pace pace) {
    var scale = new Rehearsal(SCALE);
    scale.tell(new Happening.Paced(pace));
    scale.pass(Duration.ofSeconds(1));
    scale.tell(asked(Map.of(Metric.WEIGHT, "65.4")));
    scale.passUntilEnding();
    assertEquals(Ending.MEASURED, scale.ending());
    var kinds = new ArrayList<String>();
    for (var line : scale.sentText().split("\r\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      assertTrue(line.matches("(ST|US),GS,\\+\\d{4}\\.\\dkg"), line);
      var kind = line.startsWith("US") ? "US" : line;
      if (kinds.isEmpty() || !kinds.getLast().equals(kind)) {
        kinds.add(kind);
      }
    }
    assertEquals(
        List.of("ST,GS,+0000.0kg", "US", "ST,GS,+0065.4kg", "US", "ST,GS,+0000.0kg"), kinds);
    long standing =
        scale.sent().stream()
            .filter(each -> each.frame().latin1().contains("ST,GS,+0065.4kg"))
            .count();
    assertTrue(standing >= 12, standing + " stable lines");
  }

  @Test
  void aScaleStreamsFiveToTenLinesASecond() {
    var scale = new Rehearsal(SCALE);
    scale.pass(Duration.ofSeconds(10));
    assertTrue(scale.sent().size() >= 50 && scale.sent().size() <= 101, "" + scale.sent().size());
  }

  @Test
  void tooMuchForTheScaleIsAnOverload() {
    var scale = new Rehearsal(SCALE);
    scale.tell(asked(Map.of(Metric.WEIGHT, "231.0")));
    scale.passUntilEnding();
    assertTrue(scale.sentText().contains("OL,GS,+------kg\r\n"));
    assertTrue(!scale.sentText().contains("+0231.0"));
  }

  @Test
  void refusesWhatItsWireHasNoRoomFor() {
    var tooMuch = Measurement.of(decimals(Map.of("weight", "1000.0")));
    assertThrows(IllegalArgumentException.class, () -> SCALE.checked(tooMuch));
    var tooFine = Measurement.of(decimals(Map.of("weight", "65.43")));
    assertThrows(IllegalArgumentException.class, () -> SCALE.checked(tooFine));
    var noDigit = Measurement.of(decimals(Map.of("weight", "65.4"))).failing("2");
    assertThrows(IllegalArgumentException.class, () -> SCALE.checked(noDigit));
  }

  @Test
  void nobodysDrawnValuesAreImpossible() {
    var random = new SplittableRandom(7);
    for (var persona : Persona.ALL) {
      for (int i = 0; i < 2000; i++) {
        var drawn = persona.draw(CUFF, random);
        int systolic = drawn.value(Metric.SYSTOLIC).intValueExact();
        int diastolic = drawn.value(Metric.DIASTOLIC).intValueExact();
        assertTrue(
            30 <= diastolic && diastolic < systolic && systolic <= 260,
            persona.id() + " seed 7, draw " + i);
        METER.checked(persona.draw(METER, random));
        SCALE.checked(persona.draw(SCALE, random));
      }
    }
  }

  @Test
  void nothingIsUnderWayOnANewDevice() {
    for (var model : VirtualCatalogue.models()) {
      var device = new Rehearsal(model);
      device.tell(new Happening.Stopped());
      device.pass(Duration.ofSeconds(5));
      assertNull(device.ending(), model.id());
      assertEquals(Panel.Mood.IDLE, device.panel().mood(), model.id());
    }
  }

  private static Happening asked(Map<Metric, String> values) {
    var decimals = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.forEach((metric, value) -> decimals.put(metric, new BigDecimal(value)));
    return new Happening.Asked(Measurement.of(decimals));
  }

  private static Map<Metric, BigDecimal> decimals(Map<String, String> values) {
    var decimals = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.forEach(
        (key, value) -> decimals.put(Metric.ofKey(key).orElseThrow(), new BigDecimal(value)));
    return decimals;
  }
}
