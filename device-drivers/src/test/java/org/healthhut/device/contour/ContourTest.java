package org.healthhut.device.contour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class ContourTest {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Bytes ACK = Bytes.of(0x06);
  private static final Bytes NAK = Bytes.of(0x15);
  private static final Bytes HEADER =
      frame("1H|\\^&||k3Zt1a|Bayer7350^01.20^7350-4417052^0000-|U=0|1|||||P|1|202503080941");
  private static final Bytes RESULT = frame("2R|1|^^^Glucose|142|mg/dL^P||B/M0/T1||202503080941");
  private static final Bytes LAST = frame("3L|1||N");
  private static final Bytes SESSION =
      AstmFraming.ENQ.plus(HEADER).plus(RESULT).plus(LAST).plus(AstmFraming.EOT);
  private static final String MEASURED =
      "Measured glucose=7.9 mmol/L BEFORE_MEAL FROM_MEMORY at 2025-03-08T09:41";

  private final Conversation meter = new Conversation(Contour.serial(CHINA));

  private static Bytes frame(String text) {
    var summed = Bytes.ascii(text + "\r\u0017");
    return Bytes.of(0x02).plus(summed).plus(Bytes.ascii("%02X\r\n".formatted(summed.sum() & 0xFF)));
  }

  @Test
  void waitsForAMeterWithoutAsking() {
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), meter.hear());
    meter.pass(Duration.ofHours(1));
    assertEquals(List.of(), meter.said());
    assertEquals(Bytes.EMPTY, meter.written());
    assertNull(meter.wakeAt());
  }

  @Test
  void tellsTheSerialNumberWithEachMeasurement() {
    meter.receive(SESSION);
    assertEquals("7350-4417052", meter.measured().getFirst().serial());
    assertNull(meter.wakeAt());
  }

  @Test
  void asksForADamagedFrameAgainOnceTheLineIsQuiet() {
    meter.receive(AstmFraming.ENQ.plus(HEADER).plus(RESULT.with(20, 'X')));
    meter.quiet();
    meter.forget();
    meter.pass(Duration.ofMillis(199));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(1));
    assertEquals(NAK, meter.written());
    meter.receive(RESULT);
    assertEquals(NAK.plus(ACK), meter.written());
    assertEquals(List.of(MEASURED), meter.said());
  }

  @Test
  void givesUpAfterSixRefusals() {
    meter.receive(AstmFraming.ENQ.plus(HEADER));
    meter.forget();
    for (int i = 0; i < 7; i++) {
      meter.receive(RESULT.with(20, 'X'));
      meter.pass(Duration.ofMillis(200));
    }
    assertEquals(NAK.plus(NAK).plus(NAK).plus(NAK).plus(NAK).plus(NAK), meter.written());
    assertEquals("Failed BAD_DATA frames came damaged", meter.said().getLast());
  }

  @Test
  void noticesThatTheMeterStops() {
    meter.receive(AstmFraming.ENQ.plus(HEADER));
    meter.forget();
    meter.pass(Duration.ofSeconds(5));
    assertEquals(Bytes.EMPTY, meter.written());
    meter.pass(Duration.ofMillis(200));
    assertEquals(NAK, meter.written());
    meter.pass(Duration.ofMinutes(1));
    assertEquals(
        List.of(
            "Failed SILENT the meter stopped answering", "Status NOT_CONNECTED no meter answers"),
        meter.said());
    assertNull(meter.wakeAt());
  }

  @Test
  void wakesAMeterOnUsbUntilItAnswers() {
    var usb = new Conversation(Contour.usb(CHINA));
    var eot = AbcReports.report(AstmFraming.EOT);
    assertEquals(64, eot.length());
    assertEquals(eot, usb.written());
    usb.forget();
    usb.pass(Duration.ofMillis(5_200));
    assertEquals(eot, usb.written());
    usb.pass(Duration.ofMinutes(2));
    assertEquals(List.of("Status NOT_CONNECTED no meter answers"), usb.hear());
    usb.receive(AbcReports.report(AstmFraming.ENQ));
    usb.receive(AbcReports.report(HEADER.slice(0, 60)));
    usb.receive(AbcReports.report(HEADER.drop(60)));
    usb.receive(AbcReports.report(RESULT));
    assertEquals(MEASURED, usb.said().getLast());
  }

  @Test
  void makesNothingOfAnEnqThatWasNoise() {
    meter.receive(AstmFraming.ENQ);
    meter.forget();
    meter.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), meter.said());
    assertNull(meter.wakeAt());
  }

  @Test
  void tellsAMeterThatComesBackLaterOnceMore() {
    meter.receive(SESSION);
    meter.forget();
    meter.receive(SESSION);
    assertEquals(List.of("Refused duplicate", "Status READY memory read: 1"), meter.hear());
    meter.pass(Duration.ofMinutes(3));
    meter.receive(SESSION);
    assertEquals(
        List.of(
            "Identified Bayer7350 01.20 serial 7350-4417052",
            "ClockRead 2025-03-08T09:41",
            "Setting U=mg/dL",
            MEASURED,
            "Status READY memory read: 1"),
        meter.said());
  }

  @Test
  void refusesEverySingleFlippedBitOfAResult() {
    for (int bit = 0; bit < RESULT.length() * 8; bit++) {
      var line = new Conversation(Contour.serial(CHINA));
      line.receive(AstmFraming.ENQ.plus(HEADER));
      line.receive(RESULT.with(bit / 8, RESULT.u8(bit / 8) ^ 1 << bit % 8));
      line.quiet();
      assertEquals(List.of(), line.measured(), "bit " + bit);
    }
  }

  @Test
  void wantsNothingOnceTheLineIsClosed() {
    meter.receive(AstmFraming.ENQ);
    meter.tell(new Stimulus.Closed());
    assertNull(meter.wakeAt());
  }
}
