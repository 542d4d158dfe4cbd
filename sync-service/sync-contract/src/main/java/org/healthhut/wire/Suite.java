package org.healthhut.wire;

import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * A way to seal records under a boot's key. Its number stands in front of each sealed record, so
 * records of several suites can wait on one kiosk. How the key itself is sealed to the district is
 * named in the header of its JWE.
 */
interface Suite {
  /** 1 to 255, never given to another. */
  int number();

  int keyBytes();

  /** What sealing adds to a record. */
  int overhead();

  /**
   * Seals a record. The caller seals each {@code seq} once under one key.
   *
   * @param bound what the record is bound to beside its number
   */
  Bytes seal(Bytes key, long seq, String bound, Bytes plain);

  /** What was sealed with all of the same; never an exception for bytes that arrived. */
  Opened<Bytes> open(Bytes key, long seq, String bound, Bytes sealed);

  /** What new records are sealed with. */
  static Suite current() {
    return AesGcm.ONLY;
  }

  /** Empty for a number of a later version. */
  static Optional<Suite> of(int number) {
    return number == AesGcm.ONLY.number() ? Optional.of(AesGcm.ONLY) : Optional.empty();
  }
}
