package org.healthhut.device.tanita;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 0,16,…,CS,hh} behind an opening brace, and CR LF: hh is the sum of every byte up to the
 * comma before {@code CS}, in two hexadecimal digits (tanita.md, Tagged comma format). The body is
 * what is summed. Whatever stands before the next brace is noise, such as the bytes a WB-3000 sends
 * behind its line.
 */
record TaggedFraming() implements Framing {
  /** Segment models send many more tags than the longest example, of 231 characters. */
  static final int FRAME_MAX = 1024;

  /** How every line begins. */
  static final Bytes HEADER = Bytes.ascii("{0,16,");

  private static final Pattern CHECKSUM = Pattern.compile("CS,[0-9A-Fa-f]{2}");
  private static final int CHECKSUM_LENGTH = 5;
  private static final String END = "\r\n";

  @Override
  public Framed front(Bytes received) {
    int compared = Math.min(HEADER.length(), received.length());
    if (!received.slice(0, compared).equals(HEADER.slice(0, compared))) {
      return new Framed.Noise(1, "no beginning of a line");
    }
    int end = received.latin1().indexOf(END);
    if (end < 0) {
      return new Framed.Partial();
    }
    int summed = end - CHECKSUM_LENGTH;
    if (summed <= HEADER.length() || received.u8(summed - 1) != ',') {
      return new Framed.Noise(1, "no checksum");
    }
    var checksum = received.slice(summed, end).latin1();
    if (!CHECKSUM.matcher(checksum).matches()) {
      return new Framed.Noise(1, "no checksum");
    }
    int told = Integer.parseInt(checksum.substring(3), 16);
    return (received.slice(0, summed).sum() & 0xFF) == told
        ? new Framed.Frame(received.slice(0, summed), end + END.length())
        : new Framed.Noise(1, "wrong checksum");
  }
}
