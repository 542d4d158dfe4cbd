package org.healthhut.device.suntech;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 3E N data checksum}: N counts every byte of the packet, and all of them sum to zero modulo
 * 256 (suntech-oem.md, Framing). The body is the data; its length tells its type.
 */
record SunTechFraming() implements Framing {
  private static final int HEADER = 0x3E;
  private static final int OUR_HEADER = 0x3A;
  private static final int DATA_FROM = 2;
  private static final int SIZE_MIN = 0x04;

  /** The version strings. */
  static final int FRAME_MAX = 0x43;

  /** What we send: {@code 3A command checksum}. */
  static Bytes command(int... bytes) {
    var unsummed = Bytes.of(OUR_HEADER).plus(Bytes.of(bytes));
    return unsummed.plus(Bytes.of(-unsummed.sum() & 0xFF));
  }

  @Override
  public Framed front(Bytes received) {
    int header = received.indexOf(HEADER, 0);
    if (header != 0) {
      return new Framed.Noise(header < 0 ? received.length() : header, "no header");
    }
    if (received.length() < DATA_FROM) {
      return new Framed.Partial();
    }
    int size = received.u8(1);
    if (size < SIZE_MIN || size > FRAME_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    if (received.length() < size) {
      return new Framed.Partial();
    }
    return (received.slice(0, size).sum() & 0xFF) == 0
        ? new Framed.Frame(received.slice(DATA_FROM, size - 1), size)
        : new Framed.Noise(1, "wrong checksum");
  }
}
