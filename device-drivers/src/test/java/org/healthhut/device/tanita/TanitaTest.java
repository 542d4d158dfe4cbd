package org.healthhut.device.tanita;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.vector.Conversation;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;

final class TanitaTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String WB_3000 =
      "{0,16,~0,1,~1,1,~2,1,MO,\"WB-3000\",Hm,171.0,Pt,0.0,Wk,80.3,MI,27.5,";
  private static final Quantity ABSENT = Quantity.of(-1, Unit.KG);
  private static final String CANARY = "7350912468";

  private final Conversation scale = new Conversation(Tanita.tagged(CHINA));

  @Test
  void isReadyAtOnceAndAsksForNothing() {
    assertEquals(List.of("Status READY"), scale.said());
    assertEquals(Bytes.EMPTY, scale.written());
    assertNull(scale.wakeAt());
  }

  /** The example of the note: 66 bytes add up to F1E. */
  @Test
  void sumsAsTheNoteDoes() {
    assertEquals(66, WB_3000.length());
    assertEquals(0xF1E, Bytes.ascii(WB_3000).sum());
  }

  @Test
  void readsBackWhatWasWritten() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var kg = tenths(random, 200, 2000);
      var cm = tenths(random, 1200, 2200);
      var index =
          kg.multiply(new BigDecimal("10000")).divide(cm.multiply(cm), 1, RoundingMode.HALF_UP);
      var fat = tenths(random, 30, 600);
      var line = "{0,16,~1,1,~2,1,Hm,%s,Wk,%s,FW,%s,MI,%s,".formatted(cm, kg, fat, index);
      var conversation = new Conversation(Tanita.tagged(CHINA));
      conversation.inPieces(summed(line), random);
      var expected =
          Metric.BODY_MASS_INDEX.plausible(
              new Quantity(Comparator.EXACTLY, index, Metric.BODY_MASS_INDEX.unit()));
      assertEquals(expected ? 1 : 0, conversation.measured().size(), "seed " + seed);
      for (var measured : conversation.measured()) {
        assertEquals(kg, value(measured, Metric.WEIGHT), "seed " + seed);
        assertEquals(cm, value(measured, Metric.HEIGHT), "seed " + seed);
        assertEquals(fat, value(measured, Metric.BODY_FAT), "seed " + seed);
        assertEquals(index, value(measured, Metric.BODY_MASS_INDEX), "seed " + seed);
      }
    }
  }

  @Test
  void refusesEveryFlippedBit() {
    var line = summed(WB_3000);
    for (int bit = 0; bit < line.length() * 8; bit++) {
      var conversation = new Conversation(Tanita.tagged(CHINA));
      conversation.receive(line.with(bit / 8, line.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      boolean caseOfChecksum = bit / 8 == line.length() - 3 && bit % 8 == 5;
      assertEquals(caseOfChecksum ? 1 : 0, conversation.measured().size(), "bit " + bit);
    }
  }

  @Test
  void takesTheSameLineForTheSamePersonForAMinute() {
    scale.receive(summed(WB_3000));
    scale.pass(Duration.ofSeconds(59));
    scale.receive(summed(WB_3000));
    scale.pass(Duration.ofSeconds(59));
    scale.receive(summed(WB_3000));
    assertEquals(1, scale.measured().size());
    scale.pass(Duration.ofSeconds(60));
    scale.receive(summed(WB_3000));
    assertEquals(2, scale.measured().size());
  }

  @Test
  void takesTheSameTimeForTheSamePersonForEver() {
    var timed = summed(WB_3000 + "Da,\"08/03/2025\",TI,\"09:41\",");
    scale.receive(timed);
    scale.pass(Duration.ofHours(1));
    scale.receive(summed(WB_3000));
    scale.pass(Duration.ofHours(1));
    scale.receive(timed);
    assertEquals(2, scale.measured().size());
  }

  /** No second measurement has the same impedance to the tenth of an ohm: it is the print key. */
  @Test
  void takesTheSameImpedanceForTheSamePersonForEver() {
    var composed = summed(WB_3000 + "ZF,512.6,");
    scale.receive(composed);
    scale.receive(summed(WB_3000));
    scale.pass(Duration.ofMinutes(5));
    scale.receive(composed);
    assertEquals(2, scale.measured().size());
  }

  @Test
  void saysWhoTheScaleIsAndItsUnitsOnce() {
    scale.forget();
    scale.receive(summed(WB_3000));
    scale.receive(summed(WB_3000.replace("80.3", "80.4")));
    assertEquals(
        List.of("Identified WB-3000", "Setting weight unit=kg", "Setting height unit=cm"),
        scale.said().stream().filter(said -> !said.startsWith("Measured")).toList());
    assertEquals(2, scale.measured().size());
  }

  @Test
  void givesTheSerialNumberWithTheMeasurement() {
    scale.receive(summed(WB_3000 + "SN,\"00001234\","));
    assertEquals("00001234", scale.measured().getFirst().serial());
  }

  @Test
  void saysThatTheUnitIsRightAgain() {
    scale.receive(summed(WB_3000));
    scale.receive(summed(WB_3000.replace("~1,1", "~1,2")));
    scale.receive(summed(WB_3000.replace("80.3", "80.4")));
    assertEquals(
        List.of(
            "Setting weight unit=kg",
            "Setting height unit=cm",
            "Setting weight unit=2 WRONG",
            "Setting weight unit=kg",
            "Setting height unit=cm"),
        scale.said().stream().filter(said -> said.startsWith("Setting")).toList());
  }

  /** Whole, repeated, damaged and cut, the person's number comes out nowhere. */
  @Test
  void tellsNobodysNumber() {
    var line = summed(WB_3000 + "ID,\"%s\",".formatted(CANARY));
    var noId = summed(WB_3000 + "ID,\"%s%s\",".formatted(CANARY, CANARY));
    var told = new ArrayList<DeviceEvent>();
    for (var bytes :
        List.of(line, line, noId, line.with(50, 'x'), line.drop(20), line.slice(0, 80))) {
      scale.receive(bytes);
      scale.quiet();
      told.addAll(scale.events());
      scale.forget();
    }
    for (var event : told) {
      assertFalse(event.toString().contains(CANARY));
      if (event instanceof DeviceEvent.Refused(_, var bytes)) {
        assertFalse(bytes.latin1().contains(CANARY));
      }
    }
  }

  private static Bytes summed(String line) {
    var checked = Bytes.ascii(line);
    return checked.plus(Bytes.ascii("CS,%02X\r\n".formatted(checked.sum() & 0xFF)));
  }

  private static BigDecimal tenths(SplittableRandom random, int least, int most) {
    return BigDecimal.valueOf(random.nextInt(least, most + 1), 1);
  }

  private static BigDecimal value(DeviceEvent.Measured measured, Metric metric) {
    return measured.values().getOrDefault(metric, ABSENT).value();
  }
}
