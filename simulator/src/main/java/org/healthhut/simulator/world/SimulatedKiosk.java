package org.healthhut.simulator.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxCore;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.Courier;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Codec;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.jspecify.annotations.Nullable;

/**
 * A kiosk without threads: the outbox and the uplink of the real one on a disk that can be cut. A
 * life is from a start of its program to the next crash; nothing of a life outlasts it but the
 * disk, the index and what is on its way.
 */
final class SimulatedKiosk {
  private static final Path FOLDER = Path.of("/data");
  private static final Instant SPRING = Instant.parse("2026-03-01T08:00:00Z");
  private static final KioskState STATE = new KioskState(true, "simulated", "boot", Map.of());
  private static final int DECADE_DAYS = 3653;
  private static final int RETIRE_MILLIS = 20_000;
  private static final int INDEX_SOON_MILLIS = 500;
  private static final int INDEX_LATE_MILLIS = 120_000;
  private static final int ROOM_MILLIS = 5_000;
  private static final int LOOK_MILLIS = 5_000;
  private static final int OPERATIONS_MAX = 15;
  private static final int READINGS_MAX = 5;
  private static final int VISIT_MILLIS = 3_000;

  /** A copy's readings are numbered from here on, so that no two machines give the same. */
  private static final long TOKENS_OF_COPY = 1_000_000;

  final KioskId id;

  /** One of it; an id may have two. */
  final String name;

  private final Stage stage;
  private final Network network;
  private final SplittableRandom random;
  private final OutboxSettings settings;
  private final UplinkSettings uplinkSettings;
  private final MemoryIndex index;
  private SimulatedDisk disk;
  private @Nullable OldCopy oldCopy;
  private @Nullable OutboxCore core;
  private @Nullable Outbox shown;
  private @Nullable Courier courier;
  private int life;
  private int crashes;
  private long nextToken;
  private long machineStartedAt;
  private Duration wallClockOff = Duration.ZERO;
  private long fullUntil;
  private long failingUntil;
  private long expiredUntil;
  private boolean isSaving;
  private boolean isIndexing;
  private @Nullable Duration armed;
  private Line.Kind transport = Line.Kind.BROKER;

  /** A disk as it was, and what had been promised of it by then. */
  private record OldCopy(SimulatedDisk disk, Promises.Mark promised) {}

  SimulatedKiosk(KioskId id, Stage stage, Network network, long seed) {
    this(id, id.value(), SimulatedDisk.empty(), new MemoryIndex(), 1, stage, network, seed);
  }

  private SimulatedKiosk(
      KioskId id,
      String name,
      SimulatedDisk disk,
      MemoryIndex index,
      long nextToken,
      Stage stage,
      Network network,
      long seed) {
    this.id = id;
    this.name = name;
    this.disk = disk;
    this.index = index;
    this.nextToken = nextToken;
    this.stage = stage;
    this.network = network;
    this.random = new SplittableRandom(seed);
    var chance = stage.chance();
    this.settings =
        new OutboxSettings(
            Duration.ofSeconds(chance.between(0, 300)),
            chance.between(4, 64),
            chance.between(4, 64),
            chance.between(1_000, 6_000));
    var usual = UplinkSettings.usual();
    this.uplinkSettings =
        new UplinkSettings(
            chance.between(1, 6),
            chance.between(3, 60),
            chance.between(300, 4_000),
            usual.ackLimit(),
            usual.resendsMax(),
            usual.connectLimit(),
            usual.backoffMin(),
            Duration.ofSeconds(30),
            usual.stable());
    this.machineStartedAt = stage.schedule().now();
    stage.in(0, 1_000, this::start);
  }

  int crashes() {
    return crashes;
  }

  boolean isUp() {
    return core != null;
  }

  /** Only of one that is up. */
  Outbox.Standing standing() {
    return Objects.requireNonNull(core).standing();
  }

  /** Whether nothing of it is on its way to the disk. */
  boolean isIdle() {
    return core != null && core.queued() == 0 && core.unindexed() == 0;
  }

