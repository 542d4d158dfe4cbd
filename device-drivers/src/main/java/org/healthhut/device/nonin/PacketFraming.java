package org.healthhut.device.nonin;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * A packet of 25 frames {@code 01 status pleth data sum}, of which the first alone has SYNC set
 * (spo2-nonin.md, A). The body is the status and data bytes of the frames, in pairs; a packet with
 * one damaged frame is none.
 */
record PacketFraming() implements Framing {
  static final int FRAMES = 25;
  private static final int FRAME = 5;
  static final int FRAME_MAX = FRAMES * FRAME;

  private static final int START = 0x01;
  private static final int STATUS_BIT = 0x80;
  private static final int SYNC = 0x01;

  @Override
  public Framed front(Bytes received) {
    var body = new int[FRAMES * 2];
    for (int i = 0; i < FRAMES; i++) {
      int from = i * FRAME;
      if (received.length() <= from) {
        return new Framed.Partial();
      }
      if (received.u8(from) != START) {
        return noise(i, "no frame where one begins");
      }
      if (received.length() < from + FRAME) {
        return new Framed.Partial();
      }
      int status = received.u8(from + 1);
      if ((received.slice(from, from + FRAME - 1).sum() & 0xFF) != received.u8(from + FRAME - 1)) {
        return noise(i, "wrong checksum");
      }
      if ((status & STATUS_BIT) == 0) {
        return noise(i, "no status byte");
      }
      if (((status & SYNC) != 0) != (i == 0)) {
        return noise(Math.max(1, i), "out of step");
      }
      body[i * 2] = status;
      body[i * 2 + 1] = received.u8(from + 3);
    }
    return new Framed.Frame(Bytes.of(body), FRAME_MAX);
  }

  /** Where frames before were right, the packet cannot begin in them: only its first has SYNC. */
  private static Framed noise(int framesBefore, String why) {
    return new Framed.Noise(Math.max(1, framesBefore * FRAME), why);
  }
}
