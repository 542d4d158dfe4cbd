package org.healthhut.simulator.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.device.taidoc.TaiDocPacket;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each monitor sends the examples of its protocol note to the byte. */
class MonitorExamplesTest {
  @TestFactory
  Stream<DynamicTest> sendsTheExamplesOfTheNote() {
    return Stream.of(
            "hbp-9030",
            "hbp-9020",
            "hbp-9020-legacy",
            "and-tm",
            "maibobo-ble",
            "suntech-oem",
            "ua-767pc",
            "beurer-bm",
            "microlife-ble",
            "microlife-hid",
            "taidoc-bp")
        .flatMap(model -> {
          var examples = NoteExample.of(model);
          assertFalse(examples.isEmpty(), model);
          return examples.stream()
              .map(example ->
                  DynamicTest.dynamicTest(
                      model + ": " + example.title(), () -> assertSent(model, example)));
        });
  }

  private static void assertSent(String model, NoteExample example) {
    assertEquals(example.bytes().hex(), sent(model, example).hex(), example.title());
  }

  private static Bytes sent(String model, NoteExample example) {
    if (example.given().getOrDefault("kind", "").equals("heard")) {
      return heard(model, Bytes.hex(example.text("heard")));
    }
    return switch (model) {
      case "hbp-9030" ->
          Omron.FORMAT_5.record(example.at(), example.text("id"), found(example)).frame();
      case "hbp-9020" ->
          Omron.MODE_5.record(example.at(), example.text("id"), found(example)).frame();
      case "hbp-9020-legacy" -> Omron.LEGACY.record(example.at(), "", found(example)).frame();
      case "and-tm" -> andTm(example).frame();
      case "maibobo-ble" -> maibobo(example).frame();
      case "suntech-oem" -> sunTech(example).frame();
      case "ua-767pc" -> Ua767Pc.result(found(example)).frame();
      case "beurer-bm" -> Beurer.record(new CuffMemory.Kept(example.at(), found(example))).frame();
      case "microlife-ble" -> microlifeBle(example).frame();
      case "microlife-hid" -> text(microlifeHid(example).frame());
      case "taidoc-bp" -> taiDoc(example).frame();
      default -> throw new IllegalArgumentException(model);
    };
  }

  /** What a new monitor answers. */
  private static Bytes heard(String model, Bytes heard) {
    var monitor = new Rehearsal(VirtualCatalogue.get(model));
    monitor.tell(new Happening.Heard(heard));
    return monitor.sent().stream().map(Rehearsal.Sent::frame).reduce(Bytes.EMPTY, Bytes::plus);
  }

  private static Transmission andTm(NoteExample example) {
    return AndTm.result(
        example.text("model"),
        example.at(),
        example.text("type"),
        found(example),
        new AndTm.Cycle(
            example.number("amplitude"), example.number("top"), example.number("seconds")));
  }

  private static Transmission maibobo(NoteExample example) {
    int version = Maibobo.BLUETOOTH;
    return switch (example.text("kind")) {
      case "pressure" -> Maibobo.pressure(version, example.number("mmHg"));
      case "error" -> Maibobo.error(version, example.text("error"));
      default -> Maibobo.result(version, example.number("user"), example.at(), found(example));
    };
  }

  private static Transmission sunTech(NoteExample example) {
    return switch (example.text("kind")) {
      case "pressure" -> SunTech.pressure(example.number("mmHg"));
      case "error" -> SunTech.failure(example.text("error"));
      case "letter" -> SunTech.letter(example.text("letter").charAt(0), "");
      default -> SunTech.result(found(example), 27);
    };
  }

  private static Transmission microlifeBle(NoteExample example) {
    var records =
        Stream.of("first", "second")
            .map(key -> {
              var parts = example.text(key).split(",", -1);
              return new CuffMemory.Kept(
                  LocalDateTime.parse(parts[0]), found(parts[1], parts[2], parts[3]));
            })
            .toList();
    return MicrolifeBle.download(records, false);
  }

  private static Transmission microlifeHid(NoteExample example) {
    var kept = new CuffMemory.Kept(example.at(), found(example));
    return MicrolifeHid.records(List.of(kept), MicrolifeHid.hexText(example.text("id")));
  }

  /** What stands in reports of eight bytes. */
  private static Bytes text(Bytes reports) {
    assertEquals(0, reports.length() % 8);
    var text = Bytes.EMPTY;
    for (int at = 0; at < reports.length(); at += 8) {
      text = text.plus(reports.slice(at + 1, at + 1 + (reports.u8(at) & 0x0F)));
    }
    return text;
  }

  private static Transmission taiDoc(NoteExample example) {
    return switch (example.text("kind")) {
      case "packet" ->
          TaiDocPacket.of(example.number("command"), Bytes.hex(example.text("message")), "packet");
      case "time" ->
          TaiDocPacket.of(example.number("command"), TaiDocPacket.time(example.at()), "time");
      default -> TaiDocCuff.value(found(example));
    };
  }

  private static Measurement found(String systolic, String diastolic, String pulse) {
    var values = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.put(Metric.SYSTOLIC, new BigDecimal(systolic));
    values.put(Metric.DIASTOLIC, new BigDecimal(diastolic));
    values.put(Metric.PULSE, new BigDecimal(pulse));
    return Measurement.of(values);
  }

  private static Measurement found(NoteExample example) {
    var given = example.given();
    var values = new EnumMap<Metric, BigDecimal>(Metric.class);
    values.put(Metric.SYSTOLIC, new BigDecimal(given.getOrDefault("systolic", "0")));
    values.put(Metric.DIASTOLIC, new BigDecimal(given.getOrDefault("diastolic", "0")));
    values.put(Metric.MEAN_PRESSURE, new BigDecimal(given.getOrDefault("mean", "0")));
    values.put(Metric.PULSE, new BigDecimal(given.getOrDefault("pulse", "0")));
    var error = given.getOrDefault("error", "0");
    var moved = !given.getOrDefault("movements", "0").equals("0");
    return Measurement.of(values)
        .flagged(moved ? Set.of(Flag.MOVED) : Set.of())
        .failing(error.equals("0") ? "" : error);
  }
}
