package org.healthhut.device.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;

final class GattDeviceTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** Saturday 2025-03-08 09:41:30, set from outside. */
  private static final Bytes OUR_TIME = frame(0x2A2B, "E9 07 03 08 09 29 1E 06 00 02");

  private static final Bytes ALL_RECORDS = frame(0x2A52, "01 01");
  private static final Bytes SENT = frame(0x2A52, "06 00 01 01");
  private static final Bytes RECORD_7 = glucose("07 00", "09 29 18");
  private static final String SILENT = "Failed SILENT no answer to the request for records";

  private final Conversation meter = new Conversation(GattDevice.glucose(CHINA));

  @Test
  void givesTheDeviceOurTimeFirst() {
    var monitor = new Conversation(GattDevice.bloodPressure(CHINA));
    assertEquals(OUR_TIME, monitor.written());
    assertEquals(List.of("Status READY"), monitor.said());
    assertEquals(OUR_TIME.plus(ALL_RECORDS), meter.written());
  }

  @Test
  void givesNoDeviceATimeNobodyVouchesFor() {
    Driver driver = GattDevice.bloodPressure(CHINA);
    var unsure = new Moment(Conversation.START, ClockTrust.UNSYNCHRONIZED, Duration.ofHours(1));
    assertEquals(List.of(), driver.on(new Stimulus.Opened(), unsure).writes());
    var record = frame(0x2A35, "16 83 00 54 00 64 00 E9 07 03 08 09 29 1F 47 00 00 00");
    driver.on(new Stimulus.Received(record), unsure.plus(Duration.ofSeconds(2)));
    var told = driver.on(new Stimulus.Quiet(), unsure.plus(Duration.ofSeconds(2))).events();
    assertTrue(Conversation.describe(told.getFirst()).contains("FROM_MEMORY"));
  }

  @Test
  void tellsARecordMadeSinceTheLineWasOpenedFromAllOthers() {
    assertEquals(true, isNew("09 29 1F", Duration.ofSeconds(2)));
    assertEquals(false, isNew("09 29 1E", Duration.ofSeconds(2)));
    assertEquals(false, isNew("09 29 00", Duration.ofMinutes(3)));
    assertEquals(true, isNew("09 2B 00", Duration.ofMinutes(3)));
    assertEquals(true, isNew("09 2C 20", Duration.ofMinutes(3)));
    assertEquals(false, isNew("09 2C 21", Duration.ofMinutes(3)));
  }

  private static boolean isNew(String time, Duration afterOpening) {
    var monitor = new Conversation(GattDevice.bloodPressure(CHINA));
    monitor.pass(afterOpening);
    monitor.forget();
    monitor.receive(frame(0x2A35, "16 83 00 54 00 64 00 E9 07 03 08 " + time + " 47 00 00 00"));
    monitor.quiet();
    return !monitor.said().getFirst().contains("FROM_MEMORY");
  }

  @Test
  void takesTheSameWeightForAnotherMeasurementWhereItsIndicationIsLongConfirmed() {
    var scale = new Conversation(GattDevice.weight(CHINA));
    var weight = frame(0x2A9D, "00 18 33");
    for (var pause : List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ZERO)) {
      scale.receive(weight);
      scale.quiet();
      scale.pass(pause);
    }
    assertEquals(2, scale.measured().size());
  }

  @Test
  void saysOnceThatAnOximeterSeesNoFinger() {
    var oximeter = new Conversation(GattDevice.oximeter(CHINA));
    oximeter.forget();
    for (int second = 0; second < 5; second++) {
      oximeter.receive(frame(0x2A5F, "08 FF 07 FF 07 00 08 00"));
      oximeter.quiet();
      oximeter.pass(Duration.ofSeconds(1));
    }
    assertEquals("Failed NO_FINGER the sensor is on no finger", oximeter.said().getFirst());
    assertEquals(1, oximeter.said().stream().filter(said -> said.startsWith("Failed")).count());
  }

  @Test
  void putsTheSerialNumberIntoTheMeasurement() {
    meter.receive(frame(0x2A25, "53 4E 31").plus(RECORD_7));
    meter.quiet();
    assertEquals("SN1", meter.measured().getFirst().serial());
  }

  @Test
  void asksAMeterThatIsSilentTwiceMoreAndSaysSoOnce() {
    meter.forget();
    meter.pass(Duration.ofMillis(14_999));
    assertEquals(ALL_RECORDS.plus(ALL_RECORDS), meter.written());
    assertEquals(List.of(), meter.said());
    meter.pass(Duration.ofMillis(1));
    assertEquals(List.of(SILENT), meter.said());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(SILENT), meter.said());
  }

  @Test
  void endsATransferAfterFiveSecondsOfSilence() {
    meter.pass(Duration.ofSeconds(4));
    meter.receive(RECORD_7);
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofMillis(4_999));
    assertEquals(List.of(), meter.said());
    meter.pass(Duration.ofMillis(1));
    assertEquals(List.of("Status READY memory read: 1"), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
  }

  @Test
  void asksOnlyForWhatCameAfterTheLastRecord() {
    meter.receive(RECORD_7.plus(SENT));
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofSeconds(30));
    assertEquals(frame(0x2A52, "01 03 01 08 00"), meter.written());
    meter.receive(frame(0x2A52, "06 00 01 06"));
    meter.quiet();
    assertEquals(List.of(), meter.said());
  }

  @Test
  void asksForAllWhereAMeterKnowsNoSequenceNumbers() {
    meter.receive(RECORD_7.plus(SENT));
    meter.quiet();
    meter.pass(Duration.ofSeconds(30));
    meter.receive(frame(0x2A52, "06 00 01 04"));
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofSeconds(30));
    assertEquals(ALL_RECORDS, meter.written());
  }

  @Test
  void startsOverWhereTheSequenceNumbersDo() {
    meter.receive(glucose("FF FF", "09 29 18").plus(SENT));
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofSeconds(30));
    assertEquals(ALL_RECORDS, meter.written());
  }

  @Test
  void tellsARecordWhoseContextNeverComesAfterFiveSeconds() {
    var announced = frame(0x2A18, "1B 07 00 E9 07 03 08 09 29 18 00 00 8E B0 11 00 00");
    meter.receive(announced);
    meter.quiet();
    assertEquals(List.of(), meter.measured());
    meter.pass(Duration.ofSeconds(5));
    assertEquals(1, meter.measured().size());
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }

  /** Whatever the bits are, a value is refused or its numbers are those of its own fields. */
  @Test
  void refusesEveryValueThatIsShorterOrLongerThanItsFlags() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new SplittableRandom(seed);
      int flags = random.nextInt(32);
      int length =
          7 + (flags & 2) / 2 * 7 + (flags & 4) / 4 * 2 + (flags & 8) / 8 + (flags & 16) / 16 * 2;
      int wrong = 7 + random.nextInt(13);
      if (wrong == length) {
        continue;
      }
      var value = new byte[wrong];
      random.nextBytes(value);
      value[0] = (byte) flags;
      assertTrue(
          BloodPressureValue.measurement(Bytes.copyOf(value), BloodPressureValue.Dialect.STANDARD)
              instanceof Told.Malformed,
          "seed " + seed);
    }
  }

  private static Bytes glucose(String sequence, String time) {
    return frame(0x2A18, "0B " + sequence + " E9 07 03 08 " + time + " 00 00 8E B0 11 00 00");
  }

  private static Bytes frame(int uuid, String value) {
    return new GattFrame(uuid, Bytes.hex(value)).envelope();
  }
}
