package org.healthhut.simulator.device.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.VirtualModel;
import org.junit.jupiter.api.Test;

class ReaderTest {
  private static final Document.IdCard CARD =
      new Document.IdCard(
          "王小明",
          1,
          "01",
          LocalDate.of(1985, 4, 12),
          "测试市示范路1号",
          "99999919850412001X",
          "测试市公安局",
          LocalDate.of(2019, 3, 1),
          null);

  private static final Bytes STATUS = Bytes.hex("AA AA AA 96 69 00 03 11 FF ED");
  private static final Bytes FIND = Bytes.hex("AA AA AA 96 69 00 03 20 01 22");
  private static final Bytes SELECT = Bytes.hex("AA AA AA 96 69 00 03 20 02 21");
  private static final Bytes READ = Bytes.hex("AA AA AA 96 69 00 03 30 01 32");
  private static final Bytes READ_ALL = Bytes.hex("AA AA AA 96 69 00 03 30 10 23");
  private static final Bytes TRIGGER = Bytes.hex("7E 00 08 01 00 02 01 AB CD");
  private static final Bytes START = Bytes.hex("04 E4 04 00 FF 14");
  private static final String ACK = "02 00 00 01 00 33 31";

  private static VirtualModel model(String id) {
    return VirtualReaders.ALL.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** A reader that has been on for a while. */
  private static Rehearsal reader() {
    var reader = new Rehearsal(model("sam-v"));
    reader.pass(Duration.ofSeconds(2));
    return reader;
  }

  /** SW3 of each answer. */
  private static List<String> answers(Rehearsal reader, Bytes... requests) {
    var codes = new ArrayList<String>();
    for (var request : requests) {
      int before = reader.sent().size();
      reader.tell(new Happening.Heard(request));
      codes.add(
          reader.sent().size() == before
              ? ""
              : "%02X".formatted(reader.sent().getLast().frame().u8(9)));
    }
    return codes;
  }

  @Test
  void aCardIsReadOnceUntilItIsLifted() {
    var reader = new Rehearsal(model("sam-v"));
    assertEquals(List.of(""), answers(reader, STATUS));
    reader.pass(Duration.ofSeconds(2));
    assertEquals(List.of("90", "80", "81", "41"), answers(reader, STATUS, FIND, SELECT, READ));
    reader.tell(new Happening.Shown(CARD));
    assertEquals(List.of("81", "9F", "90", "90"), answers(reader, SELECT, FIND, SELECT, READ));
    assertEquals(1295, reader.sent().getLast().frame().length());
    assertEquals(List.of("80"), answers(reader, FIND));
    reader.pass(Duration.ofSeconds(10));
    assertEquals(List.of("80"), answers(reader, FIND));
    reader.tell(new Happening.Shown(CARD));
    assertEquals(List.of("9F", "90", "90"), answers(reader, FIND, SELECT, READ_ALL));
    assertEquals(2321, reader.sent().getLast().frame().length());
    assertTrue(
        reader.sent().getLast().frame().slice(16 + 204, 16 + 208).equals(Bytes.hex("7F 95 1F 67")),
        "no end");
  }

  @Test
  void eachStatusWordIsAnsweredWhereTheCardIsInTheWay() {
    for (var error : model("sam-v").errors()) {
      var reader = reader();
      reader.tell(new Happening.Shown(new Document.Unreadable(error.code())));
      assertEquals(
          error.code(),
          answers(reader, FIND, SELECT, READ).stream()
              .filter(error.code()::equals)
              .findFirst()
              .orElse(""),
          error.english());
      reader.pass(Duration.ofSeconds(10));
      assertEquals(List.of("80"), answers(reader, FIND), error.english());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> model("sam-v").checked(new Document.Unreadable("99")));
  }

  @Test
  void aWrongRequestIsToldWhatIsWrongWithIt() {
    var reader = reader();
    assertEquals(
        List.of("10", "11", "21", "24", "90"),
        answers(
            reader,
            FIND.with(9, 0x23),
            Bytes.hex("AA AA AA 96 69 00 04 20 01 00 25"),
            Bytes.hex("AA AA AA 96 69 00 03 20 07 24"),
            Bytes.hex("AA AA AA 96 69 00 03 77 01 75"),
            Bytes.hex("AA AA AA 96 69 00 03 60 01 62")));
    // In pieces, with noise and one AA too many before it.
    reader.tell(new Happening.Heard(Bytes.hex("00 69 AA")));
    assertEquals(List.of("", "80"), answers(reader, FIND.slice(0, 6), FIND.drop(6)));
  }

  @Test
  void aContinuousScannerSaysACodeMoreThanOnce() {
    var scanner = new Rehearsal(model("qr-line"));
    scanner.tell(new Happening.Shown(new Document.Code("健康码")));
    scanner.pass(Duration.ofSeconds(5));
    assertEquals(4, scanner.sent().size(), 1);
    assertEquals(Bytes.utf8("健康码\r\n").hex(), scanner.sent().getFirst().frame().hex());
  }

  @Test
  void aTriggeredScannerLooksForOneCode() {
    var scanner = new Rehearsal(model("qr-gm65"));
    scanner.tell(new Happening.Shown(new Document.Code("A")));
    scanner.pass(Duration.ofSeconds(5));
    assertEquals(List.of(), hex(scanner));
    scanner.tell(new Happening.Heard(Bytes.of(0x7E).plus(TRIGGER.slice(0, 3))));
    scanner.tell(new Happening.Heard(TRIGGER.drop(3)));
    scanner.tell(new Happening.Shown(new Document.Code("A")));
    scanner.pass(Duration.ofSeconds(5));
    assertEquals(List.of(ACK, "41 0D 0A"), hex(scanner));
    scanner.tell(new Happening.Heard(Bytes.hex("7E 00 07 01 00 2A 02 D8 0F")));
    assertTrue(hex(scanner).getLast().startsWith("02 00 00 02 39 01 "), hex(scanner).getLast());
    // A checksum that does not hold, and one that is not checked.
    scanner.tell(new Happening.Heard(Bytes.hex("7E 00 09 01 00 00 00 DE C9")));
    assertEquals(3, scanner.sent().size());
    scanner.tell(new Happening.Heard(Bytes.hex("7E 00 09 01 00 00 00 DE C8")));
    assertEquals(ACK, hex(scanner).getLast());
  }

  @Test
  void aSleepingScannerLosesWhatWakesIt() {
    var scanner = new Rehearsal(model("qr-gm72"));
    scanner.tell(new Happening.Heard(START));
    assertEquals(List.of(), hex(scanner));
    scanner.pass(Duration.ofMillis(60));
    scanner.tell(new Happening.Heard(START.slice(0, 3)));
    scanner.tell(new Happening.Heard(START.drop(3)));
    scanner.tell(new Happening.Shown(new Document.Code("A")));
    scanner.pass(Duration.ofSeconds(3));
    assertEquals(List.of("04 D0 00 00 FF 2C", "41 0D 0A"), hex(scanner));
    scanner.tell(new Happening.Heard(START.with(5, 0x15)));
    assertEquals(2, scanner.sent().size());
  }

  private static List<String> hex(Rehearsal of) {
    return of.sent().stream().map(each -> each.frame().hex()).toList();
  }
}
