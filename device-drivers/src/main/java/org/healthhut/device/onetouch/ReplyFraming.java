package org.healthhut.device.onetouch;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;
import org.healthhut.device.frame.LineFraming;

/**
 * Lines of an Ultra2, which end with CR LF. Our requests end with CR alone, so where a cable echoes
 * them they are told from the line behind them (onetouch-ultra2.md, Requests and Tolerances).
 */
record ReplyFraming(LineFraming lines) implements Framing {
  private static final int CR = 0x0D;
  private static final int LF = 0x0A;

  @Override
  public Framed front(Bytes received) {
    int cr = received.indexOf(CR, 0);
    if (cr >= 0 && cr + 1 < received.length() && received.u8(cr + 1) != LF) {
      return new Framed.Noise(cr + 1, "echo or junk before a line");
    }
    return lines.front(received);
  }
}
