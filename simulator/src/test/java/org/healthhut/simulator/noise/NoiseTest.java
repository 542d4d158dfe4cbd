package org.healthhut.simulator.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final int SEEDS = 8;

  /** Whose runs can show no false reading, since nothing they send is one; each with its reason. */
  private static final Map<String, String> TELL_NO_READING =
      Map.of(
          "bcm-h10", "how it answers is not known: every answer is refused",
          "qr-line", "a code is checked by whoever asked for it",
          "qr-silence", "a code is checked by whoever asked for it",
          "qr-gm65", "a code is checked by whoever asked for it",
          "qr-gm72", "a code is checked by whoever asked for it");

  static List<Model> played() {
    return Catalogue.models().stream()
        .filter(model -> VirtualCatalogue.find(model.id()).isPresent())
        .toList();
  }

  /** Else no false reading could be told, and the run would show nothing. */
  @ParameterizedTest
  @MethodSource("played")
  void mostUndamagedUsesEndInAReading(Model model) {
    var virtual = VirtualCatalogue.get(model.id());
    long told =
        LongStream.range(0, SEEDS)
            .filter(seed -> Truth.of(new Use(model, virtual, seed)).hasReading())
            .count();
    var why = TELL_NO_READING.get(model.id());
    assertTrue(why == null ? told > SEEDS / 2 : told == 0, () -> model.id() + ": " + told);
  }

  /** Those whose readings need seconds of unbroken frames. */
  @ParameterizedTest
  @ValueSource(strings = {"cms50-v7", "cms50-stream", "nonin-oem3"})
  void someReadingsAreToldAmongDamagedFrames(String id) {
    var model = Catalogue.find(id).orElseThrow();
    var tally = NoiseRun.of(model, Noise.BIT, 1_500_000, SEED).orElseThrow();
    assertTrue(tally.readings() > 0, () -> tally.json().toString());
    assertTrue(tally.damaged() > 0, () -> tally.json().toString());
  }

  /** Without a checksum another digit is another value. */
  private static boolean unavoidable(Tally tally) {
    return tally.noise() == Noise.BIT || tally.noise() == Noise.BYTE;
  }
}
