package org.healthhut.device.microlife;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * USB-HID reports of 8 bytes, of which the low half of the first says how many of the next carry
 * data (microlife-bp.md, B). The body is that data. Nothing marks a report, so one that came out of
 * step is found again only when the line has been quiet.
 */
record ReportFraming() implements Framing {
  static final int REPORT = 8;
  private static final int DATA_MAX = 7;
  private static final int COUNT = 0x0F;

  /** A report that carries {@code data}, at most 7 bytes. */
  static Bytes report(Bytes data) {
    return Bytes.of(data.length())
        .plus(data)
        .plus(Bytes.copyOf(new byte[DATA_MAX - data.length()]));
  }

  @Override
  public Framed front(Bytes received) {
    int count = received.u8(0) & COUNT;
    if (count > DATA_MAX) {
      return new Framed.Noise(1, "no report");
    }
    return received.length() < REPORT
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(1, 1 + count), REPORT);
  }
}
