package org.healthhut.device.weighing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one frame of a scale means. */
public sealed interface Indication {
  /**
   * Gross or net.
   *
   * @param unit the unit the frame said, of which {@code kg} was made; empty where the format has
   *     none
   * @param heightCm what a height rod beside the scale showed; null where there is none or it did
   *     not measure
   */
  record Weight(Motion motion, BigDecimal kg, String unit, @Nullable BigDecimal heightCm)
      implements Indication {
    public static Weight of(Motion motion, BigDecimal kg) {
      return new Weight(motion, kg, "", null);
    }

    /** A weight in a unit the frame itself says: kilograms, grams, or nothing for a person. */
    public static Indication inUnit(Motion motion, BigDecimal value, String unit) {
      return switch (unit) {
        case "kg" -> new Weight(motion, value, unit, null);
        case "g" -> new Weight(motion, value.movePointLeft(3), unit, null);
        default -> new OtherUnit(unit);
      };
    }
  }

  /** The weight moves, and the frame does not tell it. */
  record Moving() implements Indication {}

  /** More than the scale can carry; the frame has no number, or none that counts. */
  record Overload() implements Indication {}

  /**
   * A whole frame with letters or blanks where digits should be: an overload, if it stays so. The
   * format has no other word for one.
   */
  record NoDigits() implements Indication {}

  /** Less than the scale can show: its platform is lifted or its zero is lost. */
  record Underload() implements Indication {}

  /**
   * The scale reports that it is broken.
   *
   * @param detail its error code
   */
  record Broken(String detail) implements Indication {}

  /** Pounds or pieces: nothing a person's scale should be set to. */
  record OtherUnit(String unit) implements Indication {}

  /** The scale says who it is. */
  record Identity(String serial) implements Indication {}

  /** Understood, and no weight of anything on the scale. */
  record Unused(String why) implements Indication {}

  /** What stands between two frames, as the end of a line. */
  record Nothing() implements Indication {}

  record Malformed(String why) implements Indication {}

  /** Whether the scale says that the weight has settled. */
  enum Motion {
    SETTLED,
    MOVING,
    /** The format has no word for it, so that we have to see for ourselves. */
    UNSAID
  }
}
