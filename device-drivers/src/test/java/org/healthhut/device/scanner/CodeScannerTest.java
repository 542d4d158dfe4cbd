package org.healthhut.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Stimulus.Request;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

final class CodeScannerTest {
  private static final Bytes ACKNOWLEDGED = Bytes.hex("02 00 00 01 00 33 31");
  private static final Bytes SSI_ACKNOWLEDGED = Bytes.hex("04 D0 00 00 FF 2C");
  private static final Bytes BAUD_QUERY = Bytes.hex("7E 00 07 01 00 2A 02 D8 0F");
  private static final Bytes SSI_VERSION = Bytes.hex("00 04 A3 04 00 FF 55");
  private static final Bytes SSI_START = Bytes.hex("00 04 E4 04 00 FF 14");
  private static final Bytes SSI_STOP = Bytes.hex("00 04 E5 04 00 FF 13");
  private static final Bytes TRIGGER = GrowCommands.command(0x08, 0x0002, 1);
  private static final Bytes STOP = GrowCommands.command(0x08, 0x0002, 0);
  private static final String CODE = "JKXW|20250308";

  private final Conversation grow = new Conversation(CodeScanner.grow());

  /** The frames printed in qr-scanner.md, 7E command frames. */
  @Test
  void sumsAsTheManufacturerDoes() {
    assertEquals(Bytes.hex("31 C3"), GrowCommands.crc(Bytes.ascii("123456789")));
    assertEquals(Bytes.hex("7E 00 09 01 00 00 00 DE C8"), GrowCommands.command(0x09, 0x0000, 0));
    assertEquals(Bytes.hex("7E 00 08 01 00 D9 50 81 D3"), GrowCommands.command(0x08, 0x00D9, 0x50));
    assertEquals(Bytes.hex("7E 00 08 01 00 0D 01 12 E4"), GrowCommands.command(0x08, 0x000D, 1));
    assertEquals(BAUD_QUERY, GrowCommands.command(0x07, 0x002A, 2));
  }

  @Test
  void asksWhetherTheModuleIsThere() {
    assertEquals(BAUD_QUERY, grow.written());
    hear(grow, ACKNOWLEDGED);
    assertEquals(List.of("Status READY"), grow.said());
  }

  @Test
  void triggersUntilACodeIsThere() {
    ready();
    grow.tell(new Stimulus.Asked(Request.MEASURE));
    assertEquals(TRIGGER, grow.written());
    hear(grow, ACKNOWLEDGED);
    grow.pass(Duration.ofSeconds(10));
    hear(grow, Bytes.ascii(CODE + "\r\n"));
    grow.pass(Duration.ofMinutes(1));
    assertEquals(List.of("Presented Code " + CODE), grow.said());
    assertEquals(TRIGGER, grow.written());
  }

  @Test
  void stopsWhereNoCodeCameForThirtySeconds() {
    ready();
    grow.tell(new Stimulus.Asked(Request.MEASURE));
    hear(grow, ACKNOWLEDGED);
    grow.pass(Duration.ofMillis(29_999));
    assertEquals(List.of(), grow.said());
    grow.pass(Duration.ofMillis(1));
    assertEquals(List.of("Status READY no code within 30 s"), grow.said());
    assertEquals(TRIGGER.plus(STOP), grow.written());
    hear(grow, ACKNOWLEDGED);
    assertNull(grow.wakeAt());
  }

  @Test
  void stopsWhenAsked() {
    ready();
    grow.tell(new Stimulus.Asked(Request.MEASURE));
    hear(grow, ACKNOWLEDGED);
    grow.tell(new Stimulus.Asked(Request.STOP));
    hear(grow, ACKNOWLEDGED);
    assertEquals(TRIGGER.plus(STOP), grow.written());
    assertNull(grow.wakeAt());
  }

  @Test
  void triggersThreeTimesMoreBeforeItGivesUp() {
    ready();
    grow.tell(new Stimulus.Asked(Request.MEASURE));
    grow.pass(Duration.ofSeconds(2));
    assertEquals(4 * TRIGGER.length(), grow.written().length());
    assertEquals(List.of("Failed SILENT no answer of the scanner to a command"), grow.hear());
  }

