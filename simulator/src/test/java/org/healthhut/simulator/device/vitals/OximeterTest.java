package org.healthhut.simulator.device.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.vital.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OximeterTest {
  private static final Bytes START = Bytes.hex("7D 81 A1 80 80 80 80 80 80");
  private static final Bytes HEART_BEAT = Bytes.hex("7D 81 AF 80 80 80 80 80 80");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Rehearsal of(String id) {
    return new Rehearsal(model(id));
  }

  private static VirtualModel model(String id) {
    return VirtualVitals.ALL.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Measurement found() {
    return Measurement.of(
        Map.of(
            Metric.OXYGEN_SATURATION, new BigDecimal("97"), Metric.PULSE, new BigDecimal("134")));
  }

  @ParameterizedTest
  @EnumSource(Pace.class)
  void aFingerIsSearchedSettlesStandsStillAndLeaves(Pace pace) {
    var oximeter = of("cms50-stream");
    oximeter.tell(new Happening.Paced(pace));
    oximeter.pass(SECOND);
    assertEquals("90 00 00 7F 7F", oximeter.sent().getLast().frame().hex());
    assertEquals(60, oximeter.sent().size(), 2);

    oximeter.tell(new Happening.Asked(found()));
    oximeter.passUntilEnding();
    assertEquals(Ending.MEASURED, oximeter.ending());
    var frames = oximeter.sent().stream().map(Rehearsal.Sent::frame).skip(60).toList();
    long searching = frames.stream().filter(frame -> (frame.u8(2) & 0x20) != 0).count();
    long right = frames.stream().filter(frame -> frame.u8(4) == 97 && pulse(frame) == 134).count();
    long jumping =
        frames.stream().filter(frame -> frame.u8(4) != 127 && pulse(frame) != 134).count();
    double searched = pace.of(Duration.ofSeconds(4)).toMillis() * 0.06;
    assertTrue(Math.abs(searched - searching) <= 2, searching + " frames of searching");
    assertTrue(right >= 12 * 60, right + " steady frames");
    assertTrue(pace != Pace.REAL || jumping > 0, "no jitter");
    oximeter.pass(SECOND);
    assertEquals("90 00 00 7F 7F", oximeter.sent().getLast().frame().hex());
    assertEquals("97", oximeter.panel().big());
  }

  private static int pulse(Bytes frame) {
    return (frame.u8(2) & 0x40) << 1 | frame.u8(3);
  }

  @Test
  void oldFirmwareTellsItsRecordingBetweenItsFrames() {
    var oximeter = of("cms50-stream");
    oximeter.tell(new Happening.Heard(Bytes.of(0x11, 0xF5)));
    oximeter.tell(new Happening.Heard(Bytes.of(0xF5)));
    var sent = oximeter.sent().stream().map(Rehearsal.Sent::frame).toList();
    assertEquals(List.of("F2 80 00", "F2 80 00", "F2 80 00"), hex(sent.subList(0, 3)));
    assertEquals(sent.size() - 4, (sent.get(3).u8(2) + 1) / 3);
    oximeter.pass(SECOND);
    assertEquals(sent.size(), oximeter.sent().size(), "the stream rests");
    oximeter.tell(new Happening.Heard(Bytes.of(0xF6, 0xF6, 0xF6)));
    oximeter.pass(SECOND);
    assertTrue(oximeter.sent().size() > sent.size());
  }

  private static List<String> hex(List<Bytes> frames) {
    return frames.stream().map(Bytes::hex).toList();
  }

  @Test
  void v7StreamsFromItsStartUntilItHearsNoHeartBeat() {
    var oximeter = of("cms50-v7");
    oximeter.pass(SECOND);
    assertEquals(List.of(), oximeter.sent());
    oximeter.tell(new Happening.Heard(Bytes.of(0x7D, 0x81).plus(START.slice(0, 4))));
    oximeter.tell(new Happening.Heard(START.drop(4)));
    for (int i = 0; i < 8; i++) {
      oximeter.pass(SECOND);
      oximeter.tell(new Happening.Heard(HEART_BEAT));
    }
    assertEquals(480, oximeter.sent().size(), 10);
    oximeter.pass(Duration.ofSeconds(10));
    assertEquals("0C 80", oximeter.sent().getLast().frame().hex());
    assertEquals(480 + 300, oximeter.sent().size(), 10);
  }

  @Test
  void v7TakesTheTimeAndNoOtherCommand() {
    var oximeter = of("cms50-v7");
    oximeter.tell(new Happening.Heard(Bytes.hex("7D 81 B1 89 A9 80 80 80 80")));
    oximeter.tell(new Happening.Heard(Bytes.hex("7D 81 B2 94 99 83 88 86 80")));
    oximeter.tell(new Happening.Heard(Bytes.hex("7D 81 B2 94 99 8D 88 86 80")));
    oximeter.tell(new Happening.Heard(Bytes.hex("7D 81 C5 80 80 80 80 80 80")));
    assertEquals(
        List.of("0B 81 B1 80", "0B 81 B2 80", "0B 81 B2 85", "0B 81 C5 85"),
        hex(oximeter.sent().stream().map(Rehearsal.Sent::frame).toList()));
  }

  @Test
  void v7HearsNoCommandWithAByteWhoseHighBitIsLost() {
    for (int at = 1; at < START.length(); at++) {
      var oximeter = of("cms50-v7");
      oximeter.tell(new Happening.Heard(START.with(at, START.u8(at) & 0x7F)));
      oximeter.pass(SECOND);
      assertEquals(List.of(), oximeter.sent(), "byte " + at);
    }
  }

  @Test
  void oem3SendsThreePacketsASecondWithTheNumbersOfTheirStart() {
    var oximeter = of("nonin-oem3");
    oximeter.tell(new Happening.Asked(found()));
    oximeter.pass(Duration.ofSeconds(20));
    var sent = oximeter.sent().stream().map(Rehearsal.Sent::frame).toList();
    assertEquals(20 * 75, sent.size(), 2);
    for (int i = 0; i < sent.size(); i++) {
      assertEquals(i % 25 == 0 ? 1 : 0, sent.get(i).u8(1) & 1, "frame " + i);
    }
    int last = (sent.size() / 25 - 1) * 25;
    assertEquals(134, sent.get(last).u8(3) << 7 | sent.get(last + 1).u8(3));
    assertEquals(97, sent.get(last + 2).u8(3));
  }

  @Test
  void the9560SpeaksWhenAFormatIsChosenAndSwitchesItselfOff() {
    var oximeter = of("nonin-9560");
    var serial = Bytes.hex("02 74 02 02 02 03");
    oximeter.pass(SECOND);
    oximeter.tell(new Happening.Heard(serial));
    oximeter.tell(new Happening.Heard(Bytes.hex("02 70 02 02 0D 03")));
    oximeter.pass(SECOND);
    oximeter.tell(new Happening.Heard(Bytes.hex("FF 02 70 04 02 08")));
    oximeter.tell(new Happening.Heard(Bytes.hex("00 7E 03")));
    var answers = oximeter.sent().stream().map(Rehearsal.Sent::frame).toList();
    assertEquals(List.of("15", "06"), hex(answers.subList(1, 3)));
    assertEquals(15, answers.getFirst().length());
    oximeter.tell(new Happening.Asked(found()));
    oximeter.passUntilEnding();
    assertTrue(oximeter.sent().stream().anyMatch(each -> each.frame().hex().equals("81 06 61 20")));
    oximeter.pass(Duration.ofSeconds(9));
    int before = oximeter.sent().size();
    oximeter.tell(new Happening.Heard(serial));
    oximeter.pass(Duration.ofSeconds(5));
    assertEquals(before, oximeter.sent().size(), "it is off");
    oximeter.pass(Duration.ofSeconds(10));
    oximeter.tell(new Happening.Heard(serial));
    assertEquals(before + 1, oximeter.sent().size());
  }

  @Test
  void aModuleAnswersOneQueryWithOneFrameAndSpoiledOnesNot() {
    var query = Bytes.hex("A5 15 BA");
    var module = of("gy-mcu90614");
    module.pass(SECOND);
    for (int bit = 0; bit < 24; bit++) {
      var spoiled = query.with(bit / 8, query.u8(bit / 8) ^ 1 << bit % 8);
      module.tell(new Happening.Heard(spoiled));
      module.pass(SECOND);
    }
    assertEquals(List.of(), module.sent());
    module.tell(new Happening.Heard(Bytes.of(0xA5)));
    module.tell(new Happening.Heard(query));
    assertEquals(1, module.sent().size());
    module.tell(new Happening.Heard(Bytes.hex("A5 45 EA")));
    module.pass(Duration.ofSeconds(2));
    assertEquals(11, module.sent().size(), 1);
    module.tell(new Happening.Heard(Bytes.hex("A5 52 F7")));
    int before = module.sent().size();
    module.pass(SECOND);
    assertEquals(before, module.sent().size());
  }

  @Test
  void everyOximeterHearsAnythingAndGoesOn() {
    for (var model : VirtualVitals.ALL) {
      var random = new SplittableRandom(11);
      var oximeter = new Rehearsal(model);
      for (int i = 0; i < 200; i++) {
        var bytes = new byte[random.nextInt(1, 12)];
        random.nextBytes(bytes);
        oximeter.tell(new Happening.Heard(Bytes.copyOf(bytes)));
        oximeter.pass(Duration.ofMillis(random.nextInt(300)));
      }
    }
  }
}
