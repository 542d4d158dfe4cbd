package org.healthhut.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;

/**
 * Kiosks, the line and the district in one process, in virtual time and under a seed: the outbox,
 * uplink and ingest of the real programs between simulated disks, transports and databases. After
 * every step what is promised must hold, and in the end everything that was captured is at the
 * district exactly once.
 */
public final class World {
  /**
   * As long as a real one, so that frames are as long as real ones. What is sealed to the district
   * once a start is the same in every run, and costs no elliptic curve.
   */
  private static final String NOT_SEALED = "not-sealed.".repeat(30);

  private static final DistrictKey KEY =
      DistrictKey.of("simulated", content -> NOT_SEALED + content.hex());

  private static final DistrictKeys KEYS =
      DistrictKeys.of(
          sealed -> new Opened.Valid<>(Bytes.hex(sealed.substring(NOT_SEALED.length()))));

  private static final int FAULTS_MILLIS = 300_000;
  private static final long PATIENCE_MILLIS = Duration.ofHours(4).toMillis();

  /**
   * What came of a run.
   *
   * @param records how many appends were answered with a number
   * @param crashes of kiosks and servers
   * @param trace the same for the same seed, in every JVM
   */
  public record Outcome(
      long seed, long steps, long records, long crashes, Map<Fault, Long> faults, long trace) {
    public Outcome {
      faults = new EnumMap<>(faults);
    }
  }

  private final long seed;
  private final Schedule schedule = new Schedule();
  private final Trace trace = new Trace(schedule);
  private final Chance chance;
  private final Promises promises;
  private final Network network;
  private final List<SimulatedKiosk> kiosks = new ArrayList<>();
  private final List<SimulatedServer> servers = new ArrayList<>();
  private long steps;

  private World(long seed, Parts parts) {
    this.seed = seed;
    this.chance = new Chance(new SplittableRandom(seed), parts.faults(), parts.alwaysFaults());
    var record = parts.memory();
    this.promises = new Promises(record, new Tokens(KEYS));
    var stage = new Stage(schedule, trace, chance, parts, promises, KEYS, KEY);
    this.network = new Network(stage);
    for (int i = chance.between(1, 2); i > 0; i--) {
      var server = new SimulatedServer("server-" + i, stage, network, record);
      servers.add(server);
      network.add(server);
    }
    for (int i = chance.between(1, 2); i > 0; i--) {
      kiosks.add(
          new SimulatedKiosk(new KioskId("hut-" + i), stage, network, chance.random().nextLong()));
    }
  }

  /**
   * Runs one world to its end.
   *
   * @throws PromiseBroken when one of the promises does not hold
   */
  public static Outcome run(long seed, Parts parts) {
    return new World(seed, parts).run();
  }

  private Outcome run() {
    kiosks.forEach(this::plan);
    sometimes(Fault.BROKER_AMNESIA, 2, network::forget);
    schedule.in(FAULTS_MILLIS, this::calm);
    while (!(chance.isOver() && isSettled()) && step()) {
      if (schedule.now() > PATIENCE_MILLIS) {
        break;
      }
    }
    for (var kiosk : kiosks) {
      if (!kiosk.isUp()) {
        throw broken(kiosk.name + " never came back");
      }
      var unsettled = promises.unsettled(kiosk, kiosk.standing());
      if (!unsettled.isEmpty()) {
        throw broken(unsettled.getFirst());
      }
    }
    long crashes =
        kiosks.stream().mapToLong(SimulatedKiosk::crashes).sum()
            + servers.stream().mapToLong(SimulatedServer::crashes).sum();
    return new Outcome(seed, steps, promises.records(), crashes, chance.counts(), trace.hash());
  }

  private boolean step() {
    steps++;
    boolean stepped;
    try {
      stepped = schedule.step();
    } catch (RuntimeException e) {
      var thrown = broken("something threw " + e);
      thrown.initCause(e);
      throw thrown;
    }
    promises
        .broken()
        .ifPresent(what -> {
          throw broken(what);
        });
    return stepped;
  }

  private PromiseBroken broken(String what) {
    return new PromiseBroken(seed, steps, what, trace.tail());
  }

  private void plan(SimulatedKiosk kiosk) {
    if (chance.coin()) {
      sometimes(Fault.CARD_CLONED, 1, () -> clone(kiosk));
    }
    use(kiosk);
  }

  private void clone(SimulatedKiosk kiosk) {
    kiosk
        .cloneCard()
        .ifPresent(copy -> {
          kiosks.add(copy);
          use(copy);
        });
  }

  private void use(SimulatedKiosk kiosk) {
    for (int i = chance.between(3, 15); i > 0; i--) {
      at(kiosk::visit);
    }
    sometimes(Fault.KILL, 4, kiosk::kill);
    sometimes(Fault.POWER_CUT, 4, kiosk::pull);
    sometimes(Fault.CUT_IN_OPERATION, 4, kiosk::cutSoon);
    sometimes(Fault.DISK_FULL, 2, kiosk::fillDisk);
    sometimes(Fault.DISK_FAILING, 3, kiosk::failDisk);
    sometimes(Fault.CLOCK_JUMP, 3, kiosk::jumpClock);
    sometimes(Fault.CERTIFICATE_EXPIRED, 2, kiosk::expireCertificate);
    sometimes(Fault.DISK_REPLACED, chance.coin() ? 1 : 8, kiosk::replaceDisk);
    sometimes(Fault.OLD_COPY, 1, kiosk::rollBack);
  }

  private void sometimes(Fault fault, int most, Runnable what) {
    if (chance.has(fault)) {
      for (int i = chance.between(1, most); i > 0; i--) {
        at(what);
      }
    }
  }

  /** At some time while there are faults; some things come together. */
  private void at(Runnable what) {
    long now = schedule.now();
    long at = now + chance.between(0, Math.toIntExact(FAULTS_MILLIS - 1 - now));
    long together = at / 60_000 * 60_000 + at % 200;
    schedule.in((chance.coin() ? at : Math.max(now, together)) - now, what);
  }

  private void calm() {
    trace.add("the faults are over");
    chance.end();
    kiosks.forEach(SimulatedKiosk::recover);
  }

  private boolean isSettled() {
    return kiosks.stream()
        .allMatch(kiosk ->
            kiosk.isUp()
                && kiosk.isIdle()
                && kiosk.standing().waiting() == 0
                && promises.unsettled(kiosk, kiosk.standing()).isEmpty());
  }
}
