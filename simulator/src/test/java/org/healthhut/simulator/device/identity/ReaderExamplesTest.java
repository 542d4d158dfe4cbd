package org.healthhut.simulator.device.identity;

import java.time.LocalDate;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.api.Test;

/** The examples of the protocol notes, to the byte. */
class ReaderExamplesTest {
  @Test
  void cardReader() {
    for (var example : NoteExample.of("sam-v")) {
      var data = example.text("data");
      example.assertSent(
          SamReader.reply(
              Integer.parseInt(example.text("sw3"), 16),
              data.equals("-") ? Bytes.EMPTY : Bytes.hex(data),
              ""));
    }
  }

  @Test
  void card() {
    for (var example : NoteExample.of("sam-v-card")) {
      var card =
          new Document.IdCard(
              "王小明",
              1,
              "01",
              LocalDate.of(1985, 4, 12),
              "测试市示范路1号",
              example.text("number"),
              "测试市公安局",
              LocalDate.of(2019, 3, 1),
              LocalDate.of(2039, 3, 1));
      example.assertSent(SamReader.card(card, 0, false));
    }
  }

  @Test
  void scanners() {
    for (var example : NoteExample.of("qr-gm65")) {
      example.assertSent(GrowCommands.reply(Bytes.hex(example.text("data")), ""));
    }
    for (var example : NoteExample.of("qr-gm72")) {
      int opcode = Integer.parseInt(example.text("opcode"), 16);
      example.assertSent(SsiCommands.frame(opcode, example.number("source"), Bytes.EMPTY, ""));
    }
  }
}
