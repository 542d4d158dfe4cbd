package org.healthhut.device.sinocare;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 53 4E L body sum}: L counts what follows it, sum is the low byte of the sum from L to the
 * last byte of the body (sinocare.md, Frame). The body begins with two bytes of machine code and
 * one of command.
 */
record SnFraming() implements Framing {
  private static final Bytes HEADER = Bytes.of(0x53, 0x4E);
  private static final int BODY_FROM = 3;

  /** Machine code, command, sum. */
  private static final int LENGTH_MIN = 4;

  /** Four times the longest frame known, which has 16. */
  private static final int LENGTH_MAX = 64;

  static final int FRAME_MAX = BODY_FROM + LENGTH_MAX;

  static Bytes frame(Bytes body) {
    var summed = Bytes.of(body.length() + 1).plus(body);
    return HEADER.plus(summed).plus(Bytes.of(summed.sum() & 0xFF));
  }

  @Override
  public Framed front(Bytes received) {
    int header = received.indexOf(HEADER.u8(0), 0);
    if (header != 0) {
      return new Framed.Noise(header < 0 ? received.length() : header, "no header");
    }
    if (received.length() >= HEADER.length() && !received.startsWith(HEADER)) {
      return new Framed.Noise(1, "no header");
    }
    if (received.length() < BODY_FROM) {
      return new Framed.Partial();
    }
    int length = received.u8(2);
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    int size = BODY_FROM + length;
    if (received.length() < size) {
      return new Framed.Partial();
    }
    if ((received.slice(2, size - 1).sum() & 0xFF) != received.u8(size - 1)) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(received.slice(BODY_FROM, size - 1), size);
  }
}
