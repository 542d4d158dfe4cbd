package org.healthhut.device.tanita;

import java.math.BigDecimal;
import org.healthhut.device.weighing.BodyReading;
import org.jspecify.annotations.Nullable;

/** What one line of a body composition scale means. */
sealed interface TanitaRecord {
  /**
   * A finished measurement.
   *
   * @param model empty where the line does not say it
   * @param time what the clock showed, where the scale has one
   * @param unitsTold whether the line itself says that its units are kilograms and centimetres
   */
  record Finished(
      BodyReading reading, String model, @Nullable String serial, ClockText time, boolean unitsTold)
      implements TanitaRecord {}

  /** Set to another unit than kilograms or centimetres. */
  record OtherUnit(String setting, String value) implements TanitaRecord {}

  /** Numbers that cannot all be true. */
  record Contradictory(String why) implements TanitaRecord {}

  record Malformed(String why) implements TanitaRecord {}

  /** Fat mass may be rounded, and its percentage too; chosen by this project. */
  BigDecimal FAT_KG_OFF_MAX = new BigDecimal("0.3");

  /** Whether this is the fat mass of that percentage. */
  static boolean fatAgrees(BigDecimal kg, BigDecimal fatPercent, BigDecimal fatKg) {
    var expected = kg.multiply(fatPercent).movePointLeft(2);
    return expected.subtract(fatKg).abs().compareTo(FAT_KG_OFF_MAX) <= 0;
  }
}
