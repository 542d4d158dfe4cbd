package org.healthhut.kiosk.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.kiosk.outbox.Outbox.Standing;
import org.healthhut.kiosk.uplink.Uplink.Effect;
import org.healthhut.kiosk.uplink.Uplink.Input;
import org.healthhut.wire.Ack;
import org.junit.jupiter.api.Test;

/**
 * A kiosk, a line that loses, doubles, delays and reorders, and a district, in virtual time under a
 * seed. What must always hold is checked after every step, what must come about at the end.
 */
class UplinkWorldTest {
  private static final int SEEDS = 300;
  private static final Duration FAULTS_END = Duration.ofMinutes(5);
  private static final Duration LAST_CAPTURE = Duration.ofMinutes(6);
  private static final Duration END = Duration.ofMinutes(60);

  private static final UplinkSettings SETTINGS = UplinkSettings.usual().withWindow(4, 40);

  @Test
  void everyRecordArrivesOnceWhateverTheLineDoes() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new World(seed).run();
    }
  }

  @Test
  void everythingHeldArrivesAlthoughTheDistrictIsRestoredToAnOlderState() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new World(seed).withRestores(2).run();
    }
  }

  @Test
  void aDistrictThatDoesNotSayWhatItAnswersIsUnderstoodToo() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new World(seed).withRestores(1).withUnnamed(1).run();
      new World(seed).withRestores(1).withUnnamed(0.5).run();
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertEquals(new World(7).withRestores(1).run(), new World(7).withRestores(1).run());
  }

  /** Something that happens at its time; events of one time happen in the order they were made. */
  private record Event(Duration at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private static final class World {
    private final long seed;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final StringBuilder trace = new StringBuilder();
    private Duration now = Duration.ZERO;
    private long order;

    // The kiosk: what is durable, and what a crash takes away.
    private long captured;
    private long durablyAcknowledged;
    private Uplink uplink;
    private int life;
    private int connection;
    private boolean connected;

    // The district: how often each record was stored, and the highest unbroken number.
    private final TreeMap<Long, Integer> stored = new TreeMap<>();
    private final TreeSet<Long> aboveGap = new TreeSet<>();
    private long through;
    private long everThrough;
    private int restores;

    /** The share of answers that do not say which batch they answer. */
    private double unnamed;

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.uplink = new Uplink(SETTINGS, random, standing());
    }

    World withUnnamed(double share) {
      unnamed = share;
      return this;
    }

    World withRestores(int times) {
      restores = times;
      return this;
    }

    String run() {
      for (int i = 0; i < 200; i++) {
        at(Duration.ofMillis(random.nextInt((int) FAULTS_END.toMillis())), this::capture);
      }
      for (int i = 0; i < 3; i++) {
        at(Duration.ofMillis(random.nextInt((int) FAULTS_END.toMillis())), this::crash);
      }
      for (int i = 0; i < restores; i++) {
        at(Duration.ofMillis(random.nextInt((int) FAULTS_END.toMillis())), this::restore);
      }
      // A district that lacks something says so when it hears of the next record.
      at(LAST_CAPTURE, this::capture);
      at(Duration.ZERO, () -> step(new Input.Woken()));
      while (!events.isEmpty() && events.peek().at().compareTo(END) <= 0) {
        var event = events.remove();
        now = event.at();
        event.what().run();
        check();
      }
      assertEquals(201, through, label("everything arrives"));
      assertEquals(201, durablyAcknowledged, label("and the kiosk knows it"));
      assertTrue(stored.values().stream().allMatch(times -> times == 1), label("once"));
      return trace.toString();
    }

    private void check() {
      everThrough = Math.max(everThrough, through);
      assertTrue(durablyAcknowledged <= everThrough, label("forgotten before it was committed"));
      assertTrue(uplink.batchesInFlight() <= SETTINGS.batchesMax(), label("batches"));
      assertTrue(uplink.recordsInFlight() <= SETTINGS.recordsMax(), label("records"));
    }

    private String label(String what) {
      return what + ", seed " + seed + " at " + now;
    }

    private Standing standing() {
      return new Standing("e", captured, durablyAcknowledged);
    }

    private void at(Duration when, Runnable what) {
      events.add(new Event(when, order++, what));
    }

    private boolean fault(double chance) {
      return now.compareTo(FAULTS_END) < 0 && random.nextDouble() < chance;
    }

    private void capture() {
      captured++;
      step(new Input.Woken());
    }

    private void crash() {
      trace.append(now).append(" crash\n");
      life++;
      connected = false;
      connection++;
      durablyAcknowledged = random.nextLong(durablyAcknowledged + 1);
      uplink = new Uplink(SETTINGS, random, standing());
      step(new Input.Woken());
    }

    /** The district loses its newest commits. */
    private void restore() {
      long kept = random.nextLong(through + 1);
      trace.append(now).append(" restore ").append(kept).append('\n');
      stored.tailMap(kept, false).clear();
      aboveGap.clear();
      through = kept;
    }

    private void step(Input input) {
      for (var effect : uplink.step(input, standing(), now)) {
        trace.append(now).append(' ').append(effect).append('\n');
        switch (effect) {
          case Effect.Connect() -> connect();
          case Effect.Disconnect(String _) -> {
            connected = false;
            connection++;
          }
          case Effect.Publish(long after, int recordsMax) -> {
            long last = Math.min(captured, after + Math.min(recordsMax, 1 + random.nextInt(12)));
            assertTrue(connected, label("publishes without a connection"));
            send(after + 1, last);
            step(new Input.Published("b", after + 1, last));
          }
          case Effect.Acknowledge(long upTo) -> {
            assertTrue(upTo <= captured, label("acknowledges what it never captured"));
            durablyAcknowledged = Math.max(durablyAcknowledged, upTo);
          }
          case Effect.Unacknowledge(long from) ->
              durablyAcknowledged = Math.min(durablyAcknowledged, from - 1);
          case Effect.Renumber(var _) ->
              throw new AssertionError(label("gives up its numbering, of which none is taken"));
          case Effect.Report(Uplink.Oddity oddity, long seq) ->
              throw new AssertionError(label(oddity + " " + seq));
        }
      }
      int current = life;
      uplink
          .wakeAt()
          .ifPresent(due -> at(due.compareTo(now) > 0 ? due : now, () -> wake(current, due)));
    }

    private void wake(int of, Duration due) {
      if (of == life && uplink.wakeAt().filter(due::equals).isPresent()) {
        step(new Input.Woken());
      }
    }

    private void connect() {
      int attempt = ++connection;
      boolean hangs = fault(0.1);
      boolean fails = fault(0.3);
      if (hangs) {
        return;
      }
      at(
          now.plusMillis(random.nextInt(3000)),
          () -> {
            if (attempt != connection) {
              return;
            }
            connected = !fails;
            if (connected && now.compareTo(FAULTS_END) < 0) {
              at(now.plusMillis(random.nextInt(60_000)), () -> lose(attempt));
            }
            step(fails ? new Input.ConnectFailed() : new Input.Connected(SETTINGS));
          });
    }

    private void lose(int of) {
      if (of == connection && connected) {
        connected = false;
        connection++;
        step(new Input.Lost());
      }
    }

    private void send(long first, long last) {
      for (int copies = fault(0.1) ? 0 : fault(0.1) ? 2 : 1; copies > 0; copies--) {
        at(now.plusMillis(delay()), () -> ingest(first, last));
      }
    }

    /** The line is in order once it is sound. */
    private int delay() {
      return now.compareTo(FAULTS_END) < 0 ? random.nextInt(4000) : 50;
    }

    private void ingest(long first, long last) {
      for (long seq = first; seq <= last; seq++) {
        if (stored.putIfAbsent(seq, 1) == null) {
          aboveGap.add(seq);
        }
      }
      while (aboveGap.remove(through + 1)) {
        through++;
      }
      var answered = random.nextDouble() < unnamed ? null : new Ack.Answered("b", first, last);
      var ack = new Ack("e", through, aboveGap.isEmpty() ? null : through + 1, List.of(), answered);
      for (int copies = fault(0.1) ? 0 : fault(0.1) ? 2 : 1; copies > 0; copies--) {
        at(
            now.plusMillis(delay()),
            () -> {
              if (connected) {
                step(new Input.Acked(ack));
              }
            });
      }
    }
  }
}
