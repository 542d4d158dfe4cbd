package org.healthhut.device.frame;

import org.healthhut.bytes.Bytes;

/**
 * Text lines ended by CR LF; the body is the line without its end.
 *
 * <p>Of a line that is too long only the last {@code lineMax} bytes are given, so that its tail is
 * never taken for a line of its own: such a body is longer than any line of the format and the
 * format must refuse it.
 *
 * @param lineMax more bytes than any line of the format has, without CR LF
 */
public record LineFraming(int lineMax) implements Framing {
  private static final int CR = 0x0D;
  private static final int LF = 0x0A;

  /** The longest frame on the wire. */
  public int frameMax() {
    return lineMax + 2;
  }

  @Override
  public Framed front(Bytes received) {
    int end = lineEnd(received);
    int line = end >= 0 ? end : received.length() - 1; // a CR may be the start of the end
    if (line > lineMax) {
      return new Framed.Noise(line - lineMax, "line too long");
    }
    return end >= 0 ? new Framed.Frame(received.slice(0, end), end + 2) : new Framed.Partial();
  }

  private static int lineEnd(Bytes received) {
    int cr = received.indexOf(CR, 0);
    while (cr >= 0 && cr + 1 < received.length()) {
      if (received.u8(cr + 1) == LF) {
        return cr;
      }
      cr = received.indexOf(CR, cr + 1);
    }
    return -1;
  }
}
