package org.healthhut.simulator.device;

import org.healthhut.bytes.Bytes;

/**
 * One frame of the device's format.
 *
 * @param note what it says, for the technician
 * @param checksum where a checksum of one byte stands, or -1 where the format has none
 */
public record Transmission(Bytes frame, String note, int checksum) {
  public static final int NO_CHECKSUM = -1;

  public Transmission {
    if (frame.isEmpty() || checksum >= frame.length()) {
      throw new IllegalArgumentException(
          "checksum at " + checksum + " in " + frame.length() + " bytes");
    }
  }

  public Verdict verdict() {
    return checksum == NO_CHECKSUM ? Verdict.UNCHECKED : Verdict.GOOD;
  }
}
