package org.healthhut.device.ieee11073;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * Two bytes that say which APDU it is, two of length, the rest; all high byte first (ieee-11073.md,
 * APDU). The body is the whole APDU.
 */
record ApduFraming() implements Framing {
  static final int HEADER = 4;

  /** A report of a hundred stored measurements, chosen by this project. */
  private static final int LENGTH_MAX = 4096;

  static final int FRAME_MAX = HEADER + LENGTH_MAX;

  private static final int CHOICE_MIN = 0xE2;
  private static final int CHOICE_MAX = 0xE7;

  @Override
  public Framed front(Bytes received) {
    int choice = received.u8(0);
    if (choice < CHOICE_MIN || choice > CHOICE_MAX) {
      return new Framed.Noise(1, "no APDU");
    }
    if (received.length() >= 2 && received.u8(1) != 0) {
      return new Framed.Noise(1, "no APDU");
    }
    if (received.length() < HEADER) {
      return new Framed.Partial();
    }
    int length = received.u16be(2);
    if (length > LENGTH_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    int size = HEADER + length;
    return received.length() < size
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(0, size), size);
  }
}
