package org.healthhut.simulator.gpio;

import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * An HC-SR04 ultrasonic sensor that looks down from a ceiling.
 *
 * <pre>
 * trigger high at least 10 µs   starts a burst of 8 pulses of 40 kHz
 * echo high 150 µs … 25 ms      for as long as the sound is under way, there and back
 * echo high about 38 ms         when none came back
 * </pre>
 *
 * <p>Source: protocols/height-weight.md, section 5. What it does not say: the echo pin rises 450 µs
 * after the trigger's end, and a trigger sooner than 60 ms after the last one is not taken
 * (guesses).
 */
public final class HcSr04Sensor implements Chip {
  private static final Duration TRIGGER_MIN = Duration.ofNanos(10_000);
  private static final Duration RISES_AFTER = Duration.ofNanos(450_000);
  private static final Duration NO_ECHO = Duration.ofMillis(38);
  private static final Duration LONGEST = Duration.ofMillis(25);
  private static final Duration SHORTEST = Duration.ofNanos(150_000);
  private static final Duration NEXT_AFTER = Duration.ofMillis(60);

  /** ±3 mm at best, taken for two standard deviations. */
  private static final double NOISE_MM = 1.5;

  private final ToDoubleFunction<Duration> distanceMm;
  private final ToDoubleFunction<Duration> celsius;
  private final RandomGenerator random;

  private boolean plugged = true;
  private boolean triggerHigh;
  private Duration triggerRose = Duration.ZERO;
  private Duration echoRises = Duration.ZERO;
  private Duration echoFalls = Duration.ZERO;
  private Duration triggered = NEXT_AFTER.negated();

  /**
   * @param distanceMm to what throws the sound back, by the time; infinite for nothing
   * @param celsius how warm the air is, by the time
   */
  public HcSr04Sensor(
      ToDoubleFunction<Duration> distanceMm,
      ToDoubleFunction<Duration> celsius,
      RandomGenerator random) {
    this.distanceMm = distanceMm;
    this.celsius = celsius;
    this.random = random;
  }

  /** Pulls the plug, or puts it in. */
  public void plug(boolean in) {
    plugged = in;
    echoRises = Duration.ZERO;
    echoFalls = Duration.ZERO;
  }

  @Override
  public void driven(boolean high, Duration now) {
    if (high && !triggerHigh) {
      triggerRose = now;
    }
    boolean falls = !high && triggerHigh;
    triggerHigh = high;
    if (plugged
        && falls
        && now.minus(triggerRose).compareTo(TRIGGER_MIN) >= 0
        && now.minus(triggered).compareTo(NEXT_AFTER) >= 0) {
      triggered = now;
      echoRises = now.plus(RISES_AFTER);
      echoFalls = echoRises.plus(underWay(now));
    }
  }

  /** t = 2 d / (331.3 + 0.606 T) m/s. */
  private Duration underWay(Duration now) {
    double metres = (distanceMm.applyAsDouble(now) + random.nextGaussian() * NOISE_MM) / 1000;
    double speed = 331.3 + 0.606 * celsius.applyAsDouble(now);
    double seconds = 2 * metres / speed;
    if (!(seconds * 1e9 <= LONGEST.toNanos())) {
      return NO_ECHO;
    }
    var way = Duration.ofNanos(Math.round(seconds * 1e9));
    return way.compareTo(SHORTEST) < 0 ? SHORTEST : way;
  }

  @Override
  public Level level(Duration now) {
    if (!plugged) {
      return Level.OPEN;
    }
    boolean high = now.compareTo(echoRises) >= 0 && now.compareTo(echoFalls) < 0;
    return high ? Level.HIGH : Level.LOW;
  }
}
