package org.healthhut.device.microlife;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 4D 3A L payload checksum}: L has its high byte first and counts payload and checksum, the
 * checksum is the low byte of the sum of all bytes before it (microlife-bp.md, A). A request has FF
 * for 3A.
 */
record BleFraming() implements Framing {
  private static final Bytes HEADER = Bytes.of(0x4D, 0x3A);
  private static final Bytes OUR_HEADER = Bytes.of(0x4D, 0xFF);
  private static final int PAYLOAD_FROM = 4;
  private static final int LENGTH_MIN = 2;

  /** More than 400 records, chosen by this project. */
  private static final int LENGTH_MAX = 4096;

  static final int FRAME_MAX = PAYLOAD_FROM + LENGTH_MAX;

  /** What we send. */
  static Bytes request(Bytes payload) {
    int length = payload.length() + 1;
    var summed = OUR_HEADER.plus(Bytes.of(length >> 8, length & 0xFF)).plus(payload);
    return summed.plus(Bytes.of(summed.sum() & 0xFF));
  }

  @Override
  public Framed front(Bytes received) {
    int header = received.indexOf(HEADER.u8(0), 0);
    if (header != 0) {
      return new Framed.Noise(header < 0 ? received.length() : header, "no header");
    }
    if (received.length() >= HEADER.length() && !received.startsWith(HEADER)) {
      return new Framed.Noise(1, "no header");
    }
    if (received.length() < PAYLOAD_FROM) {
      return new Framed.Partial();
    }
    int length = received.u16be(2);
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    int size = PAYLOAD_FROM + length;
    if (received.length() < size) {
      return new Framed.Partial();
    }
    return (received.slice(0, size - 1).sum() & 0xFF) == received.u8(size - 1)
        ? new Framed.Frame(received.slice(PAYLOAD_FROM, size - 1), size)
        : new Framed.Noise(1, "wrong checksum");
  }
}
