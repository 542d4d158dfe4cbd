package org.healthhut.device.mettler;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 02 body 0D sum}: the body has 15 bytes, and all 18 bytes of seven bits add up to 0 modulo
 * 128 (mettler.md, Toledo continuous output).
 *
 * @param summed whether the scale is set to send the sum
 */
record ToledoFraming(boolean summed) implements Framing {
  static final int FRAME_MAX = 18;

  private static final int STX = 0x02;
  private static final int CR = 0x0D;
  private static final int CR_AT = 16;

  int size() {
    return summed ? FRAME_MAX : FRAME_MAX - 1;
  }

  @Override
  public Framed front(Bytes received) {
    int stx = received.indexOf(STX, 0);
    if (stx != 0) {
      return new Framed.Noise(stx < 0 ? received.length() : stx, "no STX");
    }
    if (received.length() > CR_AT && received.u8(CR_AT) != CR) {
      return new Framed.Noise(1, "no CR where a frame has it");
    }
    if (received.length() < size()) {
      return new Framed.Partial();
    }
    if (summed && (received.slice(0, size()).sum() & 0x7F) != 0) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(received.slice(1, CR_AT), size());
  }
}
