package org.healthhut.device.onetouch;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 02 L link message 03 crc}: L counts all of it; the CRC is CRC-16/CCITT from the 02 to the
 * 03, low byte first (onetouch-binary.md, Packet). A body is link control and message.
 */
record BinaryFraming() implements Framing {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int BODY_FROM = 2;

  /** ETX and CRC. */
  private static final int TAIL = 3;

  private static final int LENGTH_MIN = 6;

  static final int FRAME_MAX = 255;

  private static final int POLYNOMIAL = 0x1021;

  static Bytes frame(Bytes body) {
    var checked = Bytes.of(STX, BODY_FROM + body.length() + TAIL).plus(body).plus(Bytes.of(ETX));
    int crc = crc(checked);
    return checked.plus(Bytes.of(crc & 0xFF, crc >> 8));
  }

  /** CRC-16/CCITT, start FFFF: 29B1 for {@code 123456789} (onetouch-binary.md, Packet). */
  static int crc(Bytes bytes) {
    int crc = 0xFFFF;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return crc & 0xFFFF;
  }

  @Override
  public Framed front(Bytes received) {
    int stx = received.indexOf(STX, 0);
    if (stx != 0) {
      return new Framed.Noise(stx < 0 ? received.length() : stx, "no header");
    }
    if (received.length() < BODY_FROM) {
      return new Framed.Partial();
    }
    int size = received.u8(1);
    if (size < LENGTH_MIN) {
      return new Framed.Noise(1, "impossible length");
    }
    if (received.length() < size) {
      return new Framed.Partial();
    }
    if (received.u8(size - TAIL) != ETX) {
      return new Framed.Noise(1, "no end");
    }
    if (crc(received.slice(0, size - 2)) != received.u16le(size - 2)) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(received.slice(BODY_FROM, size - TAIL), size);
  }
}
