package org.healthhut.kiosk.outbox;

import static org.healthhut.kiosk.outbox.TestRecords.all;
import static org.healthhut.kiosk.outbox.TestRecords.open;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kiosk does whose numbers somebody else gives out too. */
class RenumberTest {
  @TempDir Path folder = Path.of("");

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertFalse(System.nanoTime() > deadline, "not within 20 s");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static void append(Outbox outbox, String... names) throws Exception {
    for (var name : names) {
      var _ = outbox.append(record(name)).get(60, TimeUnit.SECONDS);
    }
  }

  private List<Path> segments(String ending) throws IOException {
    try (var files = Files.list(folder.resolve("journal"))) {
      return files.filter(file -> file.toString().matches(".*" + ending)).sorted().toList();
    }
  }

  @Test
  void beginsAtOneWithWhatWasRefusedAndKeepsTheRestAside() throws Exception {
    try (var outbox = open(folder)) {
      append(outbox, "before");
    }
    String begun;
    try (var outbox = open(folder)) {
      append(outbox, "a", "b", "c");
      var old = outbox.standing();
      outbox.acknowledged(old.epoch(), old.captured());
      outbox.renumber(outbox.standing(), Set.of(1L, 3L, 4L, 99L));
      eventually(() -> outbox.standing().captured() == 3);
      begun = outbox.standing().epoch();
      assertNotEquals(old.epoch(), begun);
      assertEquals(new Outbox.Standing(begun, 3, 0), outbox.standing());
      assertEquals(List.of("epoch.began", "b", "c"), all(outbox, 0));
      outbox.acknowledged(old.epoch(), 4);
      assertEquals(0, outbox.standing().acknowledged(), "a late word on the old numbering");
      append(outbox, "d");
      eventually(() -> count(outbox) == 4);
    }
    var aside = segments("set-aside-.*");
    assertFalse(aside.isEmpty());
    // A start that was cut short before the old segments were moved.
    for (var file : aside) {
      Files.move(file, Path.of(file.toString().replaceFirst("\\.set-aside-.*", "")));
    }
    try (var outbox = open(folder)) {
      assertEquals(new Outbox.Standing(begun, 4, 0), outbox.standing());
      assertEquals(List.of("epoch.began", "b", "c", "d"), all(outbox, 0));
      assertEquals(aside.size(), segments("set-aside-.*").size());
      append(outbox, "e");
      assertEquals(5, outbox.standing().captured());
    }
  }

  private static int count(Outbox outbox) {
    try {
      return all(outbox, 0).size();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesNothingBehindThatWaits() throws Exception {
    try (var outbox = open(folder)) {
      append(outbox, "a");
      var old = outbox.standing();
      append(outbox, "b");
      outbox.renumber(old, Set.of(1L));
      outbox.renumber(outbox.standing(), Set.of(1L));
      append(outbox, "c");
      append(outbox, "d");
      assertEquals(new Outbox.Standing(old.epoch(), 4, 0), outbox.standing());
      assertEquals(List.of("a", "b", "c", "d"), all(outbox, 0));
    }
  }
}
