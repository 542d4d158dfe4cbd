package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worlds would notice: whatever of this list is wrong, some seed among the first shows it. */
class PlantedMistakesTest {
  private static final int SEEDS_MAX = 200;

  @ParameterizedTest
  @EnumSource
  void isFound(Mistake mistake) {
    try (var _ = new Quiet()) {
      for (long seed = 0; seed < SEEDS_MAX; seed++) {
        try {
          World.run(seed, mistake.parts());
        } catch (PromiseBroken found) {
          assertTrue(found.toString().contains("seed " + seed + ", step "), found.toString());
          return;
        }
      }
    }
    fail(mistake + " stayed hidden for " + SEEDS_MAX + " seeds");
  }
}
