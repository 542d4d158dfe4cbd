package org.healthhut.wire;

import org.healthhut.bytes.Bytes;

/**
 * One record as it lies on the kiosk's disk and travels.
 *
 * @param seq the record's number: 1, 2, 3 … without gaps within an epoch
 * @param sealed one byte of suite, then the encrypted {@link Entry} with its tag
 */
public record SealedEntry(long seq, Bytes sealed) {
  public SealedEntry {
    if (seq < 1) {
      throw new IllegalArgumentException("seq starts at 1, not " + seq);
    }
  }
}
