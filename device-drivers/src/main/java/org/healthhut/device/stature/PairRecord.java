package org.healthhut.device.stature;

import java.math.BigDecimal;
import org.healthhut.device.weighing.BodyReading;

/** What one record of a height and weight machine means. */
sealed interface PairRecord {
  /** Both, or the weight alone where the height rod did not measure. */
  record Pair(BodyReading reading) implements PairRecord {}

  /** Nobody stands on the plate. */
  record EmptyPlate() implements PairRecord {}

  /** Set to another unit than kilograms or centimetres. */
  record OtherUnit(String unit) implements PairRecord {}

  /** What stands between two records, as the end of a line. */
  record Nothing() implements PairRecord {}

  record Malformed(String why) implements PairRecord {}

  /** A record without an index; a height of zero was not measured. */
  static PairRecord of(BigDecimal kg, BigDecimal heightCm) {
    return kg.signum() == 0
        ? new EmptyPlate()
        : new Pair(BodyReading.of(kg, BodyReading.unlessZero(heightCm)));
  }

  /**
   * A record in which the body mass index stands for a checksum, so that it has to be there with
   * the height; both are zero where the height was not measured.
   */
  static PairRecord of(BigDecimal kg, BigDecimal heightCm, BigDecimal bodyMassIndex) {
    if (kg.signum() == 0) {
      return new EmptyPlate();
    }
    return heightCm.signum() == bodyMassIndex.signum()
        ? new Pair(
            new BodyReading(
                kg, BodyReading.unlessZero(heightCm), BodyReading.unlessZero(bodyMassIndex), null))
        : new Malformed("height without body mass index, or the other way round");
  }
}
