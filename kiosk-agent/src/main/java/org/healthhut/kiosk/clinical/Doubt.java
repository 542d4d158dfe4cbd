package org.healthhut.kiosk.clinical;

import java.util.EnumSet;
import java.util.Set;
import org.healthhut.vital.Flag;

/** What a device said against its own blood pressure (6.2). */
public enum Doubt {
  MOVED(true),
  CUFF_LOOSE(true),
  BODY_POSITION(true),
  /** Kept and shown, but a third reading is taken. */
  IRREGULAR_PULSE(false),
  /** The pulse was outside what the device can follow; the pressures are kept. */
  PULSE_OUT_OF_RANGE(false);

  private final boolean discards;

  Doubt(boolean discards) {
    this.discards = discards;
  }

  /** Whether a reading with this doubt stays out of the mean. It is stored all the same. */
  public boolean discards() {
    return discards;
  }

  /** The doubts among a reading's flags; the other flags say nothing against its numbers. */
  public static Set<Doubt> of(Set<Flag> flags) {
    var doubts = EnumSet.noneOf(Doubt.class);
    for (var flag : flags) {
      switch (flag) {
        case MOVED -> doubts.add(MOVED);
        case CUFF_LOOSE -> doubts.add(CUFF_LOOSE);
        case IRREGULAR_PULSE -> doubts.add(IRREGULAR_PULSE);
        case CONTROL_SOLUTION,
            FROM_MEMORY,
            DEVICE_CLOCK_SUSPECT,
            CALIBRATION_EXPIRED,
            FASTING,
            BEFORE_MEAL,
            AFTER_MEAL,
            SIMULATED -> {}
      }
    }
    return doubts;
  }
}
