package org.healthhut.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Model.Check;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class SelfTestTest {
  private static final Moment OPENED =
      new Moment(
          Instant.parse("2025-03-08T01:41:30Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(1));
  private static final LocalDateTime RIGHT = LocalDateTime.parse("2025-03-08T01:41:35");

  private static SelfTest test(Check... tells) {
    var model =
        Model.of("m", "甲", "m", Model.Category.GLUCOSE)
            .measures(Metric.GLUCOSE)
            .tells(tells)
            .driver(() -> (_, _) -> Driver.Response.NOTHING);
    return new SelfTest(model, ZoneOffset.UTC, OPENED, Duration.ofMillis(12));
  }

  private static List<String> lines(List<SelfTest.Result> results) {
    return results.stream()
        .map(result ->
            "%s %s %d %s"
                .formatted(
                    result.step(), result.outcome(), result.took().toMillis(), result.detail())
                .strip())
        .toList();
  }

  private static Moment after(int millis) {
    return OPENED.plus(Duration.ofMillis(millis));
  }

  private static SelfTest testOfAMeterWithItsUnitInRecords() {
    var model =
        Model.of("m", "甲", "m", Model.Category.GLUCOSE)
            .measures(Metric.GLUCOSE)
            .tells(Check.DRY_RUN)
            .tellsInRecords(Check.SETTINGS)
            .driver(() -> (_, _) -> Driver.Response.NOTHING);
    return new SelfTest(model, ZoneOffset.UTC, OPENED, Duration.ofMillis(12));
  }

  @Test
  void failsNothingThatStandsInRecordsWhereThereAreNone() {
    var test = testOfAMeterWithItsUnitInRecords();
    test.heard(new Status(State.READY, "memory read: 0"), after(40));
    var lines = lines(test.close(after(20_000), Duration.ZERO, ""));
    assertTrue(
        lines.contains("SETTINGS NOT_TOLD 20000 stands in records, and none was read"),
        lines.toString());
  }

  @Test
  void failsWhatStandsInRecordsThatCouldNotBeRead() {
    var test = testOfAMeterWithItsUnitInRecords();
    test.heard(new Status(State.READY, "a meter answers"), after(40));
    test.heard(new Failed(Fault.SILENT, "the meter stopped answering"), after(10_000));
    var lines = lines(test.close(after(20_000), Duration.ZERO, ""));
    assertTrue(lines.contains("SETTINGS FAILED 20000 nothing came"), lines.toString());
  }

  @Test
  void failsWhatStandsInRecordsOfAMeterThatIsNotThere() {
    var test = testOfAMeterWithItsUnitInRecords();
    var lines = lines(test.close(after(20_000), Duration.ZERO, ""));
    assertTrue(lines.contains("SETTINGS FAILED 20000 nothing came"), lines.toString());
  }

  @Test
  void saysWhatWentWrongOfAModelWithoutADryRun() {
    var test = test(Check.IDENTITY);
    test.heard(new Failed(Fault.SILENT, "no answer"), after(40));
    var lines = lines(test.close(after(20_000), Duration.ZERO, ""));
    assertTrue(lines.contains("IDENTIFY FAILED 20000 DV-01 no answer"), lines.toString());
  }

  @Test
  void tellsEachStepAndWhenItPassed() {
    var test = test(Check.values());
    test.heard(new Identified("SN1", "Ultra2 v1"), after(40));
    test.heard(new ClockRead(RIGHT), after(5000));
    test.heard(new Setting("unit", "mg/dL", true), after(5010));
    assertFalse(test.complete());
    test.heard(new Status(State.READY, ""), after(5020));
    assertTrue(test.complete());
    assertEquals(
        List.of(
            "OPEN PASSED 12",
            "IDENTIFY PASSED 40 Ultra2 v1 SN1",
            "CLOCK PASSED 5000 ahead by 0 s",
            "SETTINGS PASSED 5030 unit mg/dL",
            "DRY_RUN PASSED 5020",
            "CLOSE PASSED 3"),
        lines(test.close(after(5030), Duration.ofMillis(3), "")));
  }

  @Test
  void failsWhatIsWrongAndSaysWhatToDo() {
    var test = test(Check.CLOCK, Check.SETTINGS, Check.DRY_RUN);
    test.heard(new ClockRead(RIGHT.minusHours(2)), after(100));
    test.heard(new Setting("unit", "mmol/L", false), after(110));
    test.heard(new Setting("format", "5", true), after(115));
    test.heard(new Failed(Fault.SILENT, "nothing came for 2 s"), after(2115));
    assertEquals(
        List.of(
            "OPEN PASSED 12",
            "IDENTIFY NOT_TOLD 0 this model does not say who it is",
            "CLOCK FAILED 100 behind by 7195 s; set the device's clock",
            "SETTINGS FAILED 110 unit is mmol/L",
            "DRY_RUN FAILED 2115 DV-01 nothing came for 2 s",
            "CLOSE PASSED 3"),
        lines(test.close(after(2115), Duration.ofMillis(3), "")));
  }

  @Test
  void failsWhatNeverCame() {
    var test = test(Check.IDENTITY, Check.DRY_RUN);
    test.heard(new Refused("noise", Bytes.of(1)), after(50));
    assertFalse(test.complete());
    var lines = lines(test.close(after(20_000), Duration.ofMillis(3), ""));
    assertTrue(lines.contains("IDENTIFY FAILED 20000 nothing came but noise"), lines.toString());
    assertTrue(lines.contains("DRY_RUN FAILED 20000 nothing came but noise"), lines.toString());
  }

  @Test
  void waitsForADeviceThatIsNotThereYet() {
    var test = test(Check.DRY_RUN);
    test.heard(new Status(State.NOT_CONNECTED, "no meter answers"), after(0));
    assertFalse(test.complete());
    var lines = lines(test.close(after(20_000), Duration.ZERO, ""));
    assertEquals(
        "DRY_RUN FAILED 20000 nothing answers on the cable: no meter answers", lines.get(4));

    var later = test(Check.DRY_RUN);
    later.heard(new Status(State.NOT_CONNECTED, "no meter answers"), after(0));
    later.heard(new Status(State.READY, ""), after(4000));
    assertTrue(later.complete());
    assertEquals("DRY_RUN PASSED 4000", lines(later.close(after(1), Duration.ZERO, "")).get(4));
  }

  @Test
  void isCompleteAtOnceForADeviceThatOnlyPushes() {
    var test = test();
    assertTrue(test.complete());
    var lines = lines(test.close(after(1), Duration.ZERO, ""));
    assertTrue(
        lines.contains(
            "DRY_RUN NOT_TOLD 0 this model speaks only when it is used: take one measurement"),
        lines.toString());
  }

  @Test
  void saysThatTheLineWasLost() {
    var test = test(Check.DRY_RUN);
    var lines = lines(test.close(after(70), Duration.ZERO, "/dev/ttyUSB0 hung up"));
    assertEquals("DRY_RUN FAILED 70 /dev/ttyUSB0 hung up", lines.get(4));
    assertEquals("CLOSE FAILED 0 /dev/ttyUSB0 hung up", lines.get(5));
  }
}
