package org.healthhut.device.ieee11073;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.UncheckedFrames;

/**
 * Two bytes that say which APDU it is, two of length, the rest; all high byte first (ieee-11073.md,
 * APDU). There is no checksum, so that an APDU is believed only once silence or another header
 * follows; see {@link UncheckedFrames}.
 */
final class ApduFraming {
  static final int HEADER = 4;

  /** A report of a hundred stored measurements, chosen by this project. */
  private static final int LENGTH_MAX = 4096;

  private static final int CHOICE_MIN = 0xE2;
  private static final int CHOICE_MAX = 0xE7;

  private ApduFraming() {}

  static UncheckedFrames frames() {
    return new UncheckedFrames(HEADER, ApduFraming::size);
  }

  private static int size(Bytes front) {
    int choice = front.u8(0);
    int length = front.u16be(2);
    return choice < CHOICE_MIN || choice > CHOICE_MAX || front.u8(1) != 0 || length > LENGTH_MAX
        ? UncheckedFrames.NO_HEADER
        : HEADER + length;
  }
}
