package org.healthhut.device.taidoc;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * Data reports of the CP2110 bridge in meters with a USB socket: a length byte, so many bytes, and
 * zeros where the system fills reports up (taidoc.md, Transport and Tolerances).
 */
record UartReports() implements Framing {
  /** A report has 64 bytes at most. */
  private static final int CARRIED_MAX = 63;

  static final int REPORT_MAX = 1 + CARRIED_MAX;

  static Bytes report(Bytes bytes) {
    return Bytes.of(bytes.length()).plus(bytes);
  }

  @Override
  public Framed front(Bytes received) {
    int length = received.u8(0);
    if (length > CARRIED_MAX) {
      return new Framed.Noise(1, "no report");
    }
    return received.length() <= length
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(1, 1 + length), 1 + length);
  }
}
