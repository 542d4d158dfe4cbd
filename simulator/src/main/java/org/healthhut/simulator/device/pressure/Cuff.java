package org.healthhut.simulator.device.pressure;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A cuff on somebody's arm: rises to 30 mmHg above the systolic pressure, 5 mmHg every 250 ms or
 * so, and comes down 2 mmHg every 500 ms to below the diastolic one, half a minute in all. One that
 * fails gives up halfway down.
 *
 * <p>guess: a usual oscillometric cuff; the figures of the models are not known.
 */
final class Cuff {
  private static final Duration RISES_EVERY = Duration.ofMillis(250);
  private static final Duration FALLS_EVERY = Duration.ofMillis(500);
  private static final double RISES_BY = 5;
  private static final double FALLS_BY = 2;
  private static final double UNEVENNESS = 0.15;
  private static final double ABOVE_SYSTOLIC = 30;
  private static final double BELOW_DIASTOLIC = 15;
  private static final double TOP_MIN = 60;
  private static final double TOP_MAX = 299;
  private static final double FALLS_AT_LEAST = 20;

  /** How much of the way on the panel's bar is the way up. */
  private static final double WAY_UP = 35;

  private final RandomGenerator random;
  private Pace pace = Pace.REAL;
  private @Nullable Measurement found;
  private double pressure;
  private double top;
  private double bottom;
  private boolean falling;
  private Duration nextStep = Duration.ZERO;
  private Duration took = Duration.ZERO;

  Cuff(RandomGenerator random) {
    this.random = random;
  }

  void inflate(Measurement toFind, Duration uptime) {
    found = toFind;
    top =
        Math.clamp(toFind.value(Metric.SYSTOLIC).doubleValue() + ABOVE_SYSTOLIC, TOP_MIN, TOP_MAX);
    double lowest = toFind.value(Metric.DIASTOLIC).doubleValue() - BELOW_DIASTOLIC;
    bottom = Math.clamp(lowest, FALLS_AT_LEAST, top - FALLS_AT_LEAST);
    if (toFind.failed()) {
      bottom = (top + bottom) / 2;
    }
    pressure = 0;
    falling = false;
    nextStep = uptime;
    took = Duration.ZERO;
  }

  void deflate() {
    found = null;
    pressure = 0;
  }

  boolean isInflated() {
    return found != null;
  }

  /** The pressure now in whole mmHg; 0 when no measurement is under way. */
  int pressure() {
    return (int) Math.round(pressure);
  }

  /** The highest pressure of the last measurement. */
  int top() {
    return (int) Math.round(top);
  }

  /** How long the last measurement takes at its real pace, so far. */
  Duration took() {
    return took;
  }

  void pace(Pace other, Duration uptime) {
    pace = other;
    nextStep = uptime;
  }

  /** When it moves next; null when it is not on its way. */
  @Nullable Duration nextStep() {
    return found == null ? null : nextStep;
  }

  /**
   * Moves as far as it has come at {@code uptime}.
   *
   * @param moved told after each step
   * @return what it found, once it is through
   */
  @Nullable Measurement advance(Duration uptime, Runnable moved) {
    var measuring = found;
    while (measuring != null && nextStep.compareTo(uptime) <= 0) {
      if (falling && pressure <= bottom) {
        deflate();
        return measuring;
      }
      step();
      moved.run();
    }
    return null;
  }

  private void step() {
    double unevenness = 1 + UNEVENNESS * Math.clamp(random.nextGaussian(), -2, 2);
    var every = falling ? FALLS_EVERY : RISES_EVERY;
    if (falling) {
      pressure = Math.max(bottom, pressure - FALLS_BY * unevenness);
    } else {
      pressure = Math.min(top, pressure + RISES_BY * unevenness);
      falling = pressure >= top;
    }
    took = took.plus(every);
    nextStep = nextStep.plus(pace.of(every));
  }

  /** A good measurement, for the technician. */
  static String text(Measurement found) {
    return "结果 %s/%s 脉搏 %s"
        .formatted(
            found.value(Metric.SYSTOLIC).toBigInteger(),
            found.value(Metric.DIASTOLIC).toBigInteger(),
            found.value(Metric.PULSE).toBigInteger());
  }

  /** What a display shows while it is on its way. */
  Panel panel() {
    var big = String.valueOf(pressure());
    if (!falling) {
      return Panel.busy(big, "mmHg", "充气", "Inflating", (int) Math.round(WAY_UP * pressure / top));
    }
    double down = (top - pressure) / (top - bottom);
    return Panel.busy(
        big, "mmHg", "放气测量", "Deflating", (int) Math.round(WAY_UP + (100 - WAY_UP) * down));
  }
}
