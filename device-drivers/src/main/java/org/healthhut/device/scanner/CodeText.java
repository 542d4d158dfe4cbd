package org.healthhut.device.scanner;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * What the bytes of a scan say (qr-scanner.md, Line format): {@code [AIM identifier] payload
 * suffix}, the payload in UTF-8 or, where it is none, in GBK.
 */
sealed interface CodeText {
  /** Prints itself hidden: it may name a person. */
  record Code(String text) implements CodeText {
    @Override
    public String toString() {
      return "Code[hidden]";
    }
  }

  /** The scanner is set to say in words that it read nothing. */
  record ReadNothing() implements CodeText {}

  record Malformed(String why) implements CodeText {}

  /** qr-scanner.md, Tolerances. */
  int PAYLOAD_MAX = 2048;

  int AIM_LENGTH = 3;

  /** AIM identifier and CR LF around the longest payload. */
  int LENGTH_MAX = AIM_LENGTH + PAYLOAD_MAX + 2;

  Pattern AIM = Pattern.compile("\\][A-Za-z][0-9A-Za-z]");

  /** UTF-8 first, as it hardly ever takes GBK for its own; the reverse would. */
  List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, Charset.forName("GBK"));

  /** qr-scanner.md, Errors. */
  List<String> READ_NOTHING = List.of("FAIL", "NG");

  /**
   * Decodes what came between two silences.
   *
   * @param suffixed whether a scan without CR or CR LF at its end is not whole
   */
  static CodeText decode(Bytes scan, boolean suffixed) {
    int end = end(scan, suffixed);
    if (end < 0) {
      return new Malformed("no CR at the end");
    }
    int from =
        end >= AIM_LENGTH && AIM.matcher(scan.slice(0, AIM_LENGTH).latin1()).matches()
            ? AIM_LENGTH
            : 0;
    if (end - from > PAYLOAD_MAX) {
      return new Malformed("longer than 2048 bytes");
    }
    var payload = scan.slice(from, end);
    if (payload.isEmpty()) {
      return new Malformed("an empty code");
    }
    var text = CHARSETS.stream().flatMap(charset -> decode(payload, charset).stream()).findFirst();
    if (text.isEmpty()) {
      return new Malformed("neither UTF-8 nor GBK");
    }
    if (READ_NOTHING.contains(text.get())) {
      return new ReadNothing();
    }
    return text.get().codePoints().allMatch(CodeText::printable)
        ? new Code(text.get())
        : new Malformed("control characters");
  }

  private static Optional<String> decode(Bytes payload, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(payload.toArray()))
              .toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** Where the suffix begins; below zero where there is none that must be. */
  private static int end(Bytes scan, boolean suffixed) {
    int length = scan.length();
    int last = length == 0 ? -1 : scan.u8(length - 1);
    if (last == '\n' && length > 1 && scan.u8(length - 2) == '\r') {
      return length - 2;
    }
    if (last == '\r') {
      return length - 1;
    }
    if (suffixed) {
      return -1;
    }
    return last == '\n' || last == '\t' ? length - 1 : length;
  }

  /** What can be seen; a keyboard wedge's keys and marks that turn text around cannot. */
  private static boolean printable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
