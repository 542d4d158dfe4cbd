package org.healthhut.kiosk.uplink;

import static org.healthhut.kiosk.outbox.TestRecords.KEY;
import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.kiosk.outbox.TestRecords;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Inquired;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkLoopTest {
  private static final KioskClock CLOCK = SystemClock.ofMachine();
  private static final KioskState STATE = new KioskState(true, "1", "boot", Map.of("cuff", "ok"));

  @TempDir Path folder;

  /** A district on the other end of a connection that can be cut. */
  private static final class Line implements Transport {
    final AtomicInteger connects = new AtomicInteger();
    final CopyOnWriteArrayList<KioskState> states = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<Inquiry> asked = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<Long> arrivedAt = new CopyOnWriteArrayList<>();
    private final TreeSet<Long> stored = new TreeSet<>();
    private volatile List<Listener> listeners = List.of();
    volatile boolean refuses;

    @Override
    public String name() {
      return "line";
    }

    @Override
    public Connection connect(Listener listener) throws IOException {
      connects.incrementAndGet();
      if (refuses) {
        throw new IOException("nobody there");
      }
      listeners = List.of(listener);
      return new Connection() {
        @Override
        public void publish(Batch batch) {
          arrivedAt.add(System.nanoTime());
          batch.entries().forEach(entry -> stored.add(entry.seq()));
          listener.acknowledged(new Ack(batch.boot().epoch(), stored.getLast(), null, List.of()));
        }

        @Override
        public void publish(KioskState state) {
          states.add(state);
        }

        @Override
        public void ask(Inquiry inquiry) {
          asked.add(inquiry);
        }

        @Override
        public void close() {
          listeners = List.of();
        }
      };
    }

    void cut() {
      listeners.forEach(listener -> listener.lost("cut"));
    }
  }

  private JournaledOutbox outbox() throws IOException {
    return JournaledOutbox.open(
        folder, KIOSK, KEY, new SecureRandom(), CLOCK, OutboxSettings.usual());
  }

  private static UplinkLoop start(JournaledOutbox outbox, Line line, UplinkLoop.Listener listener) {
    return UplinkLoop.start(
        outbox, line, CLOCK, new Random(1), UplinkSettings.usual(), () -> STATE, listener);
  }

  @Test
  void drainsConnectsAgainAfterALossAndTellsHowItStands() throws Exception {
    var line = new Line();
    var told = new CopyOnWriteArrayList<UplinkLoop.Status>();
    try (var outbox = outbox()) {
      for (int i = 0; i < 1000; i++) {
        outbox.append(record("a" + i)).get(60, TimeUnit.SECONDS);
      }
      try (var loop = start(outbox, line, told::add)) {
        eventually(() -> outbox.standing().acknowledged() == 1000);
        eventually(() -> told.getLast().state() == LinkState.LIVE);
        assertEquals(List.of(STATE), line.states);
        loop.publishState();
        eventually(() -> line.states.size() == 2);

        line.cut();
        eventually(() -> line.connects.get() == 2 && told.getLast().state() == LinkState.LIVE);
        assertTrue(told.stream().anyMatch(status -> status.trouble().equals("cut")));
        outbox.append(record("b")).get(60, TimeUnit.SECONDS);
        loop.wake();
        eventually(() -> outbox.standing().acknowledged() == 1001);
      }
    }
  }

  @Test
  void tellsTheDistrictAtOnceThatTheRoomForRecordsHasChanged() throws Exception {
    var line = new Line();
    var room = new AtomicReference<>(Room.ENOUGH);
    try (var outbox = outbox();
        var loop =
            UplinkLoop.start(
                new Roomy(outbox, room),
                line,
                CLOCK,
                new Random(1),
                UplinkSettings.usual(),
                () -> STATE,
                _ -> {})) {
      eventually(() -> line.states.size() == 1);
      loop.wake();
      room.set(Room.NONE);
      loop.wake();
      eventually(() -> line.states.size() == 2);
    }
  }

  /** An outbox on a disk that fills up as the test says. */
  private record Roomy(Outbox outbox, AtomicReference<Room> disk) implements Outbox {
    @Override
    public Room room() {
      return disk.get();
    }

    @Override
    public CompletableFuture<Long> append(Entry entry) {
      return outbox.append(entry);
    }

    @Override
    public List<Stored> after(long seq, int limit) throws IOException {
      return outbox.after(seq, limit);
    }

    @Override
    public void acknowledged(String epoch, long through) {
      outbox.acknowledged(epoch, through);
    }

    @Override
    public Standing standing() {
      return outbox.standing();
    }

    @Override
    public Boot boot() {
      return outbox.boot();
    }

    @Override
    public void close() {
      outbox.close();
    }
  }

  @Test
  void anAnswerComesOnceAndInTimeOrNeverAndOneOfTwoManyQuestionsIsDropped() throws Exception {
    var line = new Line();
    var uptime = new AtomicReference<>(Duration.ZERO);
    KioskClock clock = () -> new Moment(Instant.EPOCH, ClockTrust.UNSYNCHRONIZED, uptime.get());
    var heard = new CopyOnWriteArrayList<Answer>();
    try (var outbox = outbox();
        var loop =
            UplinkLoop.start(
                outbox, line, clock, new Random(1), UplinkSettings.usual(), () -> STATE, _ -> {})) {
      eventually(() -> line.states.size() == 1);
      for (int i = 0; i < 6; i++) {
        loop.ask(UplinkLoopTest::inquiry, heard::add);
      }
      eventually(() -> line.asked.size() == 4);
      var first = line.asked.getFirst();
      var answer = answered(first);
      line.listeners.getFirst().answered(answered(inquiry()));
      line.listeners.getFirst().answered(Bytes.of(9));
      line.listeners.getFirst().answered(answer);
      line.listeners.getFirst().answered(answer);
      eventually(() -> heard.equals(List.of(Answer.unknown())));
      uptime.set(Duration.ofSeconds(5));
      line.listeners.getFirst().answered(answered(line.asked.getLast()));
      loop.ask(UplinkLoopTest::inquiry, heard::add);
      eventually(() -> line.asked.size() == 5);
      line.listeners.getFirst().answered(answered(line.asked.getLast()));
      eventually(() -> heard.size() == 2);
      assertEquals(4 + 1, line.asked.size(), "two were dropped");
      line.refuses = true;
      line.cut();
      loop.ask(UplinkLoopTest::inquiry, heard::add);
      assertEquals(0, outbox.standing().waiting());
    }
    assertEquals(2, heard.size());
    assertEquals(5, line.asked.size(), "asked while there was no connection");
  }

  private static Inquiry inquiry() {
    return Inquiry.of(KIOSK, TestRecords.question(), KEY, new SecureRandom());
  }

  private static Bytes answered(Inquiry inquiry) {
    return TestRecords.DISTRICT.openInquiry(KIOSK, inquiry.message(), LocalDate.of(2026, 11, 22))
            instanceof Opened.Valid<Inquired>(Inquired inquired)
        ? inquired.seal(Answer.unknown(), new SecureRandom())
        : fail("the question does not open");
  }

  @Test
  void survivesAFailureItDidNotExpectAtItsVeryStart() throws Exception {
    var line = new Line();
    var failures = new AtomicInteger(3);
    KioskClock stumbling =
        () -> {
          if (Thread.currentThread().getName().equals("uplink")
              && failures.getAndDecrement() == 2) {
            throw new IllegalStateException("a mistake");
          }
          return CLOCK.now();
        };
    try (var outbox = outbox();
        var _ =
            UplinkLoop.start(
                outbox,
                line,
                stumbling,
                new Random(1),
                UplinkSettings.usual(),
                () -> STATE,
                _ -> {})) {
      eventually(() -> line.states.size() == 1);
    }
  }

  @Test
  void tellsWhyItCannotConnect() throws Exception {
    var line = new Line();
    line.refuses = true;
    var told = new CopyOnWriteArrayList<UplinkLoop.Status>();
    try (var outbox = outbox();
        var _ = start(outbox, line, told::add)) {
      eventually(() -> line.connects.get() > 1);
      assertTrue(told.stream().anyMatch(status -> status.trouble().equals("nobody there")));
    }
  }

  @Test
  void aRecordIsOnItsWayMillisecondsAfterItIsDurable() throws Exception {
    var line = new Line();
    try (var outbox = outbox();
        var loop = start(outbox, line, _ -> {})) {
      eventually(() -> line.states.size() == 1);
      var micros = new ArrayList<Long>();
      for (int i = 1; i <= 200; i++) {
        outbox.append(record("a" + i)).get(60, TimeUnit.SECONDS);
        long durable = System.nanoTime();
        loop.wake();
        int sent = i;
        eventually(() -> line.arrivedAt.size() >= sent);
        micros.add((line.arrivedAt.get(i - 1) - durable) / 1000);
      }
      micros.sort(null);
      assertTrue(micros.get(100) < 50_000, "median " + micros.get(100) + " µs");
    }
  }
}
