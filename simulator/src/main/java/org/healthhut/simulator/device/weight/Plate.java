package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The plate of a scale and who is on it: somebody steps on, sways less and less, stands still,
 * steps off, and for a moment nobody is there. All weights are true ones, in kilograms.
 */
final class Plate {
  /** More than any scale carries. */
  static final BigDecimal TOO_HEAVY_KG = new BigDecimal("399");

  private static final BigDecimal LIFTED_KG = new BigDecimal("-1.2");
  private static final BigDecimal FAR_BELOW_KG = new BigDecimal("-25");

  private static final Duration SETTLES_IN = Duration.ofMillis(2500);
  private static final Duration STEPS_OFF_IN = Duration.ofMillis(500);
  private static final Duration STAYS_EMPTY_FOR = Duration.ofMillis(1250);
  private static final Duration STAYS_LIFTED_FOR = Duration.ofSeconds(8);
  private static final Duration SWAYS_FOR = Duration.ofSeconds(20);
  private static final double SWAY_KG = 1.5;

  /** How far somebody sways who does not stand still: never within a division for long. */
  private static final double RESTLESS_KG = 4;

  private final RandomGenerator random;
  private Pace pace = Pace.REAL;
  private State state = new Empty();
  private @Nullable Ending over;

  /** What is out of the ordinary about somebody's visit. */
  enum Trouble {
    NONE,
    /** The load is more than the scale carries. */
    OVERLOADED,
    /** Something it was zeroed with was taken away, and it shows less than nothing. */
    LIFTED,
    /** So much was taken away that it is out of its range. */
    FAR_BELOW,
    /** Somebody never stands still. */
    RESTLESS,
    /** The device reports a failure of its own in place of the weight. */
    REPORTED
  }

  /**
   * Who comes, and how that goes.
   *
   * @param standsAtLeast stands still for this long at any pace
   */
  record Visit(Measurement found, Trouble trouble, Duration standsFor, Duration standsAtLeast) {
    private BigDecimal kg() {
      return switch (trouble) {
        case OVERLOADED -> TOO_HEAVY_KG;
        case LIFTED -> LIFTED_KG;
        case FAR_BELOW -> FAR_BELOW_KG;
        case NONE, RESTLESS, REPORTED -> found.value(Metric.WEIGHT);
      };
    }

    private Ending ending() {
      return trouble == Trouble.NONE ? Ending.MEASURED : Ending.FAILED;
    }
  }

  /**
   * What is on the plate at a moment.
   *
   * @param who whose load it is; null for nobody's
   * @param done whether this is the last moment of somebody who stood still
   */
  record Load(BigDecimal kg, boolean still, @Nullable Visit who, boolean done) {}

  private sealed interface State {}

  private record Empty() implements State {}

  private record Settling(Visit visit, Duration from, Duration until) implements State {}

  private record Standing(Visit visit, Duration until) implements State {}

  private record SteppingOff(BigDecimal kg, Duration from, Ending ending) implements State {}

  private record Emptied(Duration until, Ending ending) implements State {}

  Plate(RandomGenerator random) {
    this.random = random;
  }

  void pace(Pace other) {
    pace = other;
  }

  boolean isBusy() {
    return !(state instanceof Empty) || over != null;
  }

  void stepsOn(Visit visit, Duration uptime) {
    over = null;
    state =
        switch (visit.trouble()) {
          case LIFTED, FAR_BELOW -> new Standing(visit, uptime.plus(STAYS_LIFTED_FOR));
          case RESTLESS -> new Settling(visit, uptime, uptime.plus(SWAYS_FOR));
          case NONE, OVERLOADED, REPORTED ->
              new Settling(visit, uptime, uptime.plus(pace.of(SETTLES_IN)));
        };
  }

  /** Somebody leaves before the time. */
  void stepsOff(Duration uptime) {
    switch (state) {
      case Settling(var visit, _, _) -> state = new SteppingOff(visit.kg(), uptime, Ending.STOPPED);
      case Standing(var visit, _) -> state = new SteppingOff(visit.kg(), uptime, Ending.STOPPED);
      case Empty(), SteppingOff(_, _, _), Emptied(_, _) -> {}
    }
  }

  /** What was taken away is put back, or no longer counts. */
  void zeroed(Duration uptime) {
    if (state instanceof Standing(var visit, _) && visit.trouble() == Trouble.LIFTED) {
      state = new Emptied(uptime.plus(STAYS_EMPTY_FOR), visit.ending());
    }
  }

  /** How a visit ended, told once. */
  @Nullable Ending over() {
    var told = over;
    over = null;
    return told;
  }

  Load load(Duration uptime) {
    return switch (state) {
      case Empty() -> nobody();
      case Settling(var visit, var from, var until) -> {
        var kg = swaying(visit, uptime.minus(from));
        if (uptime.compareTo(until) >= 0) {
          state =
              visit.trouble() == Trouble.RESTLESS
                  ? new SteppingOff(kg, uptime, visit.ending())
                  : new Standing(visit, uptime.plus(standing(visit)));
        }
        yield new Load(kg, false, visit, false);
      }
      case Standing(var visit, var until) -> {
        boolean done = uptime.compareTo(until) >= 0;
        if (done) {
          state =
              visit.kg().signum() < 0
                  ? new Emptied(uptime.plus(STAYS_EMPTY_FOR), visit.ending())
                  : new SteppingOff(visit.kg(), uptime, visit.ending());
        }
        yield new Load(visit.kg(), true, visit, done);
      }
      case SteppingOff(var kg, var from, var ending) -> {
        double gone = fraction(uptime.minus(from), STEPS_OFF_IN);
        if (gone >= 1) {
          state = new Emptied(uptime.plus(STAYS_EMPTY_FOR), ending);
        }
        yield new Load(
            kg.multiply(BigDecimal.valueOf(1 - gone)).setScale(3, RoundingMode.HALF_EVEN),
            false,
            null,
            false);
      }
      case Emptied(var until, var ending) -> {
        if (uptime.compareTo(until) >= 0) {
          state = new Empty();
          over = ending;
        }
        yield nobody();
      }
    };
  }

  private static Load nobody() {
    return new Load(BigDecimal.ZERO, true, null, false);
  }

  private Duration standing(Visit visit) {
    var hurried = pace.of(visit.standsFor());
    return hurried.compareTo(visit.standsAtLeast()) < 0 ? visit.standsAtLeast() : hurried;
  }

  private BigDecimal swaying(Visit visit, Duration since) {
    double part = pace == Pace.INSTANT ? 0.97 : fraction(since, pace.of(SETTLES_IN));
    double swing =
        random.nextGaussian()
            * (visit.trouble() == Trouble.RESTLESS ? RESTLESS_KG : SWAY_KG * (1 - part));
    double shown = visit.kg().doubleValue() * (1 - Math.exp(-5 * part)) + swing;
    return BigDecimal.valueOf(Math.max(0, shown)).setScale(3, RoundingMode.HALF_EVEN);
  }

  private static double fraction(Duration elapsed, Duration whole) {
    return whole.isZero() ? 1 : Math.min(1, (double) elapsed.toNanos() / whole.toNanos());
  }
}