  private Moment now() {
    var uptime = Duration.ofMillis(stage.schedule().now() - machineStartedAt);
    var at = SPRING.plusMillis(stage.schedule().now()).plus(wallClockOff);
    return new Moment(at, ClockTrust.UNSYNCHRONIZED, uptime);
  }

  private void say(String what) {
    stage.say(name + " " + what);
  }

  // Lives.

  /** A step of this life, after a while; passed over when the life has ended by then. */
  private void soon(int least, int most, Runnable what) {
    int of = life;
    stage.in(
        least,
        most,
        () -> {
          if (of == life) {
            step(what);
          }
        });
  }

  private void step(Runnable what) {
    what.run();
    if (disk.isOff()) {
      cut();
    } else if (core != null && shown != null) {
      stage.promises().standing(this, core.standing(), shown.standing());
    }
  }

  private void start() {
    var chance = stage.chance();
    life++;
    fitDisk();
    if (chance.of(Fault.CUT_IN_RECOVERY, 0.3)) {
      disk.cutDuring(chance.between(1, OPERATIONS_MAX));
    }
    try {
      var opened =
          OutboxCore.open(
              FOLDER,
              stage.parts().disk(disk),
              index,
              id,
              stage.key(),
              random,
              this::now,
              settings);
      if (disk.isOff()) {
        cut();
        return;
      }
      begin(opened);
    } catch (IOException e) {
      say("does not start: " + e.getClass().getSimpleName());
      if (disk.isOff()) {
        cut();
      } else {
        disk = disk.afterKill();
        startLater();
      }
    }
  }

  private void begin(OutboxCore opened) {
    var outbox = stage.parts().outbox(opened);
    core = opened;
    shown = outbox;
    isSaving = false;
    isIndexing = false;
    armed = null;
    courier =
        new Courier(outbox, new Attempts(), this::now, random.split(), uplinkSettings, () -> STATE);
    var standing = opened.standing();
    say(
        "starts, captured %d, acknowledged %d, recovery %s"
            .formatted(standing.captured(), standing.acknowledged(), opened.recovery()));
    stage.promises().started(this, opened);
    step(() -> {
      take(new Courier.Event.Wake());
      retireLater();
      indexLater();
    });
  }

  /** Whatever it holds in memory is gone. */
  private void end() {
    core = null;
    shown = null;
    courier = null;
    life++;
    crashes++;
    network.gone(this);
    if (stage.chance().of(Fault.INDEX_LOST, 0.8)) {
      say("index lost");
      index.lose();
    }
  }

  private void startLater() {
    stage.in(500, 20_000, this::start);
  }

  /** The program is killed. */
  void kill() {
    if (isUp() && stage.chance().count(Fault.KILL)) {
      say("killed");
      end();
      disk = disk.afterKill();
      startLater();
    }
  }

  /** The power goes between two steps. */
  void pull() {
    if (isUp() && stage.chance().count(Fault.POWER_CUT)) {
      disk.cut();
      cut();
    }
  }

  private void cut() {
    var survivals = Survival.values();
    var survival = survivals[random.nextInt(survivals.length)];
    say("power cut, unforced: " + survival);
    end();
    if (oldCopy == null && stage.chance().has(Fault.OLD_COPY)) {
      oldCopy =
          new OldCopy(disk.afterPowerCut(Survival.NOTHING, random), stage.promises().mark(this));
    }
    disk = disk.afterPowerCut(survival, random);
    machineStartedAt = stage.schedule().now();
    startLater();
  }

  // What happens to it.

  /** The power goes during one of the next operations of the disk. */
  void cutSoon() {
    if (isUp() && stage.chance().count(Fault.CUT_IN_OPERATION)) {
      disk.cutDuring(stage.chance().between(1, OPERATIONS_MAX));
    }
  }

  void replaceDisk() {
    if (isUp() && stage.chance().count(Fault.DISK_REPLACED)) {
      say("gets an empty disk");
      stage.promises().replaced(this);
      comeBackWith(SimulatedDisk.empty());
    }
  }

  /** Somebody puts in the disk as it was at an earlier time. */
  void rollBack() {
    var copy = oldCopy;
    if (isUp() && copy != null && stage.chance().count(Fault.OLD_COPY)) {
      say("gets an old copy of its disk");
      oldCopy = null;
      stage.promises().rolledBack(this, copy.promised());
      comeBackWith(copy.disk().copy(random));
    }
  }

