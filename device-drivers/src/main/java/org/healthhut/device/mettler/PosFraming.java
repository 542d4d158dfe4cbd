package org.healthhut.device.mettler;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/** {@code 02 body 0D}, the body a weight or a status (mettler.md, 8217). There is no checksum. */
record PosFraming() implements Framing {
  /** STX, six characters of weight, CR. */
  static final int FRAME_MAX = 8;

  private static final int STX = 0x02;
  private static final int CR = 0x0D;

  @Override
  public Framed front(Bytes received) {
    int stx = received.indexOf(STX, 0);
    if (stx != 0) {
      return new Framed.Noise(stx < 0 ? received.length() : stx, "no STX");
    }
    int again = received.indexOf(STX, 1);
    int cr = received.indexOf(CR, 1);
    if (again > 0 && again < FRAME_MAX && (cr < 0 || again < cr)) {
      return new Framed.Noise(again, "cut off by the next answer");
    }
    if (cr > 0 && cr < FRAME_MAX) {
      return new Framed.Frame(received.slice(1, cr), cr + 1);
    }
    return received.length() < FRAME_MAX
        ? new Framed.Partial()
        : new Framed.Noise(1, "no CR where an answer ends");
  }
}
