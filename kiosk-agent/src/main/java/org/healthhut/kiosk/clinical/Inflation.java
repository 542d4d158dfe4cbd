package org.healthhut.kiosk.clinical;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** One filling of the cuff, whatever came of it; it is numbered by its place, from 1. */
public sealed interface Inflation {
  /**
   * The device gave numbers a person can have.
   *
   * @param tooSoon begun before the interval after the one before was over
   */
  record Measured(
      int systolicMmHg,
      int diastolicMmHg,
      OptionalInt pulsePerMinute,
      Set<Doubt> doubts,
      boolean tooSoon)
      implements Inflation {

    public Measured {
      var copy = EnumSet.noneOf(Doubt.class);
      copy.addAll(doubts);
      doubts = Collections.unmodifiableSet(copy);
    }

    /** A reading nothing was said against. */
    public static Measured of(int systolicMmHg, int diastolicMmHg, int pulsePerMinute) {
      return new Measured(
          systolicMmHg, diastolicMmHg, OptionalInt.of(pulsePerMinute), Set.of(), false);
    }

    /** The same with a doubt more. */
    public Measured with(Doubt doubt) {
      var more = EnumSet.of(doubt);
      more.addAll(doubts);
      return new Measured(systolicMmHg, diastolicMmHg, pulsePerMinute, more, tooSoon);
    }

    /** Whether this may be averaged. */
    public boolean usable() {
      return doubts.stream().noneMatch(Doubt::discards);
    }

    /** Whether this is kept but asks for one reading more. */
    boolean questionable() {
      return !doubts.isEmpty() || Unusual.pressure(systolicMmHg, diastolicMmHg, pulsePerMinute);
    }
  }

  /**
   * The cuff filled and no number came that a person can have; it strained the arm all the same.
   */
  record Failed() implements Inflation {}
}
