package org.healthhut.device.taidoc;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 51 command d0 d1 d2 d3 A5 sum}, where sum is the low byte of the sum of all before it
 * (taidoc.md, Packet). A body is command and message.
 *
 * <p>What a scale answers to command 71 has 32 or 40 bytes (taidoc.md, Weight). Guess: it begins
 * and ends as every packet does, since the rule of the sum holds for the request.
 */
record PacketFraming() implements Framing {
  private static final int START = 0x51;
  private static final int FROM_HOST = 0xA3;
  private static final int FROM_METER = 0xA5;
  private static final int SIZE = 8;
  private static final int SCALE_SIZE = 32;
  private static final int SCALE_SIZE_LONG = 40;

  static final int FRAME_MAX = SCALE_SIZE_LONG;

  /** A packet to the meter. */
  static Bytes request(Bytes body) {
    var summed = Bytes.of(START).plus(body).plus(Bytes.of(FROM_HOST));
    return summed.plus(Bytes.of(summed.sum() & 0xFF));
  }

  /** A packet from the meter. */
  static Bytes answer(Bytes body) {
    var summed = Bytes.of(START).plus(body).plus(Bytes.of(FROM_METER));
    return summed.plus(Bytes.of(summed.sum() & 0xFF));
  }

  @Override
  public Framed front(Bytes received) {
    int start = received.indexOf(START, 0);
    if (start != 0) {
      return new Framed.Noise(start < 0 ? received.length() : start, "no packet");
    }
    if (received.length() < 2) {
      return new Framed.Partial();
    }
    if (received.u8(1) != Packet.WEIGH) {
      return packet(received, SIZE);
    }
    var shorter = packet(received, SCALE_SIZE);
    return shorter instanceof Framed.Noise ? packet(received, SCALE_SIZE_LONG) : shorter;
  }

  private static Framed packet(Bytes received, int size) {
    if (received.length() < size) {
      return new Framed.Partial();
    }
    if (received.u8(size - 2) == FROM_HOST && size == SIZE) {
      return new Framed.Noise(1, "a packet to the meter");
    }
    if (received.u8(size - 2) != FROM_METER) {
      return new Framed.Noise(1, "no packet");
    }
    if ((received.slice(0, size - 1).sum() & 0xFF) != received.u8(size - 1)) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(received.slice(1, size - 2), size);
  }
}
