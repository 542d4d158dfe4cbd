package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.healthhut.kiosk.outbox.Disk;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxCore;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the disk while a new numbering begins: it has, with everything, or not. */
class RenumberingTest {
  private static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("test"));
  private static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("test"));
  private static final Moment NOON =
      new Moment(Instant.parse("2026-05-01T12:00:00Z"), ClockTrust.UNSYNCHRONIZED, Duration.ZERO);
  private static final List<String> BEFORE = List.of("a", "b", "c");
  private static final List<String> RENUMBERED = List.of("epoch.began", "a", "c");
  private static final int OPERATIONS_MAX = 50;

  private final Random random = new Random(1);

  private OutboxCore open(Disk disk, MemoryIndex index) throws IOException {
    return OutboxCore.open(
        Path.of("/hut"),
        disk,
        index,
        new KioskId("hut-1"),
        KEY,
        random,
        () -> NOON,
        OutboxSettings.usual());
  }

  private static void append(OutboxCore core, String name) {
    var _ = core.append(new Entry.KioskEvent(NOON, name, Map.of()));
    core.save();
  }

  /** Of which the district says that two of its three records are another kiosk's. */
  private OutboxCore contested(Disk disk, MemoryIndex index) throws IOException {
    var core = open(disk, index);
    BEFORE.forEach(name -> append(core, name));
    core.acknowledged(core.standing().epoch(), 3);
    core.index();
    core.renumber(core.standing(), Set.of(1L, 3L));
    return core;
  }

  private static List<String> all(Outbox outbox) throws IOException {
    var names = new ArrayList<String>();
    for (var some = outbox.after(0, 1); !some.isEmpty(); some = outbox.after(names.size(), 1)) {
      var stored = some.getFirst();
      var entry = DISTRICT.open(stored.boot()).then(key -> key.open(stored.entry()));
      assertTrue(entry instanceof Opened.Valid<Entry>, entry::toString);
      names.add(((Entry.KioskEvent) ((Opened.Valid<Entry>) entry).value()).kind());
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void aCutAtAnyOperationLeavesTheOneOrTheOther(Survival survival) throws IOException {
    boolean isCut = true;
    for (int operation = 1; isCut; operation++) {
      var label = survival + ", operation " + operation;
      assertTrue(operation < OPERATIONS_MAX, label);
      var disk = SimulatedDisk.empty();
      var index = new MemoryIndex();
      var core = contested(disk, index);
      var old = core.standing();
      disk.cutDuring(operation);
      core.carryOutRenumbering();
      isCut = disk.isOff();
      var seen = core.standing();
      var found = open(disk.afterPowerCut(survival, random), index);
      boolean isNew = !found.standing().epoch().equals(old.epoch());
      assertEquals(isNew ? RENUMBERED : BEFORE, all(found), label);
      assertEquals(isNew ? 0 : 3, found.standing().acknowledged(), label);
      if (!seen.equals(old)) {
        assertEquals(seen, found.standing(), label);
      }
      assertTrue(isCut || isNew, label);
      assertEquals(0, found.recovery().lost(), label);
      append(found, "d");
      assertEquals(4, found.standing().captured(), label);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatTheDiskCannotDoIsDoneLater(SimulatedDisk.Fault fault) throws IOException {
    var disk = SimulatedDisk.empty();
    var core = contested(disk, new MemoryIndex());
    var old = core.standing();
    disk.fail(fault);
    core.carryOutRenumbering();
    assertEquals(old, core.standing());
    assertEquals(BEFORE, all(core));
    assertFalse(core.isToRenumber(), "not without a pause");
    disk.fail(SimulatedDisk.Fault.NONE);
    core.retire();
    assertTrue(core.isToRenumber());
    core.carryOutRenumbering();
    assertNotEquals(old.epoch(), core.standing().epoch());
    assertEquals(RENUMBERED, all(core));
    append(core, "d");
    assertEquals(4, core.standing().captured());
  }

  @ParameterizedTest
  @EnumSource
  void aNumberingThatWasNotBegunNeverHidesWhatCameBehindIt(Survival survival) throws IOException {
    var disk = SimulatedDisk.empty();
    var index = new MemoryIndex();
    var names =
        new PassingDisk(disk) {
          boolean fails;

          @Override
          public void force(Path path) throws IOException {
            if (fails) {
              throw new IOException("input/output error");
            }
            real.force(path);
          }

          @Override
          public void delete(Path file) throws IOException {
            if (fails) {
              throw new IOException("input/output error");
            }
            real.delete(file);
          }
        };
    var core = contested(names, index);
    var old = core.standing();
    names.fails = true;
    core.carryOutRenumbering();
    assertEquals(old, core.standing());
    names.fails = false;
    append(core, "d");
    assertEquals(4, core.standing().captured());
    disk.cut();
    var found = open(disk.afterPowerCut(survival, random), index);
    assertEquals(old.epoch(), found.standing().epoch());
    assertEquals(List.of("a", "b", "c", "d"), all(found));
  }
}
