package org.healthhut.device.yaohua;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 02 body xor 03}: xor folds the body and is written as two hexadecimal digits, high one
 * first, in either case (yaohua-xk3190.md, Format 0, Command mode, Tolerances). CR and LF between
 * frames, which some clones send, come out as empty bodies.
 */
record StxFraming(int bodyLength) implements Framing {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int CR = 0x0D;
  private static final int LF = 0x0A;

  /** STX, two digits of XOR, ETX. */
  private static final int AROUND = 4;

  int frameMax() {
    return bodyLength + AROUND;
  }

  static Bytes frame(Bytes body) {
    return Bytes.of(STX).plus(body).plus(Bytes.ascii(digits(body))).plus(Bytes.of(ETX));
  }

  private static String digits(Bytes body) {
    int xor = 0;
    for (int i = 0; i < body.length(); i++) {
      xor ^= body.u8(i);
    }
    return "%02X".formatted(xor);
  }

  @Override
  public Framed front(Bytes received) {
    if (received.u8(0) == CR || received.u8(0) == LF) {
      return new Framed.Frame(Bytes.EMPTY, 1);
    }
    if (received.u8(0) != STX) {
      return new Framed.Noise(1, "no STX");
    }
    if (received.length() < frameMax()) {
      return new Framed.Partial();
    }
    if (received.u8(frameMax() - 1) != ETX) {
      return new Framed.Noise(1, "no ETX where a frame ends");
    }
    var body = received.slice(1, 1 + bodyLength);
    var digits = digits(body);
    var sent = received.slice(1 + bodyLength, 3 + bodyLength).latin1();
    if (sent.equalsIgnoreCase(digits)) {
      return new Framed.Frame(body, frameMax());
    }
    return sent.equalsIgnoreCase(new StringBuilder(digits).reverse().toString())
        ? new Framed.Noise(1, "checksum digits swapped")
        : new Framed.Noise(1, "wrong checksum");
  }
}
