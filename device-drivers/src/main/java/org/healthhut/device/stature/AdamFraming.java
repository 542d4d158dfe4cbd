package org.healthhut.device.stature;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 0A body 0D 0A status 0D 03}: ten characters of weight, three of status (height-weight.md,
 * 4). The body is the ten, since nobody has verified what the three mean.
 */
record AdamFraming() implements Framing {
  static final int FRAME_MAX = 18;

  private static final int LF = 0x0A;
  private static final int CR = 0x0D;
  private static final int ETX = 0x03;

  private static final int WEIGHT_TO = 11;

  @Override
  public Framed front(Bytes received) {
    int lf = received.indexOf(LF, 0);
    if (lf != 0) {
      return new Framed.Noise(lf < 0 ? received.length() : lf, "no LF");
    }
    if (received.length() < FRAME_MAX) {
      return new Framed.Partial();
    }
    return received.u8(WEIGHT_TO) == CR
            && received.u8(WEIGHT_TO + 1) == LF
            && received.u8(FRAME_MAX - 2) == CR
            && received.u8(FRAME_MAX - 1) == ETX
        ? new Framed.Frame(received.slice(1, WEIGHT_TO), FRAME_MAX)
        : new Framed.Noise(1, "no answer's ends of lines");
  }
}
