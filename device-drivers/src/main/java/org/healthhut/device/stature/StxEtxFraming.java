package org.healthhut.device.stature;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 02 body 03} without a checksum; where the STX is lost, the next record begins behind the
 * ETX (height-weight.md, Tolerances).
 *
 * @param bodyLength of every record
 */
record StxEtxFraming(int bodyLength) implements Framing {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;

  int frameMax() {
    return bodyLength + 2;
  }

  @Override
  public Framed front(Bytes received) {
    int stx = received.indexOf(STX, 0);
    if (stx != 0) {
      return new Framed.Noise(stx < 0 ? received.length() : stx, "no STX");
    }
    if (received.length() < frameMax()) {
      return new Framed.Partial();
    }
    return received.u8(frameMax() - 1) == ETX
        ? new Framed.Frame(received.slice(1, 1 + bodyLength), frameMax())
        : new Framed.Noise(1, "no ETX where a record ends");
  }
}
