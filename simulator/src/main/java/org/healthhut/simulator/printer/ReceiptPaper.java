package org.healthhut.simulator.printer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;

/**
 * What a printer makes of the bytes it is sent: lines of text, pictures and cuts. Bytes may come in
 * any pieces. A command that a plain receipt printer does not know is printed as garbage, as there.
 */
final class ReceiptPaper {
  private static final Charset GB_18030 = Charset.forName("GB18030");
  private static final int DLE = 0x10;
  private static final int ESC = 0x1B;
  private static final int FS = 0x1C;
  private static final int GS = 0x1D;
  private static final int LINE_FEED = 0x0A;

  /** A slip is some hundred; what is beyond came from a program gone wrong and is dropped. */
  private static final int LINES_MAX = 1000;

  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Bytes waiting = Bytes.EMPTY;
  private int rollLines;

  /**
   * A new roll.
   *
   * @param rollLines how many lines of text there are on it
   */
  ReceiptPaper(int rollLines) {
    this.rollLines = rollLines;
  }

  /** Prints, and gives what the printer answers. */
  Bytes received(Bytes bytes) {
    waiting = waiting.plus(bytes);
    var answers = Bytes.EMPTY;
    int length = commandLength();
    while (length > 0 && length <= waiting.length()) {
      answers = answers.plus(carryOut(waiting.slice(0, length)));
      waiting = waiting.drop(length);
      length = commandLength();
    }
    return answers;
  }

  /** What is on the paper: text, {@code [WxH dots]} for a picture, {@code [cut]}. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  boolean out() {
    return rollLines <= 0;
  }

  void load(int more) {
    rollLines = more;
  }

  /** How long the command in front is; more than there is while its end has not come. */
  private int commandLength() {
    if (waiting.isEmpty()) {
      return 0;
    }
    int first = waiting.u8(0);
    if (first != DLE && first != ESC && first != FS && first != GS) {
      return 1;
    }
    if (waiting.length() < 2) {
      return 2;
    }
    int second = waiting.u8(1);
    return switch (first << 8 | second) {
      case ESC << 8 | '@', FS << 8 | '&' -> 2;
      case GS << 8 | 'V' -> waiting.length() < 3 || waiting.u8(2) >= 65 ? 4 : 3;
      case GS << 8 | 'v' -> waiting.length() < 8 ? 8 : 8 + waiting.u16le(4) * waiting.u16le(6);
      case DLE << 8 | 4, ESC << 8 | 'a', ESC << 8 | 'd', GS << 8 | '!', FS << 8 | '!' -> 3;
      default -> 1;
    };
  }

  private Bytes carryOut(Bytes command) {
    int first = command.u8(0);
    if (first == LINE_FEED) {
      endLine();
    } else if (command.length() == 1) {
      line.write(first);
    } else if (first == DLE) {
      // Bits 1 and 4 are always set; 5 and 6 say that the paper's end has been reached.
      return command.u8(2) == 4 ? Bytes.of(out() ? 0x72 : 0x12) : Bytes.of(0x12);
    } else if (first == ESC && command.u8(1) == '@') {
      line.reset();
    } else if (first == GS && command.u8(1) == 'V') {
      put("[cut]");
    } else if (first == GS && command.u8(1) == 'v') {
      put("[" + command.u16le(4) * 8 + "x" + command.u16le(6) + " dots]");
    }
    return Bytes.EMPTY;
  }

  private void endLine() {
    var text = line.toString(GB_18030);
    line.reset();
    put(text);
  }

  private void put(String what) {
    if (!out() && lines.size() < LINES_MAX) {
      lines.add(what);
    }
    rollLines--;
  }
}