  /** Somebody copies its card into another machine, and lets both run. */
  Optional<SimulatedKiosk> cloneCard() {
    if (!isUp() || disk.isOff() || !stage.chance().count(Fault.CARD_CLONED)) {
      return Optional.empty();
    }
    say("has its card cloned");
    stage.promises().cloned(id);
    var copied = stage.chance().coin() ? index.copy() : new MemoryIndex();
    return Optional.of(
        new SimulatedKiosk(
            id,
            id + "-clone",
            disk.copy(random),
            copied,
            nextToken + TOKENS_OF_COPY,
            stage,
            network,
            random.nextLong()));
  }

  private void comeBackWith(SimulatedDisk other) {
    end();
    index.lose();
    disk = other;
    machineStartedAt = stage.schedule().now();
    stage.in(100, 2_000, this::start);
    // Whoever did that tries it out, perhaps before there is a line.
    stage.in(3_000, 6_000, this::visit);
    stage.in(3_000, 30_000, this::visit);
    if (stage.chance().coin()) {
      expiredUntil = stage.schedule().now() + stage.chance().between(5_000, 60_000);
    }
  }

  void fillDisk() {
    stage.chance().count(Fault.DISK_FULL);
    fullUntil = stage.schedule().now() + stage.chance().between(1_000, 60_000);
    fitDisk();
    stage.schedule().in(fullUntil - stage.schedule().now(), this::fitDisk);
  }

  void failDisk() {
    stage.chance().count(Fault.DISK_FAILING);
    failingUntil = stage.schedule().now() + stage.chance().between(100, 20_000);
    fitDisk();
    stage.schedule().in(failingUntil - stage.schedule().now(), this::fitDisk);
  }

  /** Lets the disk be what it is at this time: a new one does not know. */
  private void fitDisk() {
    long now = stage.schedule().now();
    boolean isOver = stage.chance().isOver();
    disk.capacity(now < fullUntil && !isOver ? stage.chance().between(0, 4_000) : Long.MAX_VALUE);
    var faults = SimulatedDisk.Fault.values();
    disk.fail(
        now < failingUntil && !isOver
            ? faults[stage.chance().between(1, faults.length - 1)]
            : SimulatedDisk.Fault.NONE);
  }

  void jumpClock() {
    stage.chance().count(Fault.CLOCK_JUMP);
    wallClockOff = Duration.ofDays(stage.chance().between(-5 * DECADE_DAYS, 9 * DECADE_DAYS));
    say("clock " + now().at());
  }

  void expireCertificate() {
    stage.chance().count(Fault.CERTIFICATE_EXPIRED);
    expiredUntil = stage.schedule().now() + stage.chance().between(1_000, 120_000);
  }

  /** The faults are over. */
  void recover() {
    fitDisk();
    expiredUntil = 0;
  }

  // What it does.

  /** A few readings, one after the other. */
  void visit() {
    for (int i = stage.chance().between(1, READINGS_MAX); i > 0; i--) {
      stage.in(0, VISIT_MILLIS, this::capture);
    }
  }

  private void capture() {
    if (core == null) {
      return;
    }
    var open = core;
    int of = life;
    long token = nextToken++;
    var entry =
        switch (random.nextInt(16)) {
          case 0 -> Tokens.setAside(now(), token);
          case 1 -> Tokens.implausible(now(), token);
          default -> Tokens.accepted(now(), token);
        };
    var _ =
        open.append(entry)
            .whenComplete((seq, failure) -> {
              if (of == life && failure == null) {
                say("saved entry " + token + " as " + seq);
                stage.promises().saved(this, open.standing().epoch(), seq, token);
                soon(0, 5, () -> take(new Courier.Event.Wake()));
              } else if (failure != null) {
                say("refused entry " + token);
              }
            });
    saveLater(20);
  }

  private void saveLater(int millis) {
    if (!isSaving) {
      isSaving = true;
      soon(0, millis, this::save);
    }
  }

