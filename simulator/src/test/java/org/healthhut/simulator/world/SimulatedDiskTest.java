package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedDiskTest {
  private static final Path FOLDER = Path.of("/hut/journal");
  private static final Path FILE = FOLDER.resolve("a");
  private static final int BLOCK = 4096;

  private final SimulatedDisk disk = SimulatedDisk.empty();

  SimulatedDiskTest() throws IOException {
    disk.createFolders(FOLDER);
  }

  private static ByteBuffer filled(int length, int value) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return ByteBuffer.wrap(bytes);
  }

  /** Neighbouring seeds of {@link java.util.Random} begin alike, and would try a few cuts alone. */
  private static RandomGenerator seeded(long seed) {
    return new SplittableRandom(seed);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsForcedSurvivesAnyCut(Survival survival) throws Exception {
    var tail = disk.create(FILE);
    tail.write(filled(10_000, 1));
    tail.force();
    disk.force(FOLDER);
    tail.write(filled(10_000, 2));
    for (long seed = 0; seed < 50; seed++) {
      var found = disk.afterPowerCut(survival, seeded(seed)).read(FILE);
      assertTrue(found.length >= 10_000, "seed " + seed);
      for (int i = 0; i < 10_000; i++) {
        assertEquals(1, found[i], "seed " + seed);
      }
    }
  }

  @Test
  void aFileWhoseFolderIsNotForcedMayBeGone() throws Exception {
    var tail = disk.create(FILE);
    tail.write(filled(10, 1));
    tail.force();
    assertFalse(disk.afterPowerCut(Survival.NOTHING, seeded(1)).exists(FILE));
  }

  @Test
  void aNameWithoutItsBytesMayBeFound() throws Exception {
    var tail = disk.create(FILE);
    tail.write(filled(10, 1));
    disk.force(FOLDER);
    assertEquals(0, disk.afterPowerCut(Survival.NOTHING, seeded(1)).size(FILE));
  }

  @Test
  void aMoveAndADeletionAreSafeOnceTheirFolderIsForced() throws Exception {
    disk.create(FILE).force();
    var other = FOLDER.resolve("b");
    disk.create(other).force();
    disk.force(FOLDER);
    disk.move(FILE, FOLDER.resolve("c"));
    disk.delete(other);
    var undone = disk.afterPowerCut(Survival.NOTHING, seeded(1));
    assertTrue(undone.exists(FILE) && undone.exists(other));

    undone.move(FILE, FOLDER.resolve("c"));
    undone.delete(other);
    undone.force(FOLDER);
    var done = undone.afterPowerCut(Survival.NOTHING, seeded(1));
    assertFalse(done.exists(FILE) || done.exists(other));
    assertTrue(done.exists(FOLDER.resolve("c")));
  }

  /** Three blocks, each of its own, unforced: which of them are found, written as bits. */
  private Set<Integer> found(Survival survival) throws IOException {
    var tail = disk.create(FILE);
    tail.write(filled(3 * BLOCK, 0));
    tail.force();
    disk.force(FOLDER);
    tail.truncate(0);
    for (int value = 1; value <= 3; value++) {
      tail.write(filled(BLOCK, value));
    }
    var found = new HashSet<Integer>();
    for (long seed = 0; seed < 500; seed++) {
      var bytes = disk.afterPowerCut(survival, seeded(seed)).read(FILE);
      int blocks = 0;
      for (int i = 0; i < 3; i++) {
        boolean whole = bytes.length >= (i + 1) * BLOCK;
        for (int at = i * BLOCK; whole && at < (i + 1) * BLOCK; at++) {
          whole = bytes[at] == i + 1;
        }
        blocks |= whole ? 1 << i : 0;
      }
      found.add(blocks);
    }
    return found;
  }

  @Test
  void aPrefixIsInOrder() throws Exception {
    assertEquals(Set.of(0, 1, 3, 7), found(Survival.PREFIX));
  }

  @Test
  void aSubsetIsAny() throws Exception {
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7), found(Survival.SUBSET));
  }

  @Test
  void whatCameLaterMayBeFoundWithoutWhatCameFirst() throws Exception {
    assertTrue(found(Survival.REORDERED).containsAll(Set.of(4, 5, 6)));
  }

  @Test
  void aBlockMayBeTornAndHaveJunkAtItsEnd() throws Exception {
    var tail = disk.create(FILE);
    disk.force(FOLDER);
    tail.write(filled(100, 1));
    boolean torn = false;
    boolean junk = false;
    for (long seed = 0; seed < 200; seed++) {
      var bytes = disk.afterPowerCut(Survival.PREFIX, seeded(seed)).read(FILE);
      torn |= bytes.length == 100 && bytes[0] == 1 && bytes[99] == 0;
      junk |= bytes.length == 100 && bytes[0] == 1 && bytes[99] != 0 && bytes[99] != 1;
    }
    assertTrue(torn && junk);
  }

  @Test
  void thePowerGoesDuringTheOperationAskedForAndStaysAway() throws Exception {
    var tail = disk.create(FILE);
    disk.cutDuring(2);
    tail.write(filled(10, 1));
    assertThrows(IOException.class, tail::force);
    assertTrue(disk.isOff());
    assertThrows(IOException.class, () -> disk.read(FILE));
    assertThrows(IOException.class, () -> disk.create(FOLDER.resolve("b")));
    assertFalse(disk.afterPowerCut(Survival.NOTHING, seeded(1)).exists(FILE));
  }

  @Test
  void aKilledProcessLosesNothingAndForcesNothing() throws Exception {
    disk.create(FILE).write(filled(10, 1));
    var next = disk.afterKill();
    assertEquals(10, next.size(FILE));
    assertThrows(IOException.class, () -> disk.size(FILE));
    assertFalse(next.afterPowerCut(Survival.NOTHING, seeded(1)).exists(FILE));
  }

  @Test
  void aForceThatSucceedsAfterOneThatFailedBringsNothingBack() throws Exception {
    var tail = disk.create(FILE);
    disk.force(FOLDER);
    tail.write(filled(10, 1));
    disk.fail(SimulatedDisk.Fault.FORCE);
    assertThrows(IOException.class, tail::force);
    disk.fail(SimulatedDisk.Fault.NONE);
    tail.force();
    assertEquals(10, disk.size(FILE), "the cache still has it");
    assertEquals(0, disk.afterPowerCut(Survival.NOTHING, seeded(1)).size(FILE));
  }

  @Test
  void aFullDiskTakesWhatFits() throws Exception {
    var tail = disk.create(FILE);
    disk.capacity(15);
    tail.write(filled(10, 1));
    assertThrows(IOException.class, () -> tail.write(filled(10, 1)));
    assertEquals(15, disk.size(FILE));
  }

  @Test
  void oneAtATimeHoldsALock() throws Exception {
    var lock = disk.lock(FILE);
    assertTrue(disk.lock(FILE).isEmpty());
    lock.orElseThrow().close();
    assertTrue(disk.lock(FILE).isPresent());
  }
}
