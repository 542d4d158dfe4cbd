package org.healthhut.device.nonin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class NoninTest {
  private static final Bytes SERIAL_QUERY = Bytes.hex("02 74 02 02 02 03");
  private static final Bytes SERIAL = Bytes.hex("02 F4 0B 02 31 32 33 34 35 36 37 38 39 DF 03");
  private static final Bytes CHOICE = Bytes.hex("02 70 04 02 08 00 7E 03");
  private static final Bytes ACKNOWLEDGED = Bytes.of(0x06);
  private static final Bytes SMART = Bytes.hex("80 48 61 20");
  private static final Bytes PLAIN = Bytes.hex("80 48 61 00");
  private static final String READING = "Measured pulse=72 /min oxygenSaturation=97 %";
  private static final Duration RECORD = Duration.ofSeconds(1);

  private final Conversation bluetooth = new Conversation(new Nonin9560());

  /** A packet of format 2 with everything but pulse and saturation left out. */
  private static Bytes packet(int status, int pulse, int saturation) {
    var packet = Bytes.EMPTY;
    for (int i = 0; i < 25; i++) {
      int data =
          switch (i) {
            case 0 -> pulse >> 7;
            case 1 -> pulse & 0x7F;
            case 2 -> saturation;
            default -> 0;
          };
      var frame = Bytes.of(0x01, status | (i == 0 ? 1 : 0), i, data);
      packet = packet.plus(frame).plus(Bytes.of(frame.sum() & 0xFF));
    }
    return packet;
  }

  @Test
  void measuresThePacketsOfFormat2() {
    var module = new Conversation(new OemFormat2());
    stream(module, packet(0x82, 142, 96), 31, Duration.ofMillis(333));
    assertEquals(List.of(), module.measured());
    stream(module, packet(0x82, 142, 96), 1, Duration.ofMillis(333));
    assertEquals(
        List.of(
            "Status MEASURING",
            "Progress oxygenSaturation=96 %",
            "Progress pulse=142 /min",
            "Measured pulse=142 /min oxygenSaturation=96 %"),
        module.hear());
  }

  @Test
  void refusesAPacketWithAFlippedBit() {
    var whole = packet(0x82, 142, 96);
    for (int bit = 0; bit < whole.length() * 8; bit++) {
      var module = new Conversation(new OemFormat2());
      module.receive(whole.with(bit / 8, whole.u8(bit / 8) ^ 1 << bit % 8));
      module.quiet();
      assertEquals(
          List.of(),
          module.said().stream().filter(said -> !said.startsWith("Refused")).toList(),
          "bit " + bit);
      assertEquals(false, module.said().isEmpty(), "bit " + bit);
    }
  }

  @Test
  void measuresTheLinesOfTheAsciiMode() {
    var oximeter = new Conversation(new AsciiFormat());
    for (int i = 0; i < 12; i++) {
      oximeter.receive("SPO2=097 HR=072\r\n");
      oximeter.quiet();
      oximeter.pass(RECORD);
    }
    assertEquals(READING, oximeter.said().getLast());
    oximeter.forget();
    oximeter.pass(Duration.ofSeconds(5));
    assertEquals(List.of("Failed SILENT no frame understood for 3000 ms"), oximeter.hear());
  }

  @Test
  void measuresASmartPointAfterThreeSeconds() {
    begin();
    stream(bluetooth, SMART, 3, RECORD);
    assertEquals(List.of(), bluetooth.hear());
    stream(bluetooth, SMART, 1, RECORD);
    assertEquals(List.of("Status MEASURING", READING), bluetooth.hear());
    stream(bluetooth, SMART, 30, RECORD);
    assertEquals(List.of(), bluetooth.hear());
  }

  @Test
  void measuresWithoutASmartPointAfterTenSeconds() {
    begin();
    stream(bluetooth, PLAIN, 10, RECORD);
    assertEquals(List.of(), bluetooth.measured());
    stream(bluetooth, PLAIN, 1, RECORD);
    assertEquals(1, bluetooth.measured().size());
  }

  @Test
  void tellsTheSerialNumberWithAMeasurement() {
    begin();
    stream(bluetooth, SMART, 5, RECORD);
    assertEquals("123456789", bluetooth.measured().getFirst().serial());
  }

  @Test
  void takesTheSilenceOfAnOximeterThatWentOffForTheEndOfAFinger() {
    begin();
    stream(bluetooth, SMART, 5, RECORD);
    bluetooth.forget();
    bluetooth.quiet();
    bluetooth.pass(Duration.ofSeconds(10));
    assertEquals(List.of("Failed SILENT no frame understood for 4000 ms"), bluetooth.hear());
    stream(bluetooth, SMART, 5, RECORD);
    assertEquals(1, bluetooth.measured().size());
  }

  @Test
  void takesTheAnswerOfAnOximeterThatIsSendingAlready() {
    bluetooth.receive(SMART);
    bluetooth.receive(SERIAL);
    bluetooth.receive(SMART);
    bluetooth.receive(ACKNOWLEDGED);
    stream(bluetooth, SMART, 4, RECORD);
    assertEquals(READING, bluetooth.said().getLast());
  }

  @Test
  void choosesTheFormatWhereTheSerialNumberIsNotTold() {
    assertEquals(SERIAL_QUERY, bluetooth.written());
    bluetooth.pass(Duration.ofSeconds(3));
    assertEquals(
        SERIAL_QUERY.plus(SERIAL_QUERY).plus(SERIAL_QUERY).plus(CHOICE), bluetooth.written());
    bluetooth.pass(Duration.ofSeconds(3));
    assertEquals(List.of("Failed SILENT no answer to the choice of data format"), bluetooth.hear());
    bluetooth.pass(Duration.ofSeconds(30));
    assertEquals(List.of(), bluetooth.said());
    assertEquals(SERIAL_QUERY, bluetooth.written().slice(0, SERIAL_QUERY.length()));
  }

  @Test
  void refusesASerialNumberWithAFlippedBit() {
    for (int bit = 0; bit < SERIAL.length() * 8; bit++) {
      var conversation = new Conversation(new Nonin9560());
      conversation.receive(SERIAL.with(bit / 8, SERIAL.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(
          List.of(),
          conversation.said().stream().filter(said -> !said.startsWith("Refused")).toList(),
          "bit " + bit);
    }
  }

  @Test
  void asksForNothingOnceTheLineIsClosed() {
    bluetooth.tell(new Stimulus.Closed());
    assertNull(bluetooth.wakeAt());
  }

  private void begin() {
    bluetooth.receive(SERIAL);
    bluetooth.receive(ACKNOWLEDGED);
    bluetooth.quiet();
    bluetooth.forget();
  }

  private static void stream(Conversation conversation, Bytes bytes, int times, Duration each) {
    for (int i = 0; i < times; i++) {
      conversation.receive(bytes);
      conversation.pass(each);
    }
  }
}
