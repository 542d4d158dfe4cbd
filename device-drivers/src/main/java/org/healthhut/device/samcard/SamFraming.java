package org.healthhut.device.samcard;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code AA AA AA 96 69 length body xor}: length counts what follows it, xor folds it and the body
 * (sam-id-card.md, Frame). The body of a reply begins with three status bytes.
 */
record SamFraming() implements Framing {
  private static final Bytes HEADER = Bytes.hex("AA AA AA 96 69");
  private static final int BODY_FROM = HEADER.length() + 2;

  /** Three status bytes and the checksum. */
  private static final int LENGTH_MIN = 4;

  /** Text, photo and two fingerprints (sam-id-card.md, Replies). */
  static final int FRAME_MAX = 2321;

  static Bytes command(int command, int parameter) {
    var folded = Bytes.of(0, 3, command, parameter);
    return HEADER.plus(folded).plus(Bytes.of(xor(folded)));
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
    int start = received.indexOf(HEADER.u8(0), 0);
    if (start != 0) {
      return new Framed.Noise(start < 0 ? received.length() : start, "no header");
    }
    int head = Math.min(received.length(), HEADER.length());
    if (!received.slice(0, head).equals(HEADER.slice(0, head))) {
      return new Framed.Noise(1, "no header");
    }
    if (received.length() < BODY_FROM) {
      return new Framed.Partial();
    }
    int length = received.u16be(HEADER.length());
    int size = BODY_FROM + length;
    if (length < LENGTH_MIN || size > FRAME_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    if (received.length() < size) {
      return new Framed.Partial();
    }
    return xor(received.slice(HEADER.length(), size - 1)) == received.u8(size - 1)
        ? new Framed.Frame(received.slice(BODY_FROM, size - 1), size)
        : new Framed.Noise(1, "wrong checksum");
  }
}
