package org.healthhut.device.pressure;

import org.healthhut.bytes.Bytes;

/**
 * Bytes by their shape alone, for formats in which a resident's identity number may travel: every
 * digit a 9 and every letter an A, whatever their highest bit.
 */
public final class Shape {
  private Shape() {}

  public static Bytes of(Bytes bytes) {
    var shape = bytes.toArray();
    for (int i = 0; i < shape.length; i++) {
      int high = shape[i] & 0x80;
      int low = shape[i] & 0x7F;
      if (low >= '0' && low <= '9') {
        shape[i] = (byte) (high | '9');
      } else if ((low >= 'A' && low <= 'Z') || (low >= 'a' && low <= 'z')) {
        shape[i] = (byte) (high | 'A');
      }
    }
    return Bytes.copyOf(shape);
  }
}
