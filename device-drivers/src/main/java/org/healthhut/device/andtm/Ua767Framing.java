package org.healthhut.device.andtm;

import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code 01 37 30 50 43} with ACK or NAK behind it, or a result of 10 hexadecimal characters which
 * nothing marks (and-tm-bp.md, 2). The body is the last byte, or the characters.
 */
record Ua767Framing() implements Framing {
  static final Bytes ACK = Bytes.of(0x06);
  static final Bytes NAK = Bytes.of(0x15);

  private static final int STX = 0x02;
  private static final Bytes ANSWER = Bytes.of(0x01).plus(Bytes.ascii("70PC"));
  private static final int RESULT = 10;

  static final int FRAME_MAX = RESULT;

  /** What we send: {@code STX text sum}, the sum being the low byte of the text's. */
  static Bytes command(String text) {
    var summed = Bytes.ascii(text);
    return Bytes.of(STX).plus(summed).plus(Bytes.of(summed.sum() & 0xFF));
  }

  @Override
  public Framed front(Bytes received) {
    if (received.u8(0) == ANSWER.u8(0)) {
      return answer(received);
    }
    int end = Math.min(RESULT, received.length());
    if (!IntStream.range(0, end).allMatch(i -> isHex(received.u8(i)))) {
      return new Framed.Noise(1, "no result");
    }
    return end < RESULT
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(0, RESULT), RESULT);
  }

  private static Framed answer(Bytes received) {
    int length = ANSWER.length();
    if (!received.startsWith(ANSWER)) {
      return received.length() < length && ANSWER.startsWith(received)
          ? new Framed.Partial()
          : new Framed.Noise(1, "no answer");
    }
    if (received.length() == length) {
      return new Framed.Partial();
    }
    var last = received.slice(length, length + 1);
    return last.equals(ACK) || last.equals(NAK)
        ? new Framed.Frame(last, length + 1)
        : new Framed.Noise(1, "no answer");
  }

  private static boolean isHex(int value) {
    return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'F');
  }
}
