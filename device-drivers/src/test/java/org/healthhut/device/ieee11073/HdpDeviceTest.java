package org.healthhut.device.ieee11073;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.Test;

final class HdpDeviceTest {
  private static final Bytes KNOWN = request("02 BC");
  private static final Bytes UNKNOWN = request("40 00");
  private static final Bytes REPORT =
      Bytes.hex(
          "E7 00 00 3E 00 3C 00 01 01 01 00 36 00 00 FF FF FF FF 0D 1D 00 2C F0 00 00 00 00 02 00"
              + " 24 00 01 00 12 00 03 00 06 00 83 00 54 00 64 20 25 03 08 09 41 24 00 00 02 00 0A"
              + " 00 47 20 25 03 08 09 41 24 00");
  private static final Bytes CONFIRMATION =
      Bytes.hex("E7 00 00 12 00 10 00 01 02 01 00 0A 00 00 00 00 00 00 0D 1D 00 00");
  private static final Bytes ABORT = Bytes.hex("E6 00 00 02 00 00");

  private final Conversation monitor =
      new Conversation(HdpDevice.bloodPressure(ZoneId.of("Asia/Shanghai")));

  @Test
  void saysNothingBeforeTheDeviceDoes() {
    assertEquals(Bytes.EMPTY, monitor.written());
    assertEquals(List.of(), monitor.said());
    assertNull(monitor.wakeAt());
  }

  @Test
  void confirmsAReportWithinTheTimeADeviceWaits() {
    monitor.receive(KNOWN);
    monitor.pass(Duration.ofSeconds(1));
    monitor.forget();
    monitor.receive(REPORT);
    monitor.pass(Duration.ofMillis(100));
    assertEquals(CONFIRMATION, monitor.written());
    assertEquals(1, monitor.measured().size());
  }

  @Test
  void breaksOffWhereNoConfigurationComes() {
    monitor.receive(UNKNOWN);
    monitor.quiet();
    monitor.forget();
    monitor.pass(Duration.ofMillis(9_999));
    assertEquals(List.of(), monitor.said());
    monitor.pass(Duration.ofMillis(1));
    assertEquals(List.of("Failed SILENT no configuration came within 10 s"), monitor.said());
    assertEquals(ABORT, monitor.written());
    assertNull(monitor.wakeAt());
  }

  @Test
  void keepsNoAssociationOverAClosedLine() {
    monitor.receive(KNOWN);
    monitor.quiet();
    monitor.tell(new Stimulus.Closed());
    monitor.forget();
    monitor.receive(REPORT);
    monitor.quiet();
    assertEquals(List.of("Refused not associated"), monitor.said());
  }

  /** The lengths inside a report must all fit: no flipped bit of one lets a number through. */
  @Test
  void readsNoOtherMomentOrValueWhenALengthIsDamaged() {
    monitor.receive(KNOWN.plus(REPORT));
    monitor.quiet();
    var told = monitor.measured().getFirst().values();
    int[] lengths = {2, 3, 4, 5, 10, 11, 20, 21, 26, 27, 28, 29, 32, 33, 34, 35, 36, 37, 54, 55};
    for (int at : lengths) {
      for (int bit = 0; bit < 8; bit++) {
        var conversation = new Conversation(HdpDevice.bloodPressure(ZoneId.of("Asia/Shanghai")));
        conversation.receive(KNOWN);
        conversation.quiet();
        conversation.receive(REPORT.with(at, REPORT.u8(at) ^ 1 << bit));
        conversation.quiet();
        assertTrue(conversation.measured().isEmpty(), "byte " + at + " bit " + bit);
      }
    }
    assertEquals(4, told.size());
  }

  /** Without a time nothing but the report's own numbers tells an echo from a second one. */
  @Test
  void tellsEqualValuesWithoutATimeOnceForEachReport() {
    var oximeter = new Conversation(HdpDevice.oximeter(ZoneId.of("Asia/Shanghai")));
    var first = untimed(1, 0);
    oximeter.receive(request("01 90"));
    oximeter.quiet();
    for (var report : List.of(first, first, untimed(2, 0), untimed(2, 1))) {
      oximeter.receive(report);
      oximeter.quiet();
    }
    assertEquals(3, oximeter.measured().size());
    assertEquals(1, oximeter.said().stream().filter("Refused duplicate"::equals).count());
    assertTrue(
        oximeter.measured().stream().allMatch(each -> each.flags().contains(Flag.FROM_MEMORY)));
  }

  /** Numbers begin anew with each association. */
  @Test
  void takesAReportOfAnotherAssociationForAnother() {
    var oximeter = new Conversation(HdpDevice.oximeter(ZoneId.of("Asia/Shanghai")));
    for (int i = 0; i < 2; i++) {
      oximeter.receive(request("01 90"));
      oximeter.quiet();
      oximeter.receive(untimed(1, 0));
      oximeter.quiet();
    }
    assertEquals(2, oximeter.measured().size());
  }

  @Test
  void tellsTheSameMomentOfTwoPersonsTwice() {
    monitor.receive(KNOWN);
    monitor.quiet();
    for (int person = 1; person <= 2; person++) {
      monitor.receive(
          Bytes.hex(
              "E7 00 00 44 00 42 00 01 01 01 00 3C 00 00 FF FF FF FF 0D 1F 00 32 F0 00 00 00 00 01"
                  + " 00 2A 00 0%d 00 02 00 24 00 01 00 12 00 03 00 06 00 83 00 54 00 64 20 25 03 08"
                      .formatted(person)
                  + " 09 41 24 00 00 02 00 0A 00 47 20 25 03 08 09 41 24 00"));
      monitor.quiet();
    }
    assertEquals(2, monitor.measured().size(), monitor.said().toString());
  }

  /** 97 % and 72 a minute. */
  private static Bytes untimed(int invoke, int number) {
    return Bytes.hex(
        ("E7 00 00 26 00 24 00 %02X 01 01 00 1E 00 00 FF FF FF FF 0D 1D 00 14 F0 00 00 %02X 00 02"
                + " 00 0C 00 01 00 02 00 61 00 0A 00 02 00 48")
            .formatted(invoke, number));
  }

  private static Bytes request(String configuration) {
    return Bytes.hex(
        "E2 00 00 32 80 00 00 00 00 01 00 2A 50 79 00 26 80 00 00 00 80 00 80 00 00 00 00 00 00 00"
            + " 00 80 00 00 00 08 00 22 09 01 02 03 04 05 "
            + configuration
            + " 00 01 01 00 00 00 00 00");
  }
}
