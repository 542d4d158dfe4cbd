package org.healthhut.simulator.device.glucose;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.NoteExample;
import org.healthhut.simulator.device.Transmission;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every meter sends the examples of its protocol note to the byte. */
class MeterExamplesTest {
  @TestFactory
  Stream<DynamicNode> sendsTheExamplesOfTheNote() {
    return Stream.of(
        examples("sinocare-uart", MeterExamplesTest::sinocare),
        examples("onetouch-ultra2", MeterExamplesTest::ultra2),
        examples("onetouch-ultramini", MeterExamplesTest::ultraMini),
        examples("onetouch-verio-iq", MeterExamplesTest::verioIq),
        examples("freestyle-lite", MeterExamplesTest::freeStyleLite),
        examples("freestyle-optium", MeterExamplesTest::freeStyleOptium),
        examples("contour", MeterExamplesTest::contour),
        examples("contour-usb", MeterExamplesTest::contour),
        examples("codefree", MeterExamplesTest::codeFree),
        examples("glucomen-areo", MeterExamplesTest::areo),
        examples("taidoc-glucose", MeterExamplesTest::taidoc));
  }

  private static DynamicNode examples(String model, Function<NoteExample, Transmission> sends) {
    return dynamicContainer(
        model,
        NoteExample.of(model).stream()
            .map(example ->
                dynamicTest(example.title(), () -> example.assertSent(sends.apply(example)))));
  }

  private static Transmission sinocare(NoteExample example) {
    return example.number("command") == 1
        ? SinocareMeter.frame(1, Bytes.ascii(example.text("text")), "")
        : SinocareMeter.result(
            SinocareMeter.Form.valueOf(example.text("form")),
            example.number("command"),
            example.at(),
            example.decimal("glucose"),
            example.decimal("celsius"));
  }

  private static Transmission ultra2(NoteExample example) {
    return switch (example.text("kind")) {
      case "serial" -> OneTouchUltra2.serial(example.text("serial"));
      case "version" -> OneTouchUltra2.version();
      case "clock" -> OneTouchUltra2.clock(example.at());
      case "unit" -> OneTouchUltra2.unit(example.text("unit"));
      case "erased" -> OneTouchUltra2.erased();
      case "header" ->
          OneTouchUltra2.header(
              example.number("count"), example.text("serial"), example.text("unit"));
      default ->
          OneTouchUltra2.record(
              example.at(),
              example.text("value").replace('_', ' '),
              example.text("meal"),
              example.text("comment"));
    };
  }

  private static Transmission ultraMini(NoteExample example) {
    return OneTouchPacket.of(
        example.number("link"),
        switch (example.text("kind")) {
          case "ack" -> Bytes.EMPTY;
          case "version" -> OneTouchUltraMini.version();
          case "count" -> OneTouchUltraMini.count(example.number("count"));
          default -> OneTouchUltraMini.record(example.at(), example.number("value"));
        },
        "");
  }

  private static Transmission verioIq(NoteExample example) {
    return switch (example.text("kind")) {
      case "count" -> OneTouchVerioIq.count(3, example.number("count"));
      case "clock" -> OneTouchVerioIq.clock(3, example.at());
      case "serial" -> OneTouchVerioIq.serial(3, example.text("serial"));
      case "wrong" -> OneTouchVerioIq.wrong(3);
      default ->
          OneTouchVerioIq.record(
              3,
              example.at(),
              example.number("value"),
              example.number("control"),
              example.number("meal"));
    };
  }

  private static Transmission freeStyleLite(NoteExample example) {
    var records =
        rows(example).stream()
            .map(row ->
                FreeStyleLite.record(row.getFirst().replace('_', ' '), at(row.get(1)), row.get(2)))
            .toList();
    return FreeStyleLite.reply(example.text("serial"), at(example.text("now")), records);
  }

  private static Transmission freeStyleOptium(NoteExample example) {
    var records =
        rows(example).stream()
            .map(row ->
                FreeStyleOptium.record(
                    row.getFirst(), at(row.get(1)), row.get(2), Integer.parseInt(row.get(3))))
            .toList();
    return FreeStyleOptium.reply(example.text("serial"), at(example.text("now")), records);
  }

  private static Transmission contour(NoteExample example) {
    var text =
        switch (example.text("kind")) {
          case "header" ->
              Contour.header(
                  "k3Zt1a",
                  "Bayer7350^01.20\\01.05\\10.01^7350-4417052^0000-",
                  "A=1^C=00^G=en^I=0200^R=0^S=01^U=0^V=20600"
                      + "^X=070070070180130180070130^Y=120054252099^Z=1",
                  3,
                  example.at());
          case "newer" ->
              Contour.newer(
                  example.number("sequence"),
                  example.text("value"),
                  "mg/dL",
                  example.text("marks"),
                  example.at());
          case "older" ->
              Contour.older(
                  example.number("sequence"),
                  example.text("value"),
                  "mmol/L",
                  "",
                  "",
                  example.text("user"),
                  example.text("control"),
                  example.at());
          default -> example.text("text");
        };
    return Contour.frame(example.number("frame"), text, text.startsWith("L"));
  }

  private static Transmission codeFree(NoteExample example) {
    return switch (example.text("kind")) {
      case "count" -> CodeFree.count(example.number("count"));
      case "record" ->
          CodeFree.record(example.at(), example.number("value"), example.number("meal"));
      default -> CodeFree.frame(Bytes.hex(example.text("message")), "");
    };
  }

  private static Transmission areo(NoteExample example) {
    var lines =
        rows(example).stream()
            .map(row ->
                GlucoMenAreo.line(
                    "Glu", row.getFirst(), Integer.parseInt(row.get(1)), at(row.get(2))))
            .toList();
    return lines.isEmpty() ? GlucoMenAreo.empty() : GlucoMenAreo.block(lines, "");
  }

  private static Transmission taidoc(NoteExample example) {
    return TaiDocMeter.value(example.number("value"), example.number("flags"));
  }

  private static List<List<String>> rows(NoteExample example) {
    return example.text("records").isEmpty()
        ? List.of()
        : Arrays.stream(example.text("records").split(";", -1))
            .map(row -> List.of(row.split(",", -1)))
            .toList();
  }

  private static LocalDateTime at(String text) {
    return LocalDateTime.parse(text);
  }
}
