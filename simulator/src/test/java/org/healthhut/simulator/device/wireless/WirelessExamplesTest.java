package org.healthhut.simulator.device.wireless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;

/** The examples of the protocol notes, to the byte; of the GATT ones without their envelope. */
class WirelessExamplesTest {
  private static final LocalDateTime AT = LocalDateTime.of(2025, 3, 8, 9, 41, 24);

  @Test
  void bloodPressure() {
    for (var example : NoteExample.of("ble-blood-pressure")) {
      boolean timed = !example.text("at").isEmpty();
      var found = pressure(example).flagged(flags(example)).failing(example.text("error"));
      assertValue(
          example, GattProfile.pressure(timed ? AT : null, found, !timed, example.number("user")));
    }
  }

  @Test
  void glucose() {
    for (var example : NoteExample.of("ble-glucose")) {
      var found =
          Measurement.of(Map.of(Metric.GLUCOSE, example.decimal("glucose")))
              .flagged(flags(example))
              .beyond(example.text("beyond").isEmpty() ? Comparator.EXACTLY : Comparator.ABOVE);
      assertValue(
          example,
          GattMeter.record(
              new GattMeter.Kept(example.number("number"), AT, found),
              Boolean.parseBoolean(example.text("molar")),
              example.number("offset"),
              Boolean.parseBoolean(example.text("context"))));
    }
  }

  @Test
  void weight() {
    for (var example : NoteExample.of("ble-weight")) {
      assertValue(
          example,
          example.given().containsKey("pounds")
              ? GattProfile.weightInPounds(example.decimal("pounds"))
              : GattProfile.weight(
                  AT,
                  Measurement.of(Map.of(Metric.WEIGHT, example.decimal("kg"))),
                  example.number("user"),
                  new BigDecimal("24.4"),
                  new BigDecimal("1.635")));
    }
  }

  @Test
  void temperature() {
    for (var example : NoteExample.of("ble-thermometer")) {
      var found = Measurement.of(Map.of(Metric.TEMPERATURE, example.decimal("celsius")));
      assertValue(example, GattProfile.temperature(AT, found, 2));
    }
  }

  @Test
  void reports() {
    for (var example : NoteExample.of("hdp-blood-pressure")) {
      example.assertSent(fixed(HdpKind.BLOOD_PRESSURE.observations(AT, pressure(example))));
    }
    for (var example : NoteExample.of("hdp-weight")) {
      var found = Measurement.of(Map.of(Metric.WEIGHT, example.decimal("kg")));
      if (example.text("kind").equals("fixed")) {
        example.assertSent(fixed(List.of(HdpKind.fixedWeight(AT, found))));
      } else {
        assertEquals(example.bytes().hex(), HdpKind.variableWeight(AT, found).hex());
      }
    }
  }

  /** Each worked number of the note. */
  @Test
  void numbers() {
    assertEquals("83 00", Numbers.little(Numbers.sfloat(new BigDecimal("131")), 2).hex());
    assertEquals("AF F0", Numbers.little(Numbers.sfloat(new BigDecimal("17.5")), 2).hex());
    assertEquals("8E B0", Numbers.little(Numbers.sfloat(new BigDecimal("0.00142")), 2).hex());
    assertEquals("6E 01 00 FF", Numbers.little(Numbers.floating(new BigDecimal("36.6")), 4).hex());
  }

  private static Transmission fixed(List<Bytes> observations) {
    return Apdu.event(1, Apdu.FIXED, HdpKind.report(0, observations), "");
  }

  private static Measurement pressure(NoteExample example) {
    return Measurement.of(
        Map.of(
            Metric.SYSTOLIC, example.decimal("systolic"),
            Metric.DIASTOLIC, example.decimal("diastolic"),
            Metric.MEAN_PRESSURE, example.decimal("mean"),
            Metric.PULSE, example.decimal("pulse")));
  }

  private static Set<Flag> flags(NoteExample example) {
    return Arrays.stream(example.text("flags").split(",", -1))
        .flatMap(key -> Flag.ofKey(key).stream())
        .collect(Collectors.toSet());
  }

  private static void assertValue(NoteExample example, Transmission sent) {
    assertEquals(example.bytes().hex(), sent.frame().drop(3).hex(), example.title());
    assertEquals(example.bytes().length(), sent.frame().u8(2), example.title());
  }
}