  @Test
  void presentsCodesOfAModuleThatNeverAnswers() {
    grow.pass(Duration.ofMinutes(2));
    assertEquals(List.of("Failed SILENT no answer of the scanner to a command"), grow.hear());
    hear(grow, Bytes.ascii(CODE + "\r"));
    assertEquals(List.of("Presented Code " + CODE), grow.said());
  }

  @Test
  void wakesAGm72BeforeEachCommand() {
    var ssi = new Conversation(CodeScanner.ssi());
    assertEquals(Bytes.of(0), ssi.written());
    ssi.pass(Duration.ofMillis(49));
    assertEquals(Bytes.of(0), ssi.written());
    ssi.pass(Duration.ofMillis(1));
    assertEquals(SSI_VERSION, ssi.written());
    hear(ssi, SSI_ACKNOWLEDGED);
    ssi.forget();
    ssi.tell(new Stimulus.Asked(Request.MEASURE));
    ssi.pass(Duration.ofMillis(50));
    assertEquals(SSI_START, ssi.written());
    hear(ssi, SSI_ACKNOWLEDGED.plus(Bytes.ascii(CODE + "\r\n")));
    assertEquals(List.of("Presented Code " + CODE), ssi.hear());
    ssi.tell(new Stimulus.Asked(Request.STOP));
    ssi.pass(Duration.ofMillis(50));
    assertEquals(SSI_STOP, ssi.written());
  }

  @Test
  void presentsTheSameCodeAgainAfterThreeSeconds() {
    var scanner = new Conversation(CodeScanner.ofLines());
    var code = Bytes.ascii(CODE + "\r\n");
    hear(scanner, code);
    for (int i = 0; i < 20; i++) {
      scanner.pass(Duration.ofMillis(300));
      hear(scanner, code);
    }
    assertEquals(
        List.of("Presented Code " + CODE),
        scanner.hear().stream().filter(said -> said.startsWith("Presented")).toList());
    scanner.pass(Duration.ofMillis(2_999));
    hear(scanner, code);
    assertEquals(List.of("Refused duplicate"), scanner.hear());
    scanner.pass(Duration.ofSeconds(3));
    hear(scanner, code);
    assertEquals(List.of("Presented Code " + CODE), scanner.hear());
  }

  @Test
  void hidesWhatItRefusesAndWhatItPresents() {
    var scanner = new Conversation(CodeScanner.ofLines());
    var secret = "99999919850412001X";
    for (var end : List.of("\r\n", "\r\n", "\u001B\r\n", "")) {
      hear(scanner, Bytes.ascii(secret + end));
    }
    assertEquals(4, scanner.events().size());
    for (var event : scanner.events()) {
      assertFalse(event.toString().contains(secret));
      if (event instanceof DeviceEvent.Refused(_, var bytes)) {
        assertEquals(Bytes.copyOf(new byte[bytes.length()]), bytes);
      }
    }
  }

  @Test
  void keepsNoMoreThanAScanOfALineThatIsNeverQuiet() {
    var scanner = new Conversation(CodeScanner.ofLines());
    for (int i = 0; i < 100; i++) {
      scanner.receive(Bytes.copyOf(new byte[1000]));
    }
    hear(scanner, Bytes.ascii(CODE + "\r\n"));
    assertEquals(List.of("Refused longer than 2048 bytes"), scanner.hear());
    hear(scanner, Bytes.ascii(CODE + "\r\n"));
    assertEquals(List.of("Presented Code " + CODE), scanner.hear());
  }

  @Test
  void takesNoAcknowledgementWithAFlippedBit() {
    for (int bit = 0; bit < ACKNOWLEDGED.length() * 8; bit++) {
      var conversation = new Conversation(CodeScanner.grow());
      hear(conversation, ACKNOWLEDGED.with(bit / 8, ACKNOWLEDGED.u8(bit / 8) ^ 1 << bit % 8));
      assertFalse(conversation.said().contains("Status READY"), "bit " + bit);
    }
  }

  private void ready() {
    hear(grow, ACKNOWLEDGED);
    grow.forget();
  }

  private static void hear(Conversation scanner, Bytes bytes) {
    scanner.receive(bytes);
    scanner.quiet();
  }
}
