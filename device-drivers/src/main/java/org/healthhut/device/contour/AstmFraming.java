package org.healthhut.device.contour;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * ENQ and EOT, each a frame of one byte, and {@code STX FN text CR ETB|ETX C1 C2 CR LF}, where C1
 * C2 are the upper-case hexadecimal low byte of the sum from FN to ETB or ETX (contour-astm.md,
 * E1381 frame). The body of such a frame is FN and text, without its CR.
 */
record AstmFraming() implements Framing {
  static final Bytes ENQ = Bytes.of(0x05);
  static final Bytes EOT = Bytes.of(0x04);

  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int ETB = 0x17;
  private static final Bytes CR_LF = Bytes.of(0x0D, 0x0A);

  /** Checksum, CR and LF. */
  private static final int TAIL = 4;

  /** More than the longest frame known, a header of some 190 bytes. */
  static final int FRAME_MAX = 512;

  @Override
  public Framed front(Bytes received) {
    if (received.u8(0) == STX) {
      return text(received);
    }
    return received.startsWith(ENQ) || received.startsWith(EOT)
        ? new Framed.Frame(received.slice(0, 1), 1)
        : new Framed.Noise(noise(received), "no frame");
  }

  private static int noise(Bytes received) {
    int size = 1;
    while (size < received.length() && !begins(received.u8(size))) {
      size++;
    }
    return size;
  }

  private static boolean begins(int value) {
    return value == ENQ.u8(0) || value == EOT.u8(0) || value == STX;
  }

  private static Framed text(Bytes received) {
    int end = 1;
    while (end < received.length() && received.u8(end) != ETB && received.u8(end) != ETX) {
      end++;
    }
    int size = end + 1 + TAIL;
    if (received.length() < size) {
      return new Framed.Partial();
    }
    var checksum = "%02X".formatted(received.slice(1, end + 1).sum() & 0xFF);
    if (!received.slice(end + 1, size).equals(Bytes.ascii(checksum).plus(CR_LF))) {
      return new Framed.Noise(1, "wrong checksum");
    }
    if (end < 4 || received.u8(end - 1) != CR_LF.u8(0)) {
      return new Framed.Noise(1, "no record");
    }
    return new Framed.Frame(received.slice(1, end - 1), size);
  }
}
