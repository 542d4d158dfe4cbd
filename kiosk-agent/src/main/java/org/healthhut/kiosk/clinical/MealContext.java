package org.healthhut.kiosk.clinical;

import java.util.Optional;
import java.util.Set;
import org.healthhut.vital.Flag;

/** When a person last ate, as they answered; no answer is {@link #RANDOM}. */
public enum MealContext {
  /** Nothing eaten for eight hours. */
  FASTING,
  TWO_HOURS_AFTER_MEAL,
  RANDOM;

  /**
   * What a meter's own mark says. Its "after a meal" does not say how long after and its "before"
   * not how long without, so only its fasting mark counts.
   */
  public static MealContext of(Set<Flag> flags) {
    return flags.contains(Flag.FASTING) ? FASTING : RANDOM;
  }

  /** The flag an answer is kept as; empty for no answer. */
  public Optional<Flag> flag() {
    return switch (this) {
      case FASTING -> Optional.of(Flag.FASTING);
      case TWO_HOURS_AFTER_MEAL -> Optional.of(Flag.AFTER_MEAL);
      case RANDOM -> Optional.empty();
    };
  }
}
