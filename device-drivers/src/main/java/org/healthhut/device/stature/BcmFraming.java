package org.healthhut.device.stature;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code A5 5A n body checksum}: n counts what follows it, the checksum is one more than the sum of
 * everything before it (height-weight.md, 3).
 */
record BcmFraming() implements Framing {
  /** No message of the note has more than nine bytes behind n; chosen by this project. */
  static final int FRAME_MAX = 35;

  private static final Bytes HEADER = Bytes.of(0xA5, 0x5A);
  private static final int LENGTH_MIN = 3;

  /** Header and n. */
  private static final int BEFORE = 3;

  static Bytes frame(Bytes body) {
    var summed = HEADER.plus(Bytes.of(body.length() + 1)).plus(body);
    return summed.plus(Bytes.of(checksum(summed)));
  }

  private static int checksum(Bytes summed) {
    return summed.sum() + 1 & 0xFF;
  }

  @Override
  public Framed front(Bytes received) {
    int compared = Math.min(HEADER.length(), received.length());
    if (!received.slice(0, compared).equals(HEADER.slice(0, compared))) {
      return new Framed.Noise(1, "no header");
    }
    if (received.length() < BEFORE) {
      return new Framed.Partial();
    }
    int length = received.u8(2);
    int size = BEFORE + length;
    if (length < LENGTH_MIN || size > FRAME_MAX) {
      return new Framed.Noise(1, "no message has this length");
    }
    if (received.length() < size) {
      return new Framed.Partial();
    }
    return received.u8(size - 1) == checksum(received.slice(0, size - 1))
        ? new Framed.Frame(received.slice(BEFORE, size - 1), size)
        : new Framed.Noise(1, "wrong checksum");
  }
}
