package org.healthhut.device.bgstar;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * Lines of text. The note says how a command ends, with CR, and not how an answer does: CR, LF and
 * both end a line. Bodies may be empty.
 */
record AnswerFraming() implements Framing {
  private static final int CR = 0x0D;
  private static final int LF = 0x0A;

  /** A record has 50 characters at most. */
  private static final int LINE_MAX = 80;

  static final int FRAME_MAX = LINE_MAX + 1;

  @Override
  public Framed front(Bytes received) {
    int end = 0;
    while (end < received.length() && received.u8(end) != CR && received.u8(end) != LF) {
      end++;
    }
    if (end > LINE_MAX) {
      return new Framed.Noise(end - LINE_MAX, "line too long");
    }
    return end == received.length()
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(0, end), end + 1);
  }
}
