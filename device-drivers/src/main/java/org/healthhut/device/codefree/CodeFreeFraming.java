package org.healthhut.device.codefree;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 53 20 n message xor AA}: n counts what follows it, xor is that of the message's bytes
 * (glucose-other.md, A). The host's frames have 10 for 20.
 */
record CodeFreeFraming() implements Framing {
  private static final int START = 0x53;
  private static final int FROM_METER = 0x20;
  private static final int FROM_HOST = 0x10;
  private static final int END = 0xAA;
  private static final int MESSAGE_FROM = 3;

  /** Checksum and end mark. */
  private static final int TAIL = 2;

  private static final int LENGTH_MIN = TAIL + 1;

  /** More than the longest frame known, which counts 24. */
  private static final int LENGTH_MAX = 64;

  static final int FRAME_MAX = MESSAGE_FROM + LENGTH_MAX;

  static Bytes toMeter(Bytes message) {
    return frame(FROM_HOST, message);
  }

  static Bytes fromMeter(Bytes message) {
    return frame(FROM_METER, message);
  }

  private static Bytes frame(int direction, Bytes message) {
    return Bytes.of(START, direction, message.length() + TAIL)
        .plus(message)
        .plus(Bytes.of(xor(message), END));
  }

  private static int xor(Bytes message) {
    int xor = 0;
    for (int i = 0; i < message.length(); i++) {
      xor ^= message.u8(i);
    }
    return xor;
  }

  @Override
  public Framed front(Bytes received) {
    int start = received.indexOf(START, 0);
    if (start != 0) {
      return new Framed.Noise(start < 0 ? received.length() : start, "no frame");
    }
    if (received.length() < MESSAGE_FROM) {
      return new Framed.Partial();
    }
    if (received.u8(1) != FROM_METER) {
      return new Framed.Noise(1, "no frame");
    }
    int length = received.u8(2);
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    int size = MESSAGE_FROM + length;
    if (received.length() < size) {
      return new Framed.Partial();
    }
    var message = received.slice(MESSAGE_FROM, size - TAIL);
    if (received.u8(size - 1) != END) {
      return new Framed.Noise(1, "no end");
    }
    if (received.u8(size - TAIL) != xor(message)) {
      return new Framed.Noise(1, "wrong checksum");
    }
    return new Framed.Frame(message, size);
  }
}
