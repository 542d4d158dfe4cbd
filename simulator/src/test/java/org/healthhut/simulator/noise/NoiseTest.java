package org.healthhut.simulator.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.healthhut.device.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

/** The short form of {@code mvn -Pnoise}. {@code -Dnoise.seed=…} and {@code -Dnoise.bytes=…}. */
class NoiseTest {
  private static final long SEED = Long.getLong("noise.seed", 1);
  private static final long BYTES = Long.getLong("noise.bytes", 4_000_000);

  @Test
  void noNoiseBecomesAReading() throws InterruptedException {
    System.out.println("noise.seed " + SEED);
    var report = NoiseReport.of(Catalogue.models(), BYTES, SEED);
    report.rows().forEach(System.out::println);
    var wrong =
        report.tallies().stream()
            .filter(tally -> tally.falseReadings() > 0)
            .filter(tally -> tally.checksum() ? tally.noise() != Noise.BYTE : !unavoidable(tally))
            .map(tally -> "seed " + SEED + " " + tally.json())
            .toList();
    assertEquals(List.of(), wrong);
  }

  /** Without a checksum another digit is another value. */
  private static boolean unavoidable(Tally tally) {
    return tally.noise() == Noise.BIT || tally.noise() == Noise.BYTE;
  }
}
