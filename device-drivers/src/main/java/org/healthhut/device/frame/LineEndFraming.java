package org.healthhut.device.frame;

import org.healthhut.bytes.Bytes;

/**
 * Text lines ended by CR, LF or both, for devices of which one capture shows a bare CR
 * (omron-hbp.md, HBP-9020 comma record) or makers differ (height-weight.md, 2). Nothing is waited
 * for after a CR, so the LF of a CR LF comes as an empty line.
 *
 * <p>Of a line that is too long only the last {@code lineMax} bytes are given, as {@link
 * LineFraming} does.
 */
public record LineEndFraming(int lineMax) implements Framing {
  private static final int CR = 0x0D;
  private static final int LF = 0x0A;

  /** The longest frame on the wire. */
  public int frameMax() {
    return lineMax + 1;
  }

  @Override
  public Framed front(Bytes received) {
    int end = lineEnd(received);
    int line = end >= 0 ? end : received.length();
    if (line > lineMax) {
      return new Framed.Noise(line - lineMax, "line too long");
    }
    return end >= 0 ? new Framed.Frame(received.slice(0, end), end + 1) : new Framed.Partial();
  }

  private static int lineEnd(Bytes received) {
    int cr = received.indexOf(CR, 0);
    int lf = received.indexOf(LF, 0);
    return cr < 0 || lf < 0 ? Math.max(cr, lf) : Math.min(cr, lf);
  }
}
