package org.healthhut.simulator.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTest {
  private static final Measurement FOUND =
      Measurement.of(
          Map.of(
              Metric.SYSTOLIC, BigDecimal.valueOf(128),
              Metric.MEAN_PRESSURE, BigDecimal.valueOf(96),
              Metric.DIASTOLIC, BigDecimal.valueOf(81),
              Metric.PULSE, BigDecimal.valueOf(74)));

  static List<VirtualModel> monitors() {
    return VirtualMonitors.ALL;
  }

  @ParameterizedTest
  @MethodSource("monitors")
  void measuresHowLongACuffTakes(VirtualModel model) {
    for (var pace : Pace.values()) {
      var monitor = new Rehearsal(model);
      monitor.tell(new Happening.Paced(pace));
      monitor.tell(new Happening.Asked(FOUND));
      start(monitor, model);
      var over = monitor.passUntilEnding();
      assertEquals(Ending.MEASURED, monitor.ending());
      assertEquals("128/81", monitor.panel().big());
      double seconds = pace.of(Duration.ofSeconds(30)).toMillis() / 1000.0;
      assertEquals(seconds, over.toMillis() / 1000.0, Math.max(0.1, seconds / 4));
    }
  }

  @ParameterizedTest
  @MethodSource("monitors")
  void endsWithEachOfItsErrors(VirtualModel model) {
    for (var error : model.errors()) {
      var monitor = new Rehearsal(model);
      monitor.tell(new Happening.Asked(FOUND.failing(error.code())));
      start(monitor, model);
      monitor.passUntilEnding();
      assertEquals(Ending.FAILED, monitor.ending());
      assertEquals(Panel.Mood.FAILED, monitor.panel().mood());
    }
  }

  /** Models that only the kiosk starts. */
  private static void start(Rehearsal monitor, VirtualModel model) {
    switch (model.id()) {
      case "suntech-oem" -> monitor.tell(heard("3A 20 A6"));
      case "medlab" -> monitor.tell(heard("02 30 31 3B 3B 44 37 03"));
      default -> {}
    }
  }

  @ParameterizedTest
  @CsvSource({
    "and-tm, 16 16 01 30 30 02 52 42 03 10, 06 16 16 01 30 30 02 54 4D 32 36 35 37",
    "maibobo-rbp, CC 80 03 03 01 01 00 00, AA 80 03 03 01 01 00 00",
    "maibobo-ble, CC 80 02 03 01 01 00 01, AA 80 02 03 01 01 00 01",
    "suntech-oem, 3A 79 05 00 48, 3E 05 00 00 BD",
    "medlab, 02 31 38 3B 3B 44 46 03, 02 53 30 3B 41 30 3B",
    "ua-767pc, 02 43 50 43 30 35 3B, 01 37 30 50 43 06",
    "beurer-bm, AA, 55",
    "microlife-ble, 4D FF 00 02 05 53, 4D 3A 00 2C 05 01",
    "microlife-hid, 04 12 16 18 26 00 00 00, F7 06 30 33 30 38 32 30",
    "taidoc-bp, 51 24 00 00 00 00 A3 18, 51 24 28 31 00 00 A5 73",
  })
  void hearsARequestHoweverTheBytesFall(String model, String request, String answer) {
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var monitor = new Rehearsal(VirtualCatalogue.get(model));
      monitor.sent().clear();
      var rest = Bytes.of(0x00, 0x99).plus(Bytes.hex(request));
      while (!rest.isEmpty()) {
        int size = 1 + random.nextInt(Math.min(6, rest.length()));
        monitor.tell(new Happening.Heard(rest.slice(0, size)));
        rest = rest.drop(size);
      }
      assertFalse(monitor.sent().isEmpty(), "seed " + seed);
      assertTrue(monitor.sent().getFirst().frame().hex().startsWith(answer), "seed " + seed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "and-tm, 16 16 01 30 20 02 53 54 03 07, 2, 15",
    "maibobo-rbp, CC 80 03 03 01 02 00 03, 0, ''",
    "maibobo-ble, CC 80 02 03 01 02 00 02, 0, ''",
    "suntech-oem, 3A 20 A6, 0, ''",
    "medlab, 02 30 31 3B 3B 44 37 03, 0, ''",
    "ua-767pc, 02 43 50 43 30 35 3B, 0, 01 37 30 50 43 15",
    "microlife-ble, 4D FF 00 02 05 53, 0, ''",
    "taidoc-bp, 51 24 00 00 00 00 A3 18, 0, ''",
  })
  void doesNothingForASpoiledRequest(String model, String request, int from, String refusal) {
    var right = Bytes.hex(request);
    for (int at = from; at < right.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        var monitor = new Rehearsal(VirtualCatalogue.get(model));
        monitor.sent().clear();
        monitor.tell(new Happening.Heard(right.with(at, right.u8(at) ^ 1 << bit)));
        var where = "byte " + at + " bit " + bit;
        monitor.sent().forEach(sent -> assertEquals(refusal, sent.frame().hex(), where));
        assertEquals(Panel.Mood.IDLE, monitor.panel().mood(), where);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "suntech-oem, 3A 79 01 00 4C, 3E 04 41 7D",
    "and-tm, 16 16 01 30 20 02 53 50 03 03, 06",
    "maibobo-rbp, CC 80 03 03 01 03 00 02, AA 80 03 03 01 03 00 02",
  })
  void stopsWhenTheKioskSaysSo(String id, String stop, String answer) {
    var model = VirtualCatalogue.get(id);
    var monitor = new Rehearsal(model);
    monitor.tell(new Happening.Asked(FOUND));
    start(monitor, model);
    monitor.pass(Duration.ofSeconds(10));
    monitor.sent().clear();
    monitor.tell(heard(stop));
    monitor.pass(Duration.ofMinutes(2));
    assertEquals(answer, monitor.sent().getFirst().frame().hex());
    assertTrue(monitor.sent().size() <= 2);
    assertEquals(Ending.STOPPED, monitor.ending());
  }

  @ParameterizedTest
  @CsvSource({
    "suntech-oem, 3A 20 A6, 3E 04 4B 73",
    "and-tm, 16 16 01 30 20 02 53 54 03 07, 45 30 38",
    "maibobo-rbp, CC 80 03 03 01 02 00 03, AA 80 03 03 01 07 06 00",
  })
  void anEmptyCuffEndsInAnErrorAndNobodysMeasurement(String id, String start, String end) {
    var monitor = new Rehearsal(VirtualCatalogue.get(id));
    monitor.tell(heard(start));
    monitor.pass(Duration.ofMinutes(1));
    assertTrue(monitor.sent().getLast().frame().hex().contains(end));
    assertNull(monitor.ending());
    assertEquals(Panel.Mood.FAILED, monitor.panel().mood());
  }

  @ParameterizedTest
  @ValueSource(strings = {"maibobo-rbp", "medlab"})
  void tellsTheCuffPressureUpAndDown(String id) {
    var model = VirtualCatalogue.get(id);
    var monitor = new Rehearsal(model);
    monitor.tell(new Happening.Asked(FOUND));
    start(monitor, model);
    monitor.passUntilEnding();
    var told =
        monitor.sent().stream()
            .filter(sent -> sent.note().startsWith("袖带"))
            .map(sent -> Integer.parseInt(sent.note().replaceAll("\\D", "")))
            .toList();
    int top = told.indexOf(158);
    assertTrue(top > 20 && told.size() > 50, "" + told);
    for (int i = 1; i < top; i++) {
      assertTrue(told.get(i) >= told.get(i - 1), "" + told);
    }
    for (int i = top + 1; i < told.size(); i++) {
      assertTrue(told.get(i) <= told.get(i - 1), "" + told);
    }
  }

  @Test
  void aModuleStartsNobodyByItselfAndIsBusyWhileItMeasures() {
    var module = new Rehearsal(VirtualCatalogue.get("suntech-oem"));
    module.tell(new Happening.Asked(FOUND));
    module.pass(Duration.ofMinutes(5));
    assertNull(module.ending());
    module.tell(heard("3A 20 A6"));
    module.tell(heard("3A 20 A6"));
    module.pass(Duration.ofSeconds(3));
    module.tell(heard("3A 79 05 00 48"));
    module.passUntilEnding();
    module.tell(heard("3A 79 03 00 4A"));
    var sent = module.sent().stream().map(each -> each.frame().hex()).toList();
    assertEquals("3E 04 4F 6F", sent.get(0));
    assertEquals("3E 04 42 7C", sent.get(1));
    assertTrue(sent.get(2).matches("3E 05 [3-5]. 00 .."), sent.get(2));
    assertEquals("3E 04 4B 73", sent.get(3));
    assertTrue(sent.get(4).startsWith("3E 18 80 00 51 00 1B 01"), sent.get(4));
    assertEquals(5, sent.size());
  }

  @ParameterizedTest
  @CsvSource({
    "beurer-bm, AA A2, 55 | 03, 55 | 04",
    "taidoc-bp, 51 2B 00 00 00 00 A3 1F, 51 2B 03 00 00 00 A5 24, 51 2B 04 00 00 00 A5 25",
  })
  void keepsWhatItMeasuresBesideWhatOthersDid(
      String id, String request, String before, String after) {
    var monitor = new Rehearsal(VirtualCatalogue.get(id));
    assertEquals(before, answer(monitor, request));
    monitor.tell(new Happening.Asked(FOUND));
    assertEquals("", answer(monitor, request));
    monitor.passUntilEnding();
    assertEquals(after, answer(monitor, request));
  }

  @Test
  void recordsHaveTheTimeOfTheClockThatWasSet() {
    var monitor = new Rehearsal(VirtualCatalogue.get("microlife-ble"), Duration.ofDays(-900));
    monitor.tell(new Happening.Paced(Pace.INSTANT));
    assertEquals("4D 3A 00 02 81 0A", answer(monitor, "4D FF 00 08 0D 19 03 08 09 29 00 B7"));
    monitor.tell(new Happening.Asked(FOUND));
    var download = answer(monitor, "4D FF 00 09 00 00 00 00 00 00 00 FD 52");
    assertTrue(download.contains(" 80 51 4A 19 03 08 09 29 00 00 "), download);
    assertEquals("", answer(monitor, "4D FF 00 02 04 52"));
    assertEquals("", answer(monitor, "4D FF 00 02 05 53"));
  }

  @Test
  void aUsbMonitorsClockAndIdAreSetInTwoSteps() {
    var monitor = new Rehearsal(VirtualCatalogue.get("microlife-hid"));
    assertEquals("F1 06 00 00 00 00 00 00", answer(monitor, "04 12 16 18 27 00 00 00"));
    var said = "03082025094100" + "0".repeat(18);
    var argument = said + "%02X".formatted(Bytes.ascii(said).sum() & 0xFF);
    var reports = new StringBuilder();
    for (int at = 0; at < argument.length(); at += 7) {
      var part = argument.substring(at, Math.min(argument.length(), at + 7));
      reports.append("%02X ".formatted(part.length()));
      reports.append(Bytes.ascii(part + "\0".repeat(7 - part.length())).hex()).append(' ');
    }
    assertEquals("F1 06 00 00 00 00 00 00", answer(monitor, reports.toString()));
    var clock = answer(monitor, "04 12 16 18 26 00 00 00");
    assertTrue(clock.startsWith("F7 06 30 33 30 38 32 30 F7 32 35 30 39 34 31 30 F"), clock);
  }

  @Test
  void aBatteryThatEndedAMeasurementIsLow() {
    var monitor = new Rehearsal(VirtualCatalogue.get("maibobo-rbp"));
    monitor.tell(new Happening.Paced(Pace.INSTANT));
    assertEquals("AA 80 03 04 04 04 16 BC AD", answer(monitor, "CC 80 03 03 04 04 00 00"));
    monitor.tell(new Happening.Asked(FOUND.failing("07")));
    assertEquals("AA 80 03 04 04 04 0D 98 92", answer(monitor, "CC 80 03 03 04 04 00 00"));
  }

  @Test
  void whatIsSwitchedOffIsSilentUntilSomebodyUsesIt() {
    var monitor = new Rehearsal(VirtualCatalogue.get("maibobo-ble"));
    answer(monitor, "CC 80 02 03 01 04 00 04");
    assertEquals("", answer(monitor, "CC 80 02 03 01 01 00 01"));
    monitor.tell(new Happening.Asked(FOUND));
    monitor.passUntilEnding();
    assertEquals("AA 80 02 03 01 01 00 01", answer(monitor, "CC 80 02 03 01 01 00 01"));
  }

  private static Happening heard(String hex) {
    return new Happening.Heard(Bytes.hex(hex));
  }

  private static String answer(Rehearsal monitor, String request) {
    monitor.sent().clear();
    monitor.tell(heard(request));
    return String.join(" | ", monitor.sent().stream().map(sent -> sent.frame().hex()).toList());
  }
}
