package org.healthhut.kiosk.takeaway;

import java.nio.charset.StandardCharsets;

/**
 * A QR code as an SVG path, black on white, at error correction M or better.
 *
 * @param modules the length of a side with its quiet zone: the path's view box is {@code 0 0
 *     modules modules}
 * @param path rows of dark modules, each one unit
 */
public record QrCode(int modules, String path) {
  /** White around the code, which scanners need. */
  private static final int QUIET = 4;

  /** Version 16 at M: beyond, modules on the screen get too small for an old telephone. */
  private static final int BYTES_MAX = 450;

  /** The code of a text, or of an address as text. */
  public static QrCode of(String text) {
    var code = encode(text);
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          int run = x - from;
          path.append("M%d %dh%dv1h-%dz".formatted(QUIET + from, QUIET + y, run, run));
        }
        x++;
      }
    }
    return new QrCode(code.size + 2 * QUIET, path.toString());
  }

  /** How many pixels wide a module is drawn in {@code pixels}: a whole number, at least 1. */
  public int pixelsPerModule(int pixels) {
    return Math.max(1, pixels / modules);
  }

  static io.nayuki.qrcodegen.QrCode encode(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > BYTES_MAX) {
      throw new IllegalArgumentException("a QR code holds " + BYTES_MAX + " bytes, not " + length);
    }
    return io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
  }
}
