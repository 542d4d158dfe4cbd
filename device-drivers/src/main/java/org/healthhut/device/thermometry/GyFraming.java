package org.healthhut.device.thermometry;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 5A 5A 45 04 object(2) sensor(2) sum}: sum is the low byte of all before it
 * (ir-thermometer.md, A). The body is the two temperatures.
 */
record GyFraming() implements Framing {
  private static final Bytes HEADER = Bytes.hex("5A 5A 45 04");
  static final int FRAME_MAX = 9;

  @Override
  public Framed front(Bytes received) {
    int start = received.indexOf(HEADER.u8(0), 0);
    if (start != 0) {
      return new Framed.Noise(start < 0 ? received.length() : start, "no header");
    }
    int head = Math.min(received.length(), HEADER.length());
    if (!received.slice(0, head).equals(HEADER.slice(0, head))) {
      return new Framed.Noise(1, "no header");
    }
    if (received.length() < FRAME_MAX) {
      return new Framed.Partial();
    }
    int sum = received.slice(0, FRAME_MAX - 1).sum() & 0xFF;
    return sum == received.u8(FRAME_MAX - 1)
        ? new Framed.Frame(received.slice(HEADER.length(), FRAME_MAX - 1), FRAME_MAX)
        : new Framed.Noise(1, "wrong checksum");
  }
}
