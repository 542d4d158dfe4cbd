package org.healthhut.device.contour;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * Reports of 64 bytes: {@code ABC}, a length, so many bytes, at most 60, and filling
 * (contour-astm.md, table of models). What is in the filling does not matter.
 */
record AbcReports() implements Framing {
  private static final Bytes HEADER = Bytes.ascii("ABC");
  private static final int CARRIED_FROM = 4;

  static final int REPORT = 64;

  static Bytes report(Bytes bytes) {
    return HEADER
        .plus(Bytes.of(bytes.length()))
        .plus(bytes)
        .plus(Bytes.copyOf(new byte[REPORT - CARRIED_FROM - bytes.length()]));
  }

  @Override
  public Framed front(Bytes received) {
    int known = Math.min(received.length(), HEADER.length());
    if (!HEADER.startsWith(received.slice(0, known))) {
      int next = received.indexOf(HEADER.u8(0), 1);
      return new Framed.Noise(next < 0 ? received.length() : next, "no report");
    }
    if (received.length() < CARRIED_FROM) {
      return new Framed.Partial();
    }
    int length = received.u8(HEADER.length());
    if (length > REPORT - CARRIED_FROM) {
      return new Framed.Noise(1, "impossible length");
    }
    return received.length() < REPORT
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(CARRIED_FROM, CARRIED_FROM + length), REPORT);
  }
}
