package org.healthhut.device.weighing;

import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * Notices that the line is read with the wrong number of data bits. Scales speak ASCII, so read as
 * 8N1 the highest bit is never set; where it is the parity of the seven others, the scale is set to
 * seven bits and that parity (and-scale.md, Tolerances).
 */
final class ParityWatch {
  /** Bytes looked at before anything is said. */
  private static final int WINDOW = 64;

  private int bytes;
  private int highBits;
  private int even;
  private int odd;

  /** What the line looks like, once enough bytes without an understood line have been seen. */
  Optional<String> watch(Bytes received) {
    Optional<String> suspicion = Optional.empty();
    for (int i = 0; i < received.length(); i++) {
      int value = received.u8(i);
      bytes++;
      highBits += value >> 7;
      if (Integer.bitCount(value) % 2 == 0) {
        even++;
      } else {
        odd++;
      }
      if (bytes == WINDOW) {
        suspicion = suspicion.or(this::suspicion);
        reset();
      }
    }
    return suspicion;
  }

  void reset() {
    bytes = 0;
    highBits = 0;
    even = 0;
    odd = 0;
  }

  private Optional<String> suspicion() {
    if (highBits < WINDOW / 4) {
      return Optional.empty();
    }
    if (odd <= WINDOW / 16) {
      return Optional.of("wrong parity setting: the scale seems set to 7 data bits, even parity");
    }
    if (even <= WINDOW / 16) {
      return Optional.of("wrong parity setting: the scale seems set to 7 data bits, odd parity");
    }
    return highBits >= WINDOW * 3 / 4
        ? Optional.of("wrong parity setting: most bytes have their highest bit set")
        : Optional.empty();
  }
}
