package org.healthhut.device.medlab;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * {@code STX text sum ETX}: the sum is the low byte of the sum of the text, in two hexadecimal
 * digits (suntech-oem.md, "semicolon" ASCII protocol). The CR behind a reply comes as an empty
 * body; a text is never empty.
 */
record MedlabFraming() implements Framing {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int CR = 0x0D;
  private static final int SUM_LENGTH = 2;
  private static final Pattern TEXT = Pattern.compile("[ ;0-9A-Za-z-]+");

  /** Almost twice the longest text known, which has 42 bytes. */
  private static final int TEXT_MAX = 80;

  static final int FRAME_MAX = 1 + TEXT_MAX + SUM_LENGTH + 1;

  /** What we send. */
  static Bytes command(String text) {
    var summed = Bytes.ascii(text);
    return Bytes.of(STX).plus(summed).plus(Bytes.ascii(sum(summed))).plus(Bytes.of(ETX));
  }

  private static String sum(Bytes text) {
    return "%02X".formatted(text.sum() & 0xFF);
  }

  @Override
  public Framed front(Bytes received) {
    if (received.u8(0) == CR) {
      return new Framed.Frame(Bytes.EMPTY, 1);
    }
    if (received.u8(0) != STX) {
      return new Framed.Noise(1, "no STX");
    }
    int etx = received.indexOf(ETX, 1);
    if (etx < 0) {
      return received.length() < FRAME_MAX
          ? new Framed.Partial()
          : new Framed.Noise(1, "longer than any frame");
    }
    int sumFrom = etx - SUM_LENGTH;
    if (sumFrom <= 1 || sumFrom - 1 > TEXT_MAX) {
      return new Framed.Noise(1, "impossible length");
    }
    var text = received.slice(1, sumFrom);
    if (!TEXT.matcher(text.latin1()).matches()) {
      return new Framed.Noise(1, "no text");
    }
    return sum(text).equals(received.slice(sumFrom, etx).latin1())
        ? new Framed.Frame(text, etx + 1)
        : new Framed.Noise(1, "wrong checksum");
  }
}
