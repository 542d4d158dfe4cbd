package org.healthhut.device.yaohua;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code =} and eight digits, points or minus signs, without checksum and end (yaohua-xk3190.md,
 * Format 1 / 2), or eight letters and blanks (Errors). CR and LF between frames, which some clones
 * send, come out as empty bodies.
 */
record EqualsFraming() implements Framing {
  static final int FRAME_MAX = 9;

  private static final String START = "=";
  private static final String PART = "0123456789.-";

  @Override
  public Framed front(Bytes received) {
    var text = received.latin1();
    if (text.startsWith("\r") || text.startsWith("\n")) {
      return new Framed.Frame(Bytes.EMPTY, 1);
    }
    if (!text.startsWith(START)) {
      return new Framed.Noise(1, "no =");
    }
    boolean words = text.length() > 1 && isWord(text.charAt(1));
    for (int i = 1; i < Math.min(FRAME_MAX, text.length()); i++) {
      char next = text.charAt(i);
      if (words ? !isWord(next) : PART.indexOf(next) < 0) {
        return new Framed.Noise(i, "not eight characters of a number");
      }
    }
    return text.length() < FRAME_MAX
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(1, FRAME_MAX), FRAME_MAX);
  }

  private static boolean isWord(char each) {
    return each == ' ' || (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
  }
}
