package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.healthhut.kiosk.service.SystemChecks.Mark;
import org.healthhut.vital.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemChecksTest {
  private final TestTime time = new TestTime();

  @TempDir Path root = Path.of("");

  private Facts good() {
    var now = time.now();
    return new Facts(
        now,
        Optional.of(0.61),
        80,
        95,
        Optional.of(Duration.ofMillis(9)),
        Optional.of(0),
        Optional.of(90L << 20),
        Optional.of(52.4),
        Optional.of(0),
        "mqtt",
        Optional.of(Duration.ofSeconds(4)),
        0,
        Duration.ZERO,
        Duration.ZERO,
        Optional.of(now.at().plus(Duration.ofDays(300))),
        Optional.of(now.at().minus(Duration.ofDays(10))));
  }

  private static String marks(Facts facts) {
    return SystemChecks.of(facts).stream()
        .filter(check -> check.mark() != Mark.GOOD)
        .map(check -> check.id() + " " + check.mark() + " " + check.value())
        .collect(Collectors.joining("; "));
  }

  @Test
  void aGoodMachineHasNothingToSay() {
    assertEquals("", marks(good()));
    assertEquals(12, SystemChecks.of(good()).size());
  }

  @Test
  void eachTroubleShowsAtItsOwnCheck() {
    time.trust(ClockTrust.UNSYNCHRONIZED);
    var g = good();
    var troubled =
        new Facts(
            time.now(),
            Optional.of(0.96),
            80,
            95,
            Optional.empty(),
            Optional.of(3),
            Optional.of(150L << 20),
            Optional.of(84.0),
            Optional.of(0x50005),
            "",
            Optional.of(Duration.ofMinutes(16)),
            12,
            Duration.ofMinutes(61),
            Duration.ofSeconds(21),
            Optional.of(time.now().at().plus(Duration.ofDays(6))),
            Optional.of(time.now().at().minus(Duration.ofDays(500))));
    assertEquals(
        "clock BAD 2026-11-21 09:14:00; disk BAD 96 %; write BAD ✗; outbox NOTE −3;"
            + " network BAD ✗ · 16 min; queue BAD 12 · 1 h; certificate BAD 2026-11-27;"
            + " memory NOTE 150 MB; temperature BAD 84 °C; power BAD 0x50005; browser BAD 21 s;"
            + " configuration NOTE 2025-07-09",
        marks(troubled));
    assertEquals("clock BAD 2026-11-21 09:14:00", marks(g));
  }

  @Test
  void whatTheMachineDoesNotTellIsNotCalledGood() {
    var now = time.now();
    var silent =
        new Facts(
            now,
            Optional.empty(),
            80,
            95,
            Optional.of(Duration.ofMillis(41)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            Optional.empty(),
            0,
            Duration.ZERO,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty());
    assertEquals(
        "disk NOT_TOLD –; write NOTE 41 ms; outbox BAD ✗; network BAD ✗ · –;"
            + " certificate NOT_TOLD –; memory NOT_TOLD –; temperature NOT_TOLD –;"
            + " power NOT_TOLD –; configuration NOT_TOLD –",
        marks(silent));
  }

  @Test
  void aLinuxMachineTellsWhatItsFilesSay() throws Exception {
    var machine = new LinuxMachine(root);
    assertEquals(Optional.empty(), machine.resident());
    assertEquals(Optional.empty(), machine.celsius());
    assertEquals(Optional.empty(), machine.throttled());
    write("proc/self/status", "Name:\tjava\nVmRSS:\t   91234 kB\nThreads:\t22\n");
    write("sys/class/thermal/thermal_zone0/temp", "48312\n");
    write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
    assertEquals(Optional.of(91234L * 1024), machine.resident());
    assertEquals(Optional.of(48.312), machine.celsius());
    assertEquals(Optional.of(0x50005), machine.throttled());
    machine.write(root);
    try (var left = Files.list(root)) {
      assertEquals(List.of("proc", "sys"), left.map(f -> f.getFileName() + "").sorted().toList());
    }
  }

  private void write(String file, String text) throws Exception {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
