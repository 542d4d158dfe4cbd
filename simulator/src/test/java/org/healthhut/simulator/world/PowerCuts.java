package org.healthhut.simulator.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.Disk;
import org.healthhut.kiosk.outbox.DiskLimits;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;

/**
 * Lives of one kiosk's outbox, each ended by a power cut or a killed process at some operation of
 * its disk, and each begun by holding what is found against the {@link Ledger}.
 */
final class PowerCuts {
  private static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("test"));
  private static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("test"));
  private static final Path FOLDER = Path.of("/hut");
  private static final Path INDEX = FOLDER.resolve("index/outbox.mv.db");
  private static final Survival[] SURVIVALS = Survival.values();
  private static final SimulatedDisk.Fault[] FAULTS = SimulatedDisk.Fault.values();
  private static final Instant FIRST = Instant.parse("2026-05-01T12:00:00Z");
  private static final int STEPS_MAX = 60;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A dozen records fill a segment; nobody ever waits for the index, which follows at once. */
  private static final OutboxSettings SMALL =
      new OutboxSettings(
          Duration.ofDays(1), 1024, 1 << 14, 4096, Duration.ofMillis(5), DiskLimits.usual());

  /** In what the power was cut. */
  enum During {
    OPENING,
    WORK,
    /** A segment was going. */
    RETIRING,
    REST
  }

  /** Sees whether the power went between a segment's deletion and its folder's being forced. */
  private static final class RetiringDisk extends PassingDisk {
    private final SimulatedDisk disk;
    private volatile boolean isWatched;
    private volatile boolean isGoing;

    RetiringDisk(SimulatedDisk disk) {
      super(disk);
      this.disk = disk;
    }

    void watch() {
      isWatched = true;
    }

    boolean isCut() {
      return isGoing && disk.isOff();
    }

    @Override
    public void delete(Path file) throws IOException {
      isGoing = isWatched && file.toString().endsWith(".journal") && !disk.isOff();
      real.delete(file);
    }

    @Override
    public void force(Path path) throws IOException {
      real.force(path);
      isGoing = false;
    }
  }

  private final Random random;
  private final NegligentDisk.Neglect neglect;
  private final Ledger ledger = new Ledger(DISTRICT);
  private final Map<During, Integer> cuts = new EnumMap<>(During.class);
  private SimulatedDisk disk = SimulatedDisk.empty();
  private volatile Instant now = FIRST;
  private int named;

  PowerCuts(long seed, NegligentDisk.Neglect neglect) {
    this.random = new Random(seed);
    this.neglect = neglect;
  }

  /** How many cuts there were. */
  int cuts() {
    return cuts.values().stream().mapToInt(Integer::intValue).sum();
  }

  Map<During, Integer> cutsByWork() {
    return cuts;
  }

  int promises() {
    return ledger.promises();
  }

  /**
   * Lives until the power has been cut {@code count} times, and once more to see.
   *
   * @throws Ledger.Broken when the outbox did not keep what it had promised
   */
  void live(int count) throws Exception {
    while (cuts() < count) {
      spoilIndex();
      if (random.nextInt(3) == 0) {
        disk.cutDuring(1 + random.nextInt(random.nextBoolean() ? 6 : 40));
      }
      live();
    }
    try (var outbox = open(disk)) {
      ledger.check(outbox);
    }
  }

  private void live() throws Exception {
    var during = During.OPENING;
    var watched = new RetiringDisk(disk);
    try (var outbox = open(watched)) {
      ledger.check(outbox);
      during = During.WORK;
      watched.watch();
      if (random.nextInt(4) > 0) {
        disk.cutDuring(1 + random.nextInt(random.nextBoolean() ? 30 : 300));
      }
      for (int step = 0; step < STEPS_MAX && !disk.isOff(); step++) {
        step(outbox);
      }
      if (!disk.isOff()) {
        during = During.REST;
        disk.fail(SimulatedDisk.Fault.NONE);
      }
    } catch (IOException e) {
      if (!disk.isOff()) {
        throw e;
      }
    }
    if (random.nextInt(5) == 0) {
      disk = disk.afterKill();
    } else {
      during = watched.isCut() ? During.RETIRING : during;
      cuts.merge(during, 1, Integer::sum);
      disk = disk.afterPowerCut(SURVIVALS[random.nextInt(SURVIVALS.length)], random);
    }
  }

  private JournaledOutbox open(Disk on) throws IOException {
    return JournaledOutbox.open(
        FOLDER,
        new KioskId("hut-1"),
        KEY,
        new Random(random.nextLong()),
        this::moment,
        SMALL,
        new NegligentDisk(disk, on, neglect));
  }

  private Moment moment() {
    return new Moment(now, ClockTrust.UNSYNCHRONIZED, Duration.between(FIRST, now));
  }

  /** Now and then the index is gone, or holds junk, and has to be made again from the journal. */
  private void spoilIndex() throws IOException {
    if (!disk.exists(INDEX)) {
      return;
    }
    switch (random.nextInt(16)) {
      case 0 -> disk.delete(INDEX);
      case 1 -> {
        var junk = new byte[1 + random.nextInt(9000)];
        random.nextBytes(junk);
        disk.write(disk.open(INDEX), 0, Bytes.copyOf(junk));
      }
      default -> {}
    }
  }

  private void step(JournaledOutbox outbox) throws Exception {
    int choice = random.nextInt(100);
    if (choice < 50) {
      append(outbox, 1 + random.nextInt(4));
    } else if (choice < 65) {
      append(outbox, 50 + random.nextInt(20));
    } else if (choice < 80) {
      acknowledge(outbox);
    } else if (choice < 85) {
      unacknowledge(outbox);
    } else if (choice < 90) {
      now = now.plus(Duration.ofHours(random.nextInt(48)));
    } else if (choice < 93) {
      letSegmentsGo(outbox);
    } else if (choice < 95) {
      disk.fail(FAULTS[random.nextInt(FAULTS.length)]);
    } else {
      disk.fail(SimulatedDisk.Fault.NONE);
    }
  }

  private void append(JournaledOutbox outbox, int count) throws Exception {
    var appended = new LinkedHashMap<String, CompletableFuture<Long>>();
    for (int i = 0; i < count; i++) {
      var name = "record " + ++named + "x".repeat(random.nextInt(200));
      ledger.offer(name);
      var details = Map.of(Ledger.NAME, name);
      appended.put(name, outbox.append(new Entry.KioskEvent(moment(), "test", details)));
    }
    for (var each : appended.entrySet()) {
      try {
        ledger.promise(each.getValue().get(LIMIT.toSeconds(), TimeUnit.SECONDS), each.getKey());
      } catch (ExecutionException e) {
        // Not saved, and nobody was told that it is.
      } catch (TimeoutException e) {
        throw new IllegalStateException("an append was never answered", e);
      }
    }
  }

  /** The district takes what waits, and confirms some of it. */
  private void acknowledge(JournaledOutbox outbox) throws IOException {
    var standing = outbox.standing();
    long through = standing.acknowledged() + random.nextLong(standing.waiting() + 1);
    ledger.tell(through);
    outbox.acknowledged(standing.epoch(), through);
  }

  /** Retention is over for everything; now and then the power goes in the middle of it. */
  private void letSegmentsGo(JournaledOutbox outbox) throws Exception {
    var standing = outbox.standing();
    ledger.tell(standing.captured());
    outbox.acknowledged(standing.epoch(), standing.captured());
    now = now.plus(Duration.ofDays(2));
    if (random.nextBoolean()) {
      disk.cutDuring(1 + random.nextInt(12));
    }
    append(outbox, 1);
  }

  private void unacknowledge(JournaledOutbox outbox) throws IOException {
    var standing = outbox.standing();
    try {
      outbox.unacknowledged(standing.epoch(), 1 + random.nextLong(standing.captured() + 1));
    } catch (IOException e) {
      // The disk fails; nothing has changed.
    }
  }
}
