package org.healthhut.device.weighing;

import java.math.BigDecimal;

/** What one frame of a scale means. */
public sealed interface Indication {
  /** Gross or net. */
  record Weight(Motion motion, BigDecimal kg) implements Indication {}

  /** More than the scale can carry; the frame has no number, or none that counts. */
  record Overload() implements Indication {}

  /** Less than the scale can show: its platform is lifted or its zero is lost. */
  record Underload() implements Indication {}

  /** Pounds or pieces: nothing a person's scale should be set to. */
  record OtherUnit(String unit) implements Indication {}

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
