package org.healthhut.device.gatt;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.UncheckedFrames;

/**
 * Finds the envelopes of {@link GattFrame}: a 16-bit number, low byte first, that one of the known
 * characteristics has, and a length its values can have. An envelope has no checksum, so that it is
 * believed only once silence or another header follows; see {@link UncheckedFrames}. Whether the
 * length fits the flags inside the value is for its data sheet to say, which refuses it as a whole.
 */
final class GattFraming {
  /** Number and length. */
  static final int HEADER = 3;

  private GattFraming() {}

  static UncheckedFrames frames() {
    return new UncheckedFrames(HEADER, GattFraming::size);
  }

  private static int size(Bytes front) {
    int length = front.u8(2);
    return Characteristic.of(front.u16le(0)).filter(known -> known.canHave(length)).isPresent()
        ? HEADER + length
        : UncheckedFrames.NO_HEADER;
  }
}
