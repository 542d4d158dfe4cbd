package org.healthhut.device.stature;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/** Everything up to ESC {@code T} NUL is one report (height-weight.md, 1). */
record ReportFraming() implements Framing {
  /** More than seven lines of a receipt's width. */
  static final int FRAME_MAX = 512;

  private static final int ESC = 0x1B;
  private static final Bytes END = Bytes.of(ESC, 'T', 0);

  @Override
  public Framed front(Bytes received) {
    int esc = received.indexOf(ESC, 0);
    while (esc >= 0) {
      if (received.drop(esc).startsWith(END)) {
        return new Framed.Frame(received.slice(0, esc), esc + END.length());
      }
      esc = received.indexOf(ESC, esc + 1);
    }
    return new Framed.Partial();
  }
}
