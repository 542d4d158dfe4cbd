package org.healthhut.simulator.gpio;

import java.time.Duration;

/**
 * Somebody who steps onto a plate and under a sensor, stands there, and leaves.
 *
 * @param comes when the first foot is on the plate
 * @param leaves when they begin to step off
 */
public record Visitor(double kg, double heightMm, Duration comes, Duration leaves) {
  /** guess: how long it takes to put the whole weight on a plate, and to stand still. */
  private static final double SETTLES_SECONDS = 2.5;

  private static final double LEAVES_SECONDS = 0.5;

  /** guess: a plate that is stepped on swings by some hundredths of the weight. */
  private static final double SWING_PART = 0.04;

  private static final double SWINGS_PER_SECOND = 3;

  /** Blood is pumped about: some grams, once a second. */
  private static final double HEARTBEAT_KG = 0.01;

  public Visitor {
    if (leaves.compareTo(comes) < 0) {
      throw new IllegalArgumentException("leaves at " + leaves + " before coming at " + comes);
    }
  }

  /** What they weigh on the plate at {@code now}. */
  public double kgAt(Duration now) {
    double on = seconds(now.minus(comes));
    if (on < 0) {
      return 0;
    }
    double off = seconds(now.minus(leaves)) / LEAVES_SECONDS;
    if (off >= 1) {
      return 0;
    }
    double part = Math.min(1, on / SETTLES_SECONDS);
    double still = part >= 1 ? kg : kg * (1 - Math.exp(-6 * part));
    double swing = kg * SWING_PART * (1 - part) * Math.sin(2 * Math.PI * SWINGS_PER_SECOND * on);
    double heart = part >= 1 ? HEARTBEAT_KG * Math.sin(2 * Math.PI * on) : 0;
    return (still + swing + heart) * Math.min(1, 1 - off);
  }

  /** How far their head is over the floor under the sensor at {@code now}; 0 while not there. */
  public double heightMmAt(Duration now) {
    return now.compareTo(comes) >= 0 && now.compareTo(leaves) < 0 ? heightMm : 0;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
