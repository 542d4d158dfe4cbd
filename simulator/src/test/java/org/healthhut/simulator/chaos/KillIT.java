package org.healthhut.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.demo.DemoOptions.Part;
import org.healthhut.simulator.demo.Stack;
import org.healthhut.simulator.device.Persona;
import org.junit.jupiter.api.Test;

/**
 * Kills the kiosk, the broker, the database and the servers at random moments while readings are
 * saved: {@code -Drounds=200 -Dchaos.seed=N}.
 *
 * <p>A round is one kill. It begins when the kiosk saves, and ends before who was killed is back:
 * others go on, and are killed meanwhile.
 */
class KillIT {
  private static final List<Integer> RATES = List.of(1, 10, 200);

  /** A line that was lost often is tried again after minutes: not every round waits for that. */
  private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(4);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private enum Victim {
    SAVER,
    AGENT,
    BROKER,
    BROKER_AND_ITS_STORE,
    BROKER_FROZEN,
    DATABASE,
    A_BACKEND_OF_THE_DATABASE,
    SERVER,
    OTHER_SERVER
  }

  private final int rounds = Integer.getInteger("rounds", 20);
  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final List<String> happened = new ArrayList<>();
  private long acknowledged;
  private int arrivals;
  private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);

  @Test
  void whatWasCalledSavedIsThereOnceWhoeverIsKilledWhen() throws Exception {
    System.out.println("chaos.seed " + seed + ", rounds " + rounds);
    var district = District.get();
    district.useEmbeddedBroker();
    try (var saving = Saving.start(district, District.KIOSKS.getFirst(), district.loopback())) {
      try {
        District.await("all are up", District.UP_LIMIT, () -> district.isUp() && saving.isUp());
        for (int round = 0; round < rounds; round++) {
          if (round == rounds / 2 && Mosquitto.isInstalled()) {
            district.useMosquitto(List.of("127.0.0.1"));
          }
          int rate = RATES.get(round * RATES.size() * 2 / rounds % RATES.size());
          saving.rate(rate);
          play(round, rate, district, saving);
        }
        assertEverythingIsThere(district, saving);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "chaos.seed %d, kept in %s:%n%s"
                .formatted(seed, district.folder(), String.join("\n", happened)),
            e);
      }
    }
  }

  /**
   * Those who run now, each with the ways there are to end it. As a rule the database and the last
   * server are left to start, or nothing would ever arrive and nobody be killed while it does.
   */
  private List<List<Victim>> up(District district) {
    boolean ruthless = random.nextInt(10) == 0;
    boolean server = district.listens(Part.DOCTOR);
    boolean other = district.otherListens();
    var up = new ArrayList<List<Victim>>();
    up.add(List.of(Victim.SAVER));
    if (district.listens(Part.KIOSK)) {
      up.add(List.of(Victim.AGENT));
    }
    if (district.listens(Part.BROKER)) {
      up.add(List.of(Victim.BROKER, Victim.BROKER_AND_ITS_STORE, Victim.BROKER_FROZEN));
    }
    if (district.listens(Part.DATABASE) && (ruthless || (server && other))) {
      up.add(List.of(Victim.DATABASE, Victim.A_BACKEND_OF_THE_DATABASE));
    }
    if (server && (ruthless || other)) {
      up.add(List.of(Victim.SERVER));
    }
    if (other && (ruthless || server)) {
      up.add(List.of(Victim.OTHER_SERVER));
    }
    return up;
  }

  private void play(int round, int rate, District district, Saving saving) throws Exception {
    var moment = Duration.ofMillis(random.nextInt(100, 1400));
    // A reading of the real agent that belongs to nobody, for the district to set aside.
    var _ =
        district
            .stack()
            .bench()
            .measure("scale-a", Persona.ALL.getFirst(), Bench.Wish.of(Map.of()));
    saving.awaitUp();
    if (random.nextInt(3) > 0) {
      awaitProgress(saving);
    }
    District.pause(moment);
    var victim = oneOf(oneOf(up(district)));
    var standing = saving.standing();
    if (standing != null && standing.acknowledged() > acknowledged) {
      acknowledged = standing.acknowledged();
      arrivals++;
    }
    happened.add(
        "round %d, %d readings/s, after %d ms: %s; %s"
            .formatted(round, rate, moment.toMillis(), victim, standing));
    System.out.println(happened.getLast());
    killed.merge(victim, 1, Integer::sum);
    kill(victim, district, saving);
  }

  /** Until more has been acknowledged to the kiosk, or for as long as a round may take. */
  private static void awaitProgress(Saving saving) throws Exception {
    var first = saving.standing();
    long end = System.nanoTime() + PROGRESS_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      var now = saving.standing();
      if (first == null || now == null || now.acknowledged() > first.acknowledged()) {
        return;
      }
      District.pause(LOOK_EVERY);
    }
  }

  private <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private void kill(Victim victim, District district, Saving saving) throws Exception {
    switch (victim) {
      case SAVER -> saving.kill();
      case AGENT -> district.agent().destroyForcibly();
      case BROKER -> district.broker().destroyForcibly();
      case BROKER_AND_ITS_STORE -> district.killBrokerAndForget();
      case BROKER_FROZEN -> {
        var broker = district.broker();
        Cable.signal("STOP", broker);
        District.pause(Duration.ofMillis(random.nextInt(200, 2500)));
        Cable.signal("CONT", broker);
      }
      case DATABASE -> {
        district.database().descendants().forEach(ProcessHandle::destroyForcibly);
        district.database().destroyForcibly();
      }
      case A_BACKEND_OF_THE_DATABASE -> {
        var backends = district.database().descendants().toList();
        if (!backends.isEmpty()) {
          oneOf(backends).destroyForcibly();
        }
      }
      case SERVER -> district.server().destroyForcibly();
      case OTHER_SERVER -> district.otherServer().destroyForcibly();
    }
  }

  private void assertEverythingIsThere(District district, Saving saving) throws Exception {
    saving.rate(0);
    // A start begins its waits between attempts anew; by now they are of minutes.
    saving.kill();
    district.agent().destroyForcibly();
    long ended = System.nanoTime();
    district.awaitDrained(saving);
    var drained = Duration.ofNanos(System.nanoTime() - ended);
    var balance = district.balance(saving);
    System.out.printf(
        "chaos.seed %d, %d rounds %s, records arrived in %d of them, drained in %d ms: %s%n",
        seed, rounds, killed, arrivals, drained.toMillis(), balance);
    assertTrue(balance.holds(), balance::toString);
    assertTrue(balance.said() > rounds, balance::toString);
    District.await(
        "the agent's records have arrived without a gap",
        District.DRAIN_LIMIT,
        () -> {
          try (var database = district.connect()) {
            return Balance.unbroken(Stack.KIOSK, database);
          }
        });
    var standing = saving.standing();
    assertEquals(standing == null ? -1 : standing.captured(), balance.found());
  }
}
