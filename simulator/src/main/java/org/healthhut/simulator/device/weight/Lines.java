package org.healthhut.simulator.device.weight;

import java.util.function.Predicate;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/** Frames that carry no checksum, most of them lines of text. */
final class Lines {
  static final String END = "\r\n";

  private Lines() {}

  /** A line that ends with CR LF. */
  static Transmission line(String text, String note) {
    return text(text + END, note);
  }

  static Transmission text(String whole, String note) {
    return new Transmission(Bytes.ascii(whole), note, Transmission.NO_CHECKSUM);
  }

  /** Of a scale that takes no commands. */
  static Note ignored() {
    return new Note("秤不听 ignored: takes no commands", Verdict.UNCHECKED);
  }

  static Note command(String text, Predicate<String> known) {
    return known.test(text)
        ? new Note("命令 " + text, Verdict.UNCHECKED)
        : new Note("未知命令 unknown command", Verdict.BAD);
  }
}
