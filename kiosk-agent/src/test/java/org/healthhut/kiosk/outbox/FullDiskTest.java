package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.KEY;
import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.NOON;
import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.names;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk without room is not a damaged index. */
class FullDiskTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {50000, 90098, 90028, 90031, 90020})
  void opensAgainAfterWhatTheMachineDid(int code) {
    assertFalse(H2File.isDamage(new SQLException("x", "HY000", code)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90030, 90049, 42102})
  void setsAsideWhatIsDamaged(int code) {
    assertTrue(H2File.isDamage(new SQLException("x", "HY000", code)));
  }

  @Test
  void aPageThatMakesH2StumbleIsDamage() {
    var stumbles =
        List.of(
            new ArrayIndexOutOfBoundsException("7"),
            new AssertionError("7"),
            new StackOverflowError());
    for (var stumble : stumbles) {
      var failure = new SQLException("x", "HY000", 50000, stumble);
      assertTrue(H2File.isDamage(failure), stumble.toString());
    }
    var disk = new SQLException("x", "HY000", 50000, new IOException("no space left on device"));
    assertFalse(H2File.isDamage(disk));
  }

  /** The journal has all the room there is; the index a disk of its own, of {@code megabytes}. */
  private boolean mounted(Path index, int megabytes) throws Exception {
    Files.createDirectories(index);
    return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", index.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private long indexFiles() throws IOException {
    try (var files = Files.list(folder.resolve("index"))) {
      return files.filter(file -> file.toString().contains(".mv.db")).count();
    }
  }

  @Test
  void copiesOfTheIndexGoBeforeRecordsDoAndSegmentsThatAreSetAsideNever() throws Exception {
    var index = Files.createDirectories(folder.resolve("index"));
    var journal = Files.createDirectories(folder.resolve("journal"));
    var kept =
        Files.write(journal.resolve("00000001.journal.set-aside-20250101T000000Z"), new byte[9]);
    for (var date : List.of("20260301T000000Z", "20250301T000000Z", "20250301T000000Z-2")) {
      Files.write(index.resolve("outbox.set-aside-" + date + ".mv.db"), new byte[9]);
    }
    var disk = new FaultyDisk();
    disk.used = 0.5;
    try (var outbox = core(disk)) {
      var _ = outbox.append(record("a1"));
      outbox.save();
      outbox.index();
      assertFalse(outbox.retire());
      assertEquals(4, indexFiles(), "there is room");
      disk.used = 0.8;
      assertTrue(outbox.retire());
      assertFalse(Files.exists(index.resolve("outbox.set-aside-20250301T000000Z.mv.db")), "oldest");
      assertEquals(3, indexFiles());
      disk.used = 0.95;
      assertTrue(outbox.retire());
      assertTrue(outbox.retire());
      assertFalse(outbox.retire());
      assertEquals(Room.NONE, outbox.room());
      assertEquals(1, indexFiles());
      assertTrue(Files.exists(kept));
      assertEquals(names("a", 1, 1), all(outbox, 0));
    }
  }

  private OutboxCore core(Disk disk) throws IOException {
    return OutboxCore.open(
        folder,
        disk,
        OutboxIndex.Place.ofH2(disk, folder.resolve("index"), NOON::at),
        KIOSK,
        KEY,
        new SecureRandom(),
        () -> NOON,
        new OutboxSettings(Duration.ofDays(1), 64, 64, 1 << 20));
  }

  @Test
  void aFullDiskIsWaitedForAndNothingIsSetAside() throws Exception {
    var index = folder.resolve("index");
    assumeTrue(mounted(index, 1), "a file system cannot be mounted here");
    try {
      var settings = new OutboxSettings(Duration.ofDays(1), 64, 64, 1 << 20);
      try (var outbox =
          JournaledOutbox.open(folder, KIOSK, KEY, new SecureRandom(), () -> NOON, settings)) {
        var ballast = index.resolve("ballast");
        fill(ballast);
        int saved = 0;
        ExecutionException refused = null;
        while (refused == null && saved < 2000) {
          try {
            outbox.append(record("a" + (saved + 1))).get(60, TimeUnit.SECONDS);
            saved++;
          } catch (ExecutionException e) {
            refused = e;
          }
        }
        says("cannot follow", assertThrows(ExecutionException.class, () -> throwing(outbox)));
        assertEquals(names("a", 1, saved), all(outbox, 0), "still read");
        assertEquals(1, indexFiles());

        Files.delete(ballast);
        eventually(() -> appends(outbox));
        assertEquals(saved + 1, all(outbox, 0).size());
        assertEquals(1, indexFiles());
      }
    } finally {
      run("umount", index.toString());
    }
  }

  /** {@code outbox} looks at its room with each append, if it has not done so by itself. */
  private static void saysOnceItHasLooked(Outbox outbox, Room room) throws Exception {
    outbox.append(record("b")).get(60, TimeUnit.SECONDS);
    eventually(() -> outbox.room() == room);
  }

  private static void fill(Path ballast) throws IOException {
    try (var file = Files.newOutputStream(ballast)) {
      while (true) {
        file.write(new byte[4096]);
      }
    } catch (IOException e) {
      says("No space left", e);
    }
  }

  @Test
  void aDiskThatFillsIsSaidToAndAcknowledgedRecordsGoFirst() throws Exception {
    var disk = new FaultyDisk();
    disk.used = 0.79;
    try (var outbox = open(folder, disk, () -> NOON)) {
      for (var name : names("a", 1, 100)) {
        outbox.append(record(name)).get(60, TimeUnit.SECONDS);
      }
      outbox.acknowledged(outbox.standing().epoch(), 60);
      assertEquals(Room.ENOUGH, outbox.room());
      assertEquals(1, outbox.after(0, 1).getFirst().entry().seq(), "for their retention");
      disk.used = 0.8;
      saysOnceItHasLooked(outbox, Room.SHORT);
      eventually(() -> segment(1).isEmpty());
      assertEquals(names("a", 61, 100), all(outbox, 60).subList(0, 40), "none that waits");
      disk.used = 0.95;
      saysOnceItHasLooked(outbox, Room.NONE);
      disk.used = 0.5;
      saysOnceItHasLooked(outbox, Room.ENOUGH);
    }
  }

  private List<Path> segment(int number) throws IOException {
    try (var files = Files.list(folder.resolve("journal"))) {
      return files.filter(file -> file.endsWith("%08d.journal".formatted(number))).toList();
    }
  }

  @Test
  void aSmallDiskIsMeasuredAsItIs() throws Exception {
    assumeTrue(mounted(folder.resolve("small"), 8), "a file system cannot be mounted here");
    var data = folder.resolve("small/data");
    try (var outbox = TestRecords.open(data)) {
      assertEquals(Room.ENOUGH, outbox.room());
      var ballast = folder.resolve("small/ballast");
      Files.write(ballast, new byte[(8 << 20) * 85 / 100]);
      saysOnceItHasLooked(outbox, Room.SHORT);
      Files.write(ballast, new byte[(8 << 20) * 96 / 100]);
      saysOnceItHasLooked(outbox, Room.NONE);
      Files.delete(ballast);
      saysOnceItHasLooked(outbox, Room.ENOUGH);
    } finally {
      run("umount", folder.resolve("small").toString());
    }
  }

  private static void throwing(Outbox outbox) throws Exception {
    outbox.append(record("refused")).get(60, TimeUnit.SECONDS);
  }

  private static boolean appends(Outbox outbox) throws Exception {
    try {
      outbox.append(record("b")).get(60, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException _) {
      return false;
    }
  }
}
