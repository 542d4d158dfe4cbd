package org.healthhut.device.andtm;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 01 address 02 text 03 bcc}: bcc folds the text and is taken by its place, since it can
 * have any value (and-tm-bp.md, Frame). In front stand any number of SYN, which come out as bodies
 * of their own, as do ACK and NAK outside frames; a text has two bytes at least.
 */
record TmFraming() implements Framing {
  static final Bytes ACK = Bytes.of(0x06);
  static final Bytes NAK = Bytes.of(0x15);
  static final Bytes SYN = Bytes.of(0x16);

  private static final int SOH = 0x01;
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int RS = 0x1E;

  private static final int STX_AT = 3;
  private static final int TEXT_FROM = 4;
  private static final int TEXT_MIN = 2;

  /** Almost twice the longest text known, which has 138 bytes. */
  private static final int TEXT_MAX = 256;

  static final int FRAME_MAX = TEXT_FROM + TEXT_MAX + 2;

  /** What we send, SYN SYN in front (and-tm-bp.md, Commands). */
  static Bytes command(String address, String text) {
    var folded = Bytes.ascii(text);
    return SYN.plus(SYN)
        .plus(Bytes.of(SOH))
        .plus(Bytes.ascii(address))
        .plus(Bytes.of(STX))
        .plus(folded)
        .plus(Bytes.of(ETX, xor(folded)));
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
    if (received.startsWith(SYN) || received.startsWith(ACK) || received.startsWith(NAK)) {
      return new Framed.Frame(received.slice(0, 1), 1);
    }
    if (received.u8(0) != SOH) {
      return new Framed.Noise(1, "no SOH");
    }
    for (int i = 1; i < Math.min(STX_AT, received.length()); i++) {
      if (!isText(received.u8(i))) {
        return new Framed.Noise(1, "no address");
      }
    }
    if (received.length() > STX_AT && received.u8(STX_AT) != STX) {
      return new Framed.Noise(1, "no STX behind the address");
    }
    int etx = TEXT_FROM;
    while (etx < received.length() && isText(received.u8(etx))) {
      etx++;
    }
    if (etx - TEXT_FROM > TEXT_MAX) {
      return new Framed.Noise(1, "text too long");
    }
    if (etx < received.length() && (received.u8(etx) != ETX || etx - TEXT_FROM < TEXT_MIN)) {
      return new Framed.Noise(1, "no text");
    }
    if (etx + 1 >= received.length()) {
      return new Framed.Partial();
    }
    var text = received.slice(TEXT_FROM, etx);
    return xor(text) == received.u8(etx + 1)
        ? new Framed.Frame(text, etx + 2)
        : new Framed.Noise(1, "wrong checksum");
  }

  private static boolean isText(int value) {
    return value == RS || (value >= 0x20 && value <= 0x7E);
  }
}
