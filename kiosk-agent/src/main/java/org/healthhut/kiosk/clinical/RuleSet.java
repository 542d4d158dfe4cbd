package org.healthhut.kiosk.clinical;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/** Which rules these are and whom they are for. */
public final class RuleSet {
  /** Stored with every class, since the figures change from edition to edition. */
  public static final String ID = "cn-adult-2026.1";

  /** Nobody younger is classed. */
  public static final int ADULT_YEARS = 18;

  private RuleSet() {}

  /**
   * Whole years on {@code day}; empty for a birth date after it. Somebody born on 29 February turns
   * a year older on 1 March of a common year.
   */
  public static OptionalInt age(LocalDate birth, LocalDate day) {
    return birth.isAfter(day)
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(ChronoUnit.YEARS.between(birth, day)));
  }

  /**
   * Whether these rules may class this person. An unknown age counts as adult: a guest has none,
   * and is told with the result that classes are for adults.
   */
  public static boolean covers(OptionalInt ageYears) {
    return ageYears.isEmpty() || ageYears.getAsInt() >= ADULT_YEARS;
  }
}