  private void save() {
    isSaving = false;
    if (core == null || core.queued() == 0) {
      return;
    }
    if (!core.hasRoom() && random.nextInt(4) > 0) {
      saveLater(ROOM_MILLIS);
      return;
    }
    core.save();
    if (core.queued() > 0) {
      saveLater(5);
    }
    indexLater();
  }

  private void indexLater() {
    if (!isIndexing) {
      isIndexing = true;
      soon(0, random.nextBoolean() ? INDEX_SOON_MILLIS : INDEX_LATE_MILLIS, this::index);
    }
  }

  private void index() {
    isIndexing = false;
    if (core == null) {
      return;
    }
    if (stage.chance().of(Fault.INDEX_FAILED, 0.2)) {
      index.failNext();
    }
    try {
      core.index();
    } catch (IOException _) {
      say("index lags");
    }
    if (core.unindexed() > 0) {
      indexLater();
    }
  }

  private void retireLater() {
    soon(
        RETIRE_MILLIS,
        RETIRE_MILLIS,
        () -> {
          if (core != null) {
            core.retire();
            renumber();
          }
          indexLater();
          retireLater();
        });
  }

  // Its uplink.

  private void take(Courier.Event event) {
    if (courier != null) {
      courier.take(event);
      arm();
      if (core != null && core.isToRenumber()) {
        soon(0, 20, this::renumber);
      }
    }
  }

  private void renumber() {
    if (core != null && core.isToRenumber()) {
      var before = core.standing().epoch();
      stage.promises().renumbering(this, core);
      core.carryOutRenumbering();
      if (!core.standing().epoch().equals(before)) {
        say("numbers anew, to " + core.standing().captured());
        stage.promises().renumbered(this, core);
        // Nobody tells the uplink; it looks by itself, at times.
        soon(0, LOOK_MILLIS, () -> take(new Courier.Event.Wake()));
      }
      saveLater(5);
    }
  }

  private void arm() {
    var due = courier == null ? null : courier.wakeAt().orElse(null);
    if (due == null || due.equals(armed)) {
      return;
    }
    armed = due;
    int millis = Math.toIntExact(Math.max(0, due.minus(now().uptime()).toMillis()));
    soon(
        millis,
        millis,
        () -> {
          if (due.equals(armed)) {
            armed = null;
            take(new Courier.Event.Wake());
          }
        });
  }

  /** What the line has heard from the district, unless this life is another. */
  void arrived(Line line, Bytes message) {
    if (line.life() == life
        && core != null
        && Codec.ack(message) instanceof Opened.Valid<Ack>(Ack ack)) {
      acknowledged(stage.parts().arriving(ack, core.standing()));
    }
  }

  private void acknowledged(Ack ack) {
    soon(
        0,
        5,
        () -> {
          say("hears through " + ack.through() + ", resend " + ack.resendFrom());
          take(new Courier.Event.AckArrived(ack));
        });
  }

  void lost(Line line, String why) {
    if (line.life() == life) {
      soon(0, 5, () -> take(new Courier.Event.Broken(line.attempt(), why)));
    }
  }

  private final class Attempts implements Courier.Connecting {
    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public void begin(int attempt) {
      var chance = stage.chance();
      if (chance.of(Fault.TRANSPORT_SWITCHED, 0.5)) {
        transport = transport.other();
      }
      if (chance.of(Fault.CONNECT_HANGS, 0.2)) {
        return;
      }
      soon(1, 3_000, () -> finish(attempt));
    }

    private void finish(int attempt) {
      if (stage.schedule().now() < expiredUntil) {
        take(new Courier.Event.Failed(attempt, "the certificate has expired"));
      } else if (stage.chance().of(Fault.CONNECT_REFUSED, 0.3) || !network.accepts(transport)) {
        take(new Courier.Event.Failed(attempt, "nobody answers"));
      } else {
        var line = network.open(SimulatedKiosk.this, life, attempt, transport);
        say("connects, " + transport);
        take(
            new Courier.Event.Opened(
                attempt, stage.parts().connection(line, SimulatedKiosk.this::acknowledged)));
      }
    }

    @Override
    public void giveUp() {}
  }
}
