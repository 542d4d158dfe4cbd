package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.NOON;
import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.name;
import static org.healthhut.kiosk.outbox.TestRecords.names;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.KioskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournaledOutboxTest {
  @TempDir Path folder;

  private static long saved(CompletableFuture<Long> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  private static void appendAll(Outbox outbox, List<String> names) throws Exception {
    for (var name : names) {
      saved(outbox.append(record(name)));
    }
  }

  private static IOException failure(CompletableFuture<Long> future) {
    var thrown = assertThrows(ExecutionException.class, () -> saved(future));
    return assertInstanceOf(IOException.class, thrown.getCause());
  }

  private List<Path> files(String part) throws IOException {
    try (var found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().contains(part))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (UncheckedIOException _) {
      // A segment has gone while we looked.
      return files(part);
    }
  }

  @Test
  void numbersWithoutGapsAndKeepsEverythingAcrossStarts() throws Exception {
    String epoch;
    String boot;
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().newEpoch());
      assertFalse(outbox.recovery().lostEpoch());
      appendAll(outbox, names("a", 1, 30));
      epoch = outbox.standing().epoch();
      boot = outbox.boot().id();
      assertEquals(names("a", 1, 30), all(outbox, 0));
    }
    try (var outbox = open(folder)) {
      assertFalse(outbox.recovery().newEpoch());
      assertEquals(0, outbox.recovery().damagedSegments());
      assertEquals(new Outbox.Standing(epoch, 30, 0), outbox.standing());
      assertNotEquals(boot, outbox.boot().id());
      assertEquals(31, saved(outbox.append(record("b1"))));
      var expected = new ArrayList<>(names("a", 1, 30));
      expected.add("b1");
      assertEquals(expected, all(outbox, 0));
      assertEquals(
          List.of("a30"),
          outbox.after(29, 5).stream().map(TestRecords::name).toList(),
          "one boot only");
    }
  }

  @Test
  void aRecordIsNeitherSavedNorSeenBeforeTheDiskHasIt() throws Exception {
    var disk = new FaultyDisk();
    try (var outbox = open(folder, disk, () -> NOON)) {
      disk.forcing.drainPermits();
      var first = outbox.append(record("a"));
      eventually(disk.forcing::hasQueuedThreads);
      assertFalse(first.isDone());
      assertEquals(0, outbox.standing().captured());
      assertEquals(List.of(), outbox.after(0, 10));

      disk.forcing.release();
      assertEquals(1, saved(first));
      assertEquals(List.of("a"), all(outbox, 0));
      disk.forcing.release(1000);
    }
  }

  @Test
  void oneForceSavesOneRecordAndOneForceSavesAllThatWait() throws Exception {
    var disk = new FaultyDisk();
    try (var outbox = open(folder, disk, () -> NOON)) {
      int before = disk.forces.get();
      saved(outbox.append(record("alone")));
      assertEquals(before + 1, disk.forces.get());

      disk.forcing.drainPermits();
      int writes = disk.writes.get();
      var futures = new ArrayList<CompletableFuture<Long>>();
      futures.add(outbox.append(record("a1")));
      eventually(disk.forcing::hasQueuedThreads);
      for (int i = 2; i <= 9; i++) {
        futures.add(outbox.append(record("a" + i)));
      }
      disk.forcing.release(1000);
      for (int i = 0; i < 9; i++) {
        assertEquals(2 + i, saved(futures.get(i)));
      }
      assertEquals(before + 3, disk.forces.get(), "a1 alone, then eight together");
      assertEquals(writes + 2, disk.writes.get());
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whatFailedIsNeverReadAndItsNumberGoesToTheNextUnderAnotherKey(FaultyDisk.Fault fault)
      throws Exception {
    var disk = new FaultyDisk();
    try (var outbox = open(folder, disk, () -> NOON)) {
      appendAll(outbox, names("a", 1, 3));
      var boot = outbox.boot();
      disk.fault = fault;
      boolean fails =
          switch (fault) {
            case NONE, CREATE, MOVE -> false;
            case WRITE, FORCE, FORCE_AND_TRUNCATE -> true;
          };
      if (fails) {
        says("not saved", failure(outbox.append(record("failed"))));
        failure(outbox.append(record("failed too")));
        assertEquals(3, outbox.standing().captured());
        assertEquals(names("a", 1, 3), all(outbox, 0));
        disk.fault = FaultyDisk.Fault.CREATE;
        failure(outbox.append(record("no segment")));
      }
      disk.fault = FaultyDisk.Fault.NONE;
      appendAll(outbox, names("a", 4, 6));
      assertEquals(fails, !outbox.boot().equals(boot));
      assertEquals(names("a", 1, 6), all(outbox, 0));
    }
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, 6), all(outbox, 0));
      assertEquals(0, outbox.recovery().lost());
    }
    Files.delete(folder.resolve("index/outbox.mv.db"));
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, 6), all(outbox, 0), "from the journal alone");
    }
  }

  @Test
  void aFullQueueRefusesAtOnceAndSaysSo() throws Exception {
    var disk = new FaultyDisk();
    try (var outbox = open(folder, disk, () -> NOON)) {
      disk.forcing.drainPermits();
      var futures = new ArrayList<CompletableFuture<Long>>();
      while (futures.isEmpty() || !futures.getLast().isCompletedExceptionally()) {
        futures.add(outbox.append(record("a")));
        assertTrue(futures.size() < 1000);
      }
      says("already wait", failure(futures.removeLast()));
      disk.forcing.release(1000);
      for (var future : futures) {
        saved(future);
      }
    }
  }

  @Test
  void anErrorEndsTheWriterButLeavesNobodyWaiting() throws Exception {
    var uncaught = new CopyOnWriteArrayList<Throwable>();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
    var disk = new FaultyDisk();
    try (var outbox = open(folder, disk, () -> NOON)) {
      appendAll(outbox, names("a", 1, 3));
      disk.forcing.drainPermits();
      var first = outbox.append(record("a4"));
      eventually(disk.forcing::hasQueuedThreads);
      disk.error = () -> new InternalError("bus error");
      var second = outbox.append(record("refused"));
      disk.forcing.release(1000);
      assertEquals(4, saved(first));
      says("not saved", failure(second));
      says("not saved", failure(outbox.append(record("later"))));
      eventually(() -> !uncaught.isEmpty());
      assertInstanceOf(InternalError.class, uncaught.getFirst());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    try (var outbox = open(folder)) {
      assertEquals(names("a", 1, 4), all(outbox, 0));
    }
  }

  @Test
  void aRecordTooLargeIsRefusedAndItsNumberGoesToTheNext() throws Exception {
    try (var outbox = open(folder)) {
      says("more than 65536 bytes", failure(outbox.append(record("x".repeat(70_000)))));
      assertEquals(1, saved(outbox.append(record("a"))));
      assertEquals(List.of("a"), all(outbox, 0));
    }
  }

  @Test
  void aClosedOutboxRefuses() throws Exception {
    var outbox = open(folder);
    outbox.close();
    outbox.close();
    says("closed", failure(outbox.append(record("late"))));
  }

  @Test
  void twoAgentsCannotShareAFolder() throws Exception {
    try (var outbox = open(folder)) {
      var thrown = assertThrows(IOException.class, () -> open(folder));
      says(folder.toString(), thrown);
      says("stop it", thrown);
      assertEquals("another", lockedByAnother(folder.resolve("lock")));
      assertEquals(1, saved(outbox.append(record("a"))));
    }
  }

  /** Whether the machine keeps others out; a file of this process's own would not tell. */
  private static String lockedByAnother(Path file) throws Exception {
    var program = Files.createTempFile("Locks", ".java");
    Files.writeString(
        program,
        """
        void main(String[] file) throws Exception {
          try (var channel = java.nio.channels.FileChannel.open(
              java.nio.file.Path.of(file[0]), java.nio.file.StandardOpenOption.WRITE)) {
            IO.print(channel.tryLock() == null ? "another" : "nobody");
          }
        }
        """);
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var process =
        new ProcessBuilder(java.toString(), program.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = process.inputReader()) {
      return said.lines().findFirst().orElse("");
    } finally {
      Files.delete(program);
    }
  }

  @Test
  void aFolderOfAnotherKioskIsRefused() throws Exception {
    open(folder).close();
    var thrown =
        assertThrows(
            IOException.class,
            () ->
                JournaledOutbox.open(
                    folder,
                    new KioskId("hut-2"),
                    TestRecords.KEY,
                    new SecureRandom(),
                    () -> NOON,
                    OutboxSettings.usual()));
    says("belongs to kiosk hut-1", thrown);
  }

  @Test
  void ofALostJournalTheIndexStillHasWhatWaits() throws Exception {
    String epoch;
    try (var outbox = open(folder)) {
      epoch = outbox.standing().epoch();
      appendAll(outbox, names("a", 1, 5));
      outbox.acknowledged(epoch, 2);
    }
    for (var segment : files(".journal")) {
      Files.delete(segment);
    }
    try (var outbox = open(folder)) {
      assertEquals(epoch, outbox.standing().epoch());
      assertEquals(2, outbox.standing().acknowledged());
      var found = all(outbox, 2);
      assertEquals(names("a", 3, 5), found.subList(0, 3));
      int unknown = TestRecords.SMALL.unindexedMax() + Recovered.GROUP_MAX;
      assertEquals(Collections.nCopies(unknown, "record.lost"), found.subList(3, found.size()));
      assertEquals(unknown, outbox.recovery().lost());
      assertEquals(5 + unknown + 1, saved(outbox.append(record("b"))), "no number twice");
    }
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.recovery().lost(), "stood in for once");
    }
  }

  @Test
  void aLostJournalAndALostIndexBeginANewEpoch() throws Exception {
    String epoch;
    try (var outbox = open(folder)) {
      epoch = outbox.standing().epoch();
      appendAll(outbox, names("a", 1, 3));
    }
    for (var segment : files(".journal")) {
      Files.delete(segment);
    }
    Files.write(folder.resolve("index/outbox.mv.db"), new byte[20_000]);
    try (var outbox = open(folder)) {
      assertTrue(outbox.recovery().newEpoch());
      assertNotEquals(epoch, outbox.standing().epoch());
      assertEquals(1, saved(outbox.append(record("b"))));
    }
    assertEquals(1, files("set-aside").size());
  }

  @Test
  void acknowledgedIsRememberedAndNeverGoesBackOrAhead() throws Exception {
    try (var outbox = open(folder)) {
      appendAll(outbox, names("a", 1, 5));
      var epoch = outbox.standing().epoch();
      outbox.acknowledged(epoch, 3);
      outbox.acknowledged(epoch, 2);
      outbox.acknowledged("another", 5);
      outbox.acknowledged(epoch, 6);
      assertEquals(new Outbox.Standing(epoch, 5, 3), outbox.standing());
      assertEquals(2, outbox.standing().waiting());
    }
    try (var outbox = open(folder)) {
      assertEquals(3, outbox.standing().acknowledged());
    }
  }

  @Test
  void segmentsGoWhenAllIsAcknowledgedAndRetentionIsOver() throws Exception {
    var now = new AtomicReference<Moment>(NOON);
    try (var outbox = open(folder, Disk.ofSystem(), now::get)) {
      appendAll(outbox, names("a", 1, 80));
      int segments = files(".journal").size();
      assertTrue(segments > 2, "4 KiB each");
      var epoch = outbox.standing().epoch();

      now.set(NOON.plus(Duration.ofDays(2)));
      appendAll(outbox, names("a", 81, 81));
      assertEquals(segments, files(".journal").size(), "not acknowledged");

      outbox.acknowledged(epoch, 81);
      now.set(NOON.plus(Duration.ofDays(4)));
      appendAll(outbox, names("a", 82, 82));
      eventually(() -> files(".journal").size() == 1);
      assertEquals(List.of("a82"), all(outbox, 81));
    }
    try (var outbox = open(folder, Disk.ofSystem(), now::get)) {
      assertEquals(82, outbox.standing().captured());
      assertEquals(81, outbox.standing().acknowledged());
      assertEquals(83, saved(outbox.append(record("b"))));
      assertEquals(0, outbox.recovery().lost());
    }
  }

  @Test
  void anAppendGetsItsTurnBetweenSegmentsThatGo() throws Exception {
    var disk = new FaultyDisk();
    var now = new AtomicReference<Moment>(NOON);
    try (var outbox = open(folder, disk, now::get)) {
      appendAll(outbox, names("a", 1, 150));
      int segments = files(".journal").size();
      assertTrue(segments > 3, "4 KiB each");
      disk.deleting.drainPermits();
      now.set(NOON.plus(Duration.ofDays(2)));
      outbox.acknowledged(outbox.standing().epoch(), 150);
      // Whether it is saved before the first is deleted or behind it.
      var first = outbox.append(record("b"));
      for (int gone = 0; gone < 2; gone++) {
        // A card may take its time over deleting a file.
        eventually(disk.deleting::hasQueuedThreads);
        var waiting = outbox.append(record("c"));
        disk.deleting.release();
        assertEquals(152 + gone, saved(waiting));
      }
      assertEquals(151, saved(first));
      assertTrue(files(".journal").size() >= segments - 2);
      disk.deleting.release(1000);
      eventually(() -> files(".journal").size() <= 2);
    }
  }

  @Test
  void noJumpOfTheWallClockEndsRetention() throws Exception {
    var now = new AtomicReference<Moment>(NOON);
    var uptime = Duration.ZERO;
    // SMALL keeps for a day; the kiosk runs for 9 hours a start.
    for (var year : List.of("1970", "2026", "2060", "1999", "2199")) {
      uptime = uptime.plusHours(9);
      var jumped = Instant.parse(year + "-05-01T00:00:00Z");
      now.set(new Moment(jumped, ClockTrust.UNSYNCHRONIZED, Duration.ZERO));
      try (var outbox = open(folder, Disk.ofSystem(), now::get)) {
        if (year.equals("1970")) {
          appendAll(outbox, names("a", 1, 80));
          outbox.acknowledged(outbox.standing().epoch(), 80);
        }
        now.set(
            new Moment(
                jumped.plus(Duration.ofDays(9_000)), ClockTrust.SYNCHRONIZED, Duration.ofHours(9)));
        appendAll(outbox, List.of("b"));
        outbox.acknowledged(outbox.standing().epoch(), outbox.standing().captured());
        if (uptime.toHours() <= 18) {
          appendAll(outbox, List.of("c"));
          assertEquals(1, files("00000001.journal").size(), "in " + year);
        }
      }
    }
    assertEquals(0, files("00000001.journal").size(), "after 45 hours");
  }

  @Test
  void whatTheDistrictTakesBackStaysUntilItIsAcknowledgedAnew() throws Exception {
    var now = new AtomicReference<Moment>(NOON);
    String epoch;
    try (var outbox = open(folder, Disk.ofSystem(), now::get)) {
      appendAll(outbox, names("a", 1, 80));
      epoch = outbox.standing().epoch();
      outbox.acknowledged(epoch, 80);
      outbox.unacknowledged("another", 1);
      outbox.unacknowledged(epoch, 81);
      assertEquals(80, outbox.standing().acknowledged());
      outbox.unacknowledged(epoch, 11);
      assertEquals(new Outbox.Standing(epoch, 80, 10), outbox.standing());
      assertEquals(names("a", 11, 80), all(outbox, 10));
    }
    try (var outbox = open(folder, Disk.ofSystem(), now::get)) {
      assertEquals(10, outbox.standing().acknowledged(), "across starts");
      int segments = files(".journal").size();
      now.set(NOON.plus(Duration.ofDays(9)));
      appendAll(outbox, names("a", 81, 82));
      assertEquals(segments, files(".journal").size(), "retention takes nothing");
      outbox.acknowledged(epoch, 82);
      now.set(NOON.plus(Duration.ofDays(18)));
      appendAll(outbox, names("a", 83, 84));
      eventually(() -> files(".journal").size() < segments);
      eventually(() -> files(".journal").size() == 1);
      outbox.unacknowledged(epoch, 1);
      long mark = outbox.standing().acknowledged();
      assertTrue(mark <= 82, "what is still held is kept");
      assertEquals(mark + 1, outbox.after(mark, 1).getFirst().entry().seq());
    }
    assertEquals(0, files("set-aside").size());
  }

  @Test
  void anIndexThatCannotBeSetAsideIsSetAsideLater() throws Exception {
    var disk = new FaultyDisk();
    var h2 = folder.resolve("outbox.mv.db");
    var key = BootKey.draw(TestRecords.KIOSK, "epoch", "boot", TestRecords.KEY, new SecureRandom());
    var stored = new Outbox.Stored(key.boot(), key.seal(1, record("a")));
    var place = OutboxIndex.Place.ofH2(disk, folder, NOON::at);
    try (var index = place.open("epoch", (_, records) -> records.accept(stored))) {
      disk.fault = FaultyDisk.Fault.MOVE;
      assertThrows(IOException.class, index::rebuild);
      Files.write(h2, new byte[20_000]);
      assertThrows(IOException.class, index::highest);
      assertThrows(IOException.class, index::highest);
      assertEquals(20_000, Files.size(h2), "kept");
      disk.fault = FaultyDisk.Fault.NONE;
      assertEquals(1, index.highest());
      assertEquals(1, index.rebuilds());
      assertEquals(List.of(stored), index.after(0, 10));
    }
    assertEquals(1, files("set-aside").size());
  }

  @Test
  void aLostIndexOrItsMarkCostsNothingButSendingAgain() throws Exception {
    try (var outbox = open(folder)) {
      appendAll(outbox, names("a", 1, 60));
      outbox.acknowledged(outbox.standing().epoch(), 20);
    }
    Files.delete(folder.resolve("index/outbox.mv.db"));
    try (var outbox = open(folder)) {
      assertEquals(0, outbox.standing().acknowledged());
      assertEquals(names("a", 1, 60), all(outbox, 0));
    }
  }

  @Test
  void namesOfRecordsAreReadByTheDistrictAlone() throws Exception {
    try (var outbox = open(folder)) {
      appendAll(outbox, List.of("canary-4711"));
      assertEquals("canary-4711", name(outbox.after(0, 1).getFirst()));
    }
    for (var file : files("")) {
      assertFalse(
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
              .contains("canary-4711"));
    }
  }
}
