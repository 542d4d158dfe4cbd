package org.healthhut.kiosk.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.healthhut.vital.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemClockTest {
  @TempDir Path folder;

  @Test
  void theClockIsTrustedOnceTheSystemSaysSo() throws Exception {
    var mark = folder.resolve("synchronized");
    var clock = new SystemClock(mark, Duration.ZERO);
    assertEquals(ClockTrust.UNSYNCHRONIZED, clock.now().clock());
    Files.createFile(mark);
    assertEquals(ClockTrust.SYNCHRONIZED, clock.now().clock());
  }

  @Test
  void uptimeStartsWhereTheMachineIsAndNeverGoesBack() {
    var clock = new SystemClock(folder, Duration.ofHours(3));
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
}
