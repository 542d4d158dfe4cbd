package org.healthhut.simulator.device.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.NoteExample;
import org.junit.jupiter.api.Test;

/** The examples of the protocol notes, to the byte. */
class VitalsExamplesTest {
  @Test
  void contecStream() {
    for (var example : NoteExample.of("cms50-stream")) {
      example.assertSent(
          ContecStream.frame(
              example.number("first"),
              example.number("signal"),
              example.number("wave"),
              example.number("third"),
              example.number("bar"),
              example.number("pulse"),
              example.number("saturation")));
    }
  }

  @Test
  void contecV7() {
    for (var example : NoteExample.of("cms50-v7")) {
      example.assertSent(
          ContecV7.realTime(
              example.number("status"),
              example.number("signal"),
              example.number("wave"),
              example.number("bar"),
              example.number("pulse"),
              example.number("saturation"),
              example.number("perfusion")));
    }
  }

  @Test
  void noninOem3() {
    for (var example : NoteExample.of("nonin-oem3")) {
      var packet = Bytes.EMPTY;
      for (int i = 0; i < 25; i++) {
        packet =
            packet.plus(
                NoninOem3.frame(
                        i,
                        example.number("status"),
                        example.number("pleth") + i,
                        example.number("pulse"),
                        example.number("saturation"))
                    .frame());
      }
      assertEquals(example.bytes().hex(), packet.hex(), example.title());
    }
  }

  @Test
  void nonin9560() {
    for (var example : NoteExample.of("nonin-9560")) {
      example.assertSent(
          example.given().containsKey("serial")
              ? Nonin9560.serial(example.text("serial"))
              : Nonin9560.record(
                  example.number("first"),
                  example.number("pulse"),
                  example.number("saturation"),
                  example.number("last")));
    }
  }

  @Test
  void skinModule() {
    for (var example : NoteExample.of("gy-mcu90614")) {
      example.assertSent(SkinModule.frame(example.decimal("object"), example.decimal("sensor")));
    }
  }
}
