package org.healthhut.simulator.world;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which faults happen, and how many did. Each world has some kinds of them and not others, so that
 * over many seeds each kind is met alone and together with any other.
 */
final class Chance {
  private static final double SHARE_OF_KINDS = 0.5;

  private final RandomGenerator random;
  private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private boolean isOver;

  Chance(RandomGenerator random, Set<Fault> possible, Set<Fault> always) {
    this.random = random;
    for (var fault : Fault.values()) {
      boolean happens = random.nextDouble() < SHARE_OF_KINDS;
      double chance = random.nextDouble();
      if (always.contains(fault)) {
        chances.put(fault, 1.0);
      } else if (happens && possible.contains(fault)) {
        chances.put(fault, chance);
      }
    }
  }

  /** Whether {@code fault} happens now, where it happens at most {@code most} of the times. */
  boolean of(Fault fault, double most) {
    var chance = chances.get(fault);
    return chance != null && !isOver && random.nextDouble() < chance * most && count(fault);
  }

  /** Whether it may happen at all in this world. */
  boolean has(Fault fault) {
    return chances.containsKey(fault);
  }

  boolean count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
    return true;
  }

  /** From now on nothing happens any more. */
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /** From {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  RandomGenerator random() {
    return random;
  }

  Map<Fault, Long> counts() {
    return new EnumMap<>(counts);
  }
}
