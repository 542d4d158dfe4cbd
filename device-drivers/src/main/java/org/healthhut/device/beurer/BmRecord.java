package org.healthhut.device.beurer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffLimits.Range;
import org.healthhut.device.pressure.CuffReading;

/**
 * A stored measurement (beurer-bm.md, Record). There is no checksum; a byte outside the calendar is
 * never masked.
 *
 * <pre>
 * offset  0  1             2              3     4     5   6    7      8
 *         AC systolic - 25 diastolic - 25 pulse month day hour minute year - 2000
 * </pre>
 */
record BmRecord(LocalDateTime deviceTime, CuffReading values) {
  static final int LENGTH = 9;
  static final int MARKER = 0xAC;

  /** The whole answer where there is no such record. */
  static final Bytes NONE = Bytes.of(0xA9);

  /** Beurer-bm.md, Checksum / integrity. */
  static final CuffLimits LIMITS =
      new CuffLimits(new Range(60, 280), new Range(30, 200), new Range(30, 220));

  private static final int PRESSURE_OFFSET = 25;
  private static final int CENTURY = 2000;
  private static final int YEAR_MAX = 99;

  /** Empty where the time is none. */
  static Optional<BmRecord> decode(Bytes record) {
    if (record.u8(8) > YEAR_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BmRecord(
              LocalDateTime.of(
                  CENTURY + record.u8(8), record.u8(4), record.u8(5), record.u8(6), record.u8(7)),
              CuffReading.of(
                  record.u8(1) + PRESSURE_OFFSET, record.u8(2) + PRESSURE_OFFSET, record.u8(3))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
