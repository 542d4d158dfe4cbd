package org.healthhut.device.contec;

import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;
import org.jspecify.annotations.Nullable;

/**
 * {@code type high-bits data…}: only the type has its highest bit clear; the highest bits of up to
 * seven data bytes travel in the byte before them (spo2-contec.md, B). The body is the type and the
 * data with their bits put back. There is no checksum; the length follows from the type.
 */
record V7Framing() implements Framing {
  static final int FRAME_MAX = 9;

  private static final int TYPE_MAX = 0x15;

  /** spo2-contec.md, B, table of types. */
  private static final Map<Integer, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry(0x01, 9),
          Map.entry(0x04, 9),
          Map.entry(0x05, 9),
          Map.entry(0x07, 8),
          Map.entry(0x08, 8),
          Map.entry(0x09, 6),
          Map.entry(0x0A, 4),
          Map.entry(0x0B, 4),
          Map.entry(0x0C, 2),
          Map.entry(0x0D, 3),
          Map.entry(0x0E, 3),
          Map.entry(0x0F, 8),
          Map.entry(0x10, 3),
          Map.entry(0x11, 9),
          Map.entry(0x12, 8),
          Map.entry(0x15, 9));

  /** Seven bytes for us to send: a command, and what belongs to it. */
  static Bytes command(int... data) {
    int highBits = 0x80;
    var bytes = new int[FRAME_MAX];
    bytes[0] = 0x7D;
    for (int i = 0; i < FRAME_MAX - 2; i++) {
      int value = i < data.length ? data[i] : 0;
      highBits |= (value >> 7) << i;
      bytes[i + 2] = value | 0x80;
    }
    bytes[1] = highBits;
    return Bytes.of(bytes);
  }

  @Override
  public Framed front(Bytes received) {
    int type = received.u8(0);
    if (type == 0 || type > TYPE_MAX) {
      return new Framed.Noise(1, "no type");
    }
    int run = 1;
    while (run < Math.min(received.length(), FRAME_MAX) && received.u8(run) >= 0x80) {
      run++;
    }
    boolean ended = run == FRAME_MAX || run < received.length();
    @Nullable Integer length = LENGTHS.get(type);
    if (length == null) {
      return ended ? frame(received, run) : new Framed.Partial();
    }
    if (run >= length) {
      return frame(received, length);
    }
    return ended ? new Framed.Noise(run, "cut short") : new Framed.Partial();
  }

  private static Framed frame(Bytes received, int size) {
    var body = received.slice(0, 1);
    for (int i = 2; i < size; i++) {
      int high = received.u8(1) >> (i - 2) & 1;
      body = body.plus(Bytes.of((received.u8(i) & 0x7F) | high << 7));
    }
    return new Framed.Frame(body, size);
  }
}
