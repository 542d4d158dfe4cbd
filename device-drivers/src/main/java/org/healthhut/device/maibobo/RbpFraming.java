package org.healthhut.device.maibobo;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code AA 80 version L body xor}: L counts the body, xor folds everything from the version to the
 * end of the body (maibobo-rbp.md, Frame). The body begins with type and sub-type. What we send is
 * the same with CC in front.
 */
record RbpFraming() implements Framing {
  private static final Bytes HEADER = Bytes.of(0xAA, 0x80);
  private static final Bytes OUR_HEADER = Bytes.of(0xCC, 0x80);
  private static final int BODY_FROM = 4;

  /** The version byte of each line (maibobo-rbp.md, table of transports). */
  static final int BLUETOOTH = 0x02;

  static final int SERIAL = 0x03;

  /** Type and sub-type. */
  private static final int LENGTH_MIN = 2;

  /** Twice the longest body known, which has 15. */
  private static final int LENGTH_MAX = 30;

  static final int FRAME_MAX = BODY_FROM + LENGTH_MAX + 1;

  /** What we send on a line of {@code version}. */
  static Bytes command(int version, Bytes body) {
    var folded = Bytes.of(version, body.length()).plus(body);
    return OUR_HEADER.plus(folded).plus(Bytes.of(xor(folded)));
  }

  private static int xor(Bytes bytes) {
    int xor = 0;
    for (int i = 0; i < bytes.length(); i++) {
      xor ^= bytes.u8(i);
    }
    return xor;
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
    int version = received.u8(2);
    if (version != BLUETOOTH && version != SERIAL) {
      return new Framed.Noise(1, "unknown version");
    }
    int length = received.u8(3);
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    int size = BODY_FROM + length + 1;
    if (received.length() < size) {
      return new Framed.Partial();
    }
    if (xor(received.slice(2, size - 1)) != received.u8(size - 1)) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(received.slice(BODY_FROM, size - 1), size);
  }
}
