package org.healthhut.simulator.device.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

class TaiDocVitalsTest {
  private static final Bytes LIVE = Bytes.hex("51 49 00 00 00 00 A3 3D");
  private static final Bytes NEWEST = Bytes.hex("51 26 00 00 00 00 A3 1A");

  @Test
  void sendsTheExamplesOfTheNote() {
    for (var example : NoteExample.of("taidoc-oximeter")) {
      example.assertSent(TaiDocOximeter.live(example.number("percent"), example.number("pulse")));
    }
    for (var example : NoteExample.of("taidoc-thermometer")) {
      example.assertSent(TaiDocThermometer.raw(example.number("raw")));
    }
  }

  @Test
  void anOximeterHasNoNumbersUntilItSeesAPulse() {
    var oximeter = new Rehearsal(VirtualCatalogue.get("taidoc-oximeter"));
    oximeter.tell(new Happening.Heard(LIVE.plus(LIVE)));
    assertEquals("51 49 00 00 00 00 A5 3F", last(oximeter));
    var found =
        Map.of(Metric.OXYGEN_SATURATION, new BigDecimal("97"), Metric.PULSE, new BigDecimal("64"));
    oximeter.tell(new Happening.Asked(Measurement.of(found)));
    oximeter.pass(Duration.ofSeconds(2));
    oximeter.tell(new Happening.Heard(LIVE));
    assertEquals("51 49 00 00 00 00 A5 3F", last(oximeter));
    oximeter.pass(Duration.ofSeconds(10));
    oximeter.tell(new Happening.Heard(LIVE));
    assertEquals("51 49 61 00 00 40 A5 E0", last(oximeter));
    oximeter.passUntilEnding();
    assertEquals(Ending.MEASURED, oximeter.ending());
    oximeter.tell(new Happening.Heard(LIVE));
    assertEquals("51 49 00 00 00 00 A5 3F", last(oximeter));
  }

  @Test
  void aThermometerKeepsItsTemperaturesAfterOthers() {
    var thermometer = new Rehearsal(VirtualCatalogue.get("taidoc-thermometer"));
    thermometer.tell(new Happening.Heard(NEWEST.plus(NEWEST)));
    var others = Bytes.hex(last(thermometer)).u16le(2);
    assertTrue(others >= 3000 && others < 4000, () -> "hundredths: " + others);
    thermometer.tell(
        new Happening.Asked(Measurement.of(Map.of(Metric.TEMPERATURE, new BigDecimal("36.6")))));
    thermometer.passUntilEnding();
    assertEquals(Ending.MEASURED, thermometer.ending());
    thermometer.tell(new Happening.Heard(NEWEST));
    assertEquals("51 26 6E 01 00 00 A5 8B", last(thermometer));
  }

  private static String last(Rehearsal device) {
    return device.sent().getLast().frame().hex();
  }
}
