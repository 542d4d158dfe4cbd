package org.healthhut.kiosk.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.healthhut.vital.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemClockTest {
  @TempDir Path folder;

  @Test
  void theClockIsTrustedOnceTheSystemSaysSo() throws Exception {
    var mark = folder.resolve("synchronized");
    var clock = new SystemClock(mark, Duration.ZERO, folder);
    assertEquals(ClockTrust.UNSYNCHRONIZED, clock.now().clock());
    Files.createFile(mark);
    assertEquals(ClockTrust.SYNCHRONIZED, clock.now().clock());
  }

  @Test
  void uptimeStartsWhereTheMachineIsAndNeverGoesBack() {
    var clock = new SystemClock(folder, Duration.ofHours(3), folder);
    var before = clock.now().uptime();
    assertTrue(before.compareTo(Duration.ofHours(3)) >= 0);
    assertFalse(clock.now().uptime().compareTo(before) < 0);
  }

  @Test
  void readsWhatTheKernelSaysAndDoesWithoutIt() throws Exception {
    var file = Files.writeString(folder.resolve("uptime"), "350735.47 234388.90\n");
    assertEquals(Duration.ofMillis(350_735_470), SystemClock.machineUp(file));
    Files.writeString(file, "?");
    assertEquals(Duration.ZERO, SystemClock.machineUp(file));
    assertEquals(Duration.ZERO, SystemClock.machineUp(folder.resolve("none")));
  }

  @Test
  void namesTheStartOfTheMachineWhereUptimeCountsFromIt() throws Exception {
    var id = "0f7c2c5e-6c3f-4f0e-9d8e-0a1b2c3d4e5f";
    var file = Files.writeString(folder.resolve("boot_id"), id + "\n");
    var up = Duration.ofHours(3);
    assertEquals(Optional.of(id), new SystemClock(folder, up, file).machineBoot());
    assertEquals(Optional.empty(), new SystemClock(folder, Duration.ZERO, file).machineBoot());
    assertEquals(
        Optional.empty(), new SystemClock(folder, up, folder.resolve("none")).machineBoot());
    Files.writeString(file, "");
    assertEquals(Optional.empty(), new SystemClock(folder, up, file).machineBoot());
  }
}
