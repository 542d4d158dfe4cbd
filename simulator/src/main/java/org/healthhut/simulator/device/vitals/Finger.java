package org.healthhut.simulator.device.vitals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A finger in the clip of an oximeter: put in, its pulse is searched for, the numbers come and jump
 * about, they stand still, and the finger is taken out again.
 *
 * <p>A measurement that fails shows no numbers until whoever waits has given up, but for a finger
 * that is pulled out while the numbers still jump.
 */
final class Finger {
  private static final Duration SEARCHED_FOR = Duration.ofSeconds(4);
  private static final Duration SETTLES_IN = Duration.ofSeconds(5);
  private static final Duration STEADY_FOR = Duration.ofSeconds(20);

  /** However fast people are: a reader wants ten seconds of steady numbers. */
  private static final Duration STEADY_AT_LEAST = Duration.ofSeconds(13);

  /** Longer than a reader is to wait for numbers (spo2-contec.md: it gives up after 90 s). */
  private static final Duration TROUBLED_FOR = Duration.ofSeconds(95);

  private static final int SATURATION_MAX = 100;
  private static final int WAVE_TOP = 100;

  private final RandomGenerator random;
  private Pace pace = Pace.REAL;
  private Phase phase = Phase.OUT;
  private @Nullable Measurement found;
  private boolean pulledOut;
  private Duration until = Duration.ZERO;
  private long second;
  private int saturationOff;
  private int pulseOff;
  private Panel panel = Panel.idle("--", "%", "待机", "Ready");

  enum Phase {
    OUT,
    SEARCHING,
    SETTLING,
    STEADY
  }

  Finger(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Somebody puts a finger in.
   *
   * @param tooEarly whether it is pulled out again before the numbers stand still
   */
  void in(Measurement toFind, boolean tooEarly, Duration uptime) {
    found = toFind;
    pulledOut = tooEarly;
    phase = Phase.SEARCHING;
    until = uptime.plus(isTroubled() ? TROUBLED_FOR : pace.of(SEARCHED_FOR));
    panel = Panel.busy("--", "%", "寻找脉搏", "Searching", 20);
  }

  /** Somebody takes it out. */
  void out(Panel shown) {
    found = null;
    phase = Phase.OUT;
    panel = shown;
  }

  void pace(Pace other, Duration uptime) {
    pace = other;
    if (phase != Phase.OUT && !isTroubled()) {
      until = uptime.plus(lasts(phase));
    }
  }

  /**
   * Lets it do what it does until {@code uptime}.
   *
   * @return how the measurement ended, when it was taken out now
   */
  @Nullable Ending advance(Duration uptime) {
    var measured = found;
    while (measured != null && until.compareTo(uptime) <= 0) {
      switch (phase) {
        case OUT -> {
          return null;
        }
        case SEARCHING -> {
          if (isTroubled()) {
            out(Panel.failed("--", "未测出", "No reading"));
            return Ending.FAILED;
          }
          next(Phase.SETTLING);
        }
        case SETTLING -> {
          if (pulledOut) {
            out(Panel.failed("--", "手指已移出", "Finger out"));
            return Ending.FAILED;
          }
          next(Phase.STEADY);
        }
        case STEADY -> {
          out(
              Panel.done(
                  number(measured, Metric.OXYGEN_SATURATION) + "",
                  "%",
                  "脉搏 " + number(measured, Metric.PULSE),
                  "Pulse " + number(measured, Metric.PULSE)));
          return Ending.MEASURED;
        }
      }
    }
    jump(uptime);
    return null;
  }

  private void next(Phase following) {
    phase = following;
    until = until.plus(lasts(following));
  }

  private Duration lasts(Phase of) {
    return switch (of) {
      case OUT -> Duration.ZERO;
      case SEARCHING -> pace.of(SEARCHED_FOR);
      // One that is pulled out is seen for a while first, however fast.
      case SETTLING -> pulledOut ? SETTLES_IN : pace.of(SETTLES_IN);
      case STEADY -> {
        var hurried = pace.of(STEADY_FOR);
        yield hurried.compareTo(STEADY_AT_LEAST) < 0 ? STEADY_AT_LEAST : hurried;
      }
    };
  }

  /** The numbers change once a second. */
  private void jump(Duration uptime) {
    if (phase != Phase.SETTLING) {
      saturationOff = 0;
      pulseOff = 0;
    } else if (second != uptime.toSeconds()) {
      saturationOff = random.nextInt(-3, 2);
      pulseOff = random.nextInt(-8, 9);
    }
    second = uptime.toSeconds();
    if (found != null && hasNumbers()) {
      panel =
          Panel.busy(
              saturation() + "",
              "%",
              "脉搏 " + pulse(),
              "Pulse " + pulse(),
              phase == Phase.STEADY ? 80 : 50);
    }
  }

  boolean isIn() {
    return phase != Phase.OUT;
  }

  boolean isSteady() {
    return phase == Phase.STEADY;
  }

  /** Whether there are a saturation and a pulse to show. */
  boolean hasNumbers() {
    return phase == Phase.SETTLING || phase == Phase.STEADY;
  }

  /** The code of the error that it ends with, while there is something to be seen of it. */
  String trouble() {
    return isTroubled() ? wanted().error() : "";
  }

  private boolean isTroubled() {
    return found != null && found.failed() && !pulledOut;
  }

  private Measurement wanted() {
    if (found == null) {
      throw new IllegalStateException("no finger is in");
    }
    return found;
  }

  int saturation() {
    return Math.clamp(number(wanted(), Metric.OXYGEN_SATURATION) + saturationOff, 0, wireTop());
  }

  /** Numbers no person has are shown as they are. */
  private int wireTop() {
    return Math.max(SATURATION_MAX, number(wanted(), Metric.OXYGEN_SATURATION));
  }

  int pulse() {
    return Math.max(0, number(wanted(), Metric.PULSE) + pulseOff);
  }

  private static int number(Measurement of, Metric metric) {
    return of.values().getOrDefault(metric, BigDecimal.ZERO).intValueExact();
  }

  /** How full the finger is of blood now, 0..100; steep up and slowly down. */
  int wave(Duration at) {
    double beat = beat(at);
    double height = beat < 0.2 ? beat / 0.2 : (1 - beat) / 0.8;
    return hasNumbers() ? (int) Math.round(WAVE_TOP * height) : 0;
  }

  /** Whether the pulse beats just now. */
  boolean beats(Duration at) {
    return hasNumbers() && beat(at) < 0.15;
  }

  private double beat(Duration at) {
    return hasNumbers() ? at.toMillis() * (long) Math.max(1, pulse()) % 60_000 / 60_000.0 : 0;
  }

  Panel panel() {
    return panel;
  }
}
