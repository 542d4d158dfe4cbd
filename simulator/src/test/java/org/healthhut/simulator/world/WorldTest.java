package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.healthhut.simulator.shell.Options;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final int SEEDS = 500;

  @Test
  void nothingIsLostAndNothingDoubledWhateverHappens() throws InterruptedException {
    try (var _ = new Quiet()) {
      var summary = WorldReport.of(0, SEEDS);
      assertEquals(SEEDS, summary.seeds());
      assertEquals(
          EnumSet.allOf(Fault.class),
          EnumSet.copyOf(summary.faults().keySet()),
          "every fault happens");
      assertTrue(summary.crashes() > SEEDS, summary.toString());
    }
  }

  @Test
  void aSeedIsTheSameRunEachTime() {
    try (var _ = new Quiet()) {
      for (long seed = 0; seed < 10; seed++) {
        assertEquals(World.run(seed, new Parts()), World.run(seed, new Parts()));
      }
    }
  }

  @Test
  void aSeedIsTheSameRunInAnotherJvm() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var other =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=2",
                "-cp",
                System.getProperty("java.class.path"),
                "org.healthhut.simulator.Main",
                "world",
                "--seed",
                "7",
                "--seeds",
                "1")
            .redirectErrorStream(true)
            .start();
    var told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, other.waitFor(), told);
    try (var _ = new Quiet()) {
      var here = World.run(7, new Parts());
      assertTrue(told.contains("\"trace\":\"%016x\"".formatted(here.trace())), told);
    }
  }

  @Test
  void aFailingSeedSaysWhichItIsAndEndsTheSameWay() {
    try (var _ = new Quiet()) {
      var first = failure();
      assertEquals(first, failure());
      assertTrue(first.contains("the last of the trace:"), first);
    }
  }

  private static String failure() {
    return assertThrows(
            PromiseBroken.class,
            () -> {
              for (long seed = 0; seed < 60; seed++) {
                World.run(seed, Mistake.FSYNC_LEFT_OUT.parts());
              }
            })
        .toString();
  }

  @Test
  void theReportCountsStepsRecordsCrashesAndFaults() throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    WorldReport.run(
        Options.of(List.of("--steps", "2000")),
        new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var told = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(told.contains("| MESSAGE_LOST |"), told);
    assertTrue(told.contains("\"seeds\":"), told);
  }
}
