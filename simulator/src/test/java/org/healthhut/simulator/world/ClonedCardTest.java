package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Receipt;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxCore;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.Courier;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.junit.jupiter.api.Test;

/** A kiosk's card was copied: two machines number as one and hear each other's answers. */
class ClonedCardTest {
  private static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("test"));
  private static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("test"));
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final KioskId HUT = new KioskId("hut-1");

  private final Random random = new Random(1);
  private final MemoryRecordStore record = new MemoryRecordStore();
  private final Ingest ingest = new Ingest(DISTRICT, record, () -> NOON);
  private Duration uptime = Duration.ZERO;
  private final Machine original;
  private final Machine clone;

  ClonedCardTest() throws IOException {
    original = new Machine(SimulatedDisk.empty());
    original.capture("before");
    original.hear(answer(original.sent.remove()));
    clone = new Machine(original.disk.copy(random));
    clone.hear(answer(clone.sent.remove()));
    assertEquals(1, original.core.standing().acknowledged());
    assertEquals(original.core.standing(), clone.core.standing());
  }

  private Ack answer(Batch batch) {
    var receipt = ingest.take(HUT, Codec.encode(batch));
    assertTrue(receipt instanceof Receipt.Answered, receipt::toString);
    return ((Receipt.Answered) receipt).ack();
  }

  private List<String> held(String epoch) {
    return record.numbering(HUT, epoch).rows().values().stream()
        .map(row -> ((Finding.Accepted) row.finding()).entry())
        .map(entry -> ((Entry.KioskEvent) entry).kind())
        .toList();
  }

  /** The outbox and the uplink of one machine, on a line that the test is. */
  private final class Machine implements Courier.Connecting {
    final SimulatedDisk disk;
    final OutboxCore core;
    final Courier courier;
    final Deque<Batch> sent = new ArrayDeque<>();
    private int attempt;

    Machine(SimulatedDisk disk) throws IOException {
      this.disk = disk;
      core =
          OutboxCore.open(
              Path.of("/hut"),
              disk,
              new MemoryIndex(),
              HUT,
              KEY,
              random,
              this::now,
              OutboxSettings.usual());
      courier =
          new Courier(
              core,
              this,
              this::now,
              random,
              UplinkSettings.usual(),
              () -> new KioskState(true, "test", "boot", Map.of()));
      take(new Courier.Event.Wake());
      take(new Courier.Event.Opened(attempt, new Line()));
    }

    private Moment now() {
      return new Moment(NOON, ClockTrust.UNSYNCHRONIZED, uptime);
    }

    void take(Courier.Event event) {
      courier.take(event);
      if (core.isToRenumber()) {
        core.carryOutRenumbering();
        courier.take(new Courier.Event.Wake());
      }
    }

    void capture(String name) {
      var _ = core.append(new Entry.KioskEvent(now(), name, Map.of()));
      core.save();
      take(new Courier.Event.Wake());
    }

    void hear(Ack ack) {
      assertEquals(new Opened.Valid<>(ack), Codec.ack(Codec.encode(ack)));
      take(new Courier.Event.AckArrived(ack));
    }

    /** Nothing was answered for long. */
    void sendAgain() {
      uptime = uptime.plus(UplinkSettings.usual().ackLimit());
      take(new Courier.Event.Wake());
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public void begin(int of) {
      attempt = of;
    }

    @Override
    public void giveUp() {}

    private final class Line implements Transport.Connection {
      @Override
      public void publish(Batch batch) {
        sent.add(batch);
      }

      @Override
      public void publish(KioskState state) {}

      @Override
      public void close() {}
    }
  }

  /** Sends what it has and hears what the district says of it. */
  private void settle(Machine machine) {
    while (!machine.sent.isEmpty()) {
      machine.hear(answer(machine.sent.remove()));
    }
  }

  @Test
  void theAnswerToTheOtherOnesBatchForgetsNothing() {
    var epoch = original.core.standing().epoch();
    original.capture("a");
    clone.capture("b");
    clone.sent.clear();
    var toTheOther = answer(original.sent.remove());
    assertEquals(2, toTheOther.through());
    clone.hear(toTheOther);
    assertEquals(new Outbox.Standing(epoch, 2, 1), clone.core.standing(), "nobody else has it");
    clone.sendAgain();
    settle(clone);
    assertEquals(List.of("before", "a"), held(epoch), "not overwritten");
    assertNotEquals(epoch, clone.core.standing().epoch());
    assertEquals(List.of("epoch.began", "b"), held(clone.core.standing().epoch()));
    assertEquals(0, clone.core.standing().waiting());
    assertTrue(
        record
            .alarms(HUT)
            .containsAll(
                Set.of(
                    new MemoryRecordStore.Alarm(Alarms.Kind.NUMBERS_WENT_BACK, epoch),
                    new MemoryRecordStore.Alarm(
                        Alarms.Kind.EPOCH_BEGUN, clone.core.standing().epoch()))),
        record.alarms(HUT)::toString);
  }

  @Test
  void whatTheOtherOneHasUnderANumberDoesNotCountForWhatWasLostUnderIt() {
    var epoch = original.core.standing().epoch();
    original.capture("a");
    var _ = answer(original.sent.remove());
    clone.capture("b");
    clone.sent.clear();
    clone.capture("c");
    var toItself = answer(clone.sent.remove());
    assertEquals(3, toItself.through(), "without a gap, and the second is not the clone's");
    clone.hear(toItself);
    assertEquals(new Outbox.Standing(epoch, 3, 1), clone.core.standing());
    clone.sendAgain();
    settle(clone);
    assertEquals(List.of("before", "a", "c"), held(epoch), "not overwritten");
    assertEquals(List.of("epoch.began", "b"), held(clone.core.standing().epoch()));
  }

  @Test
  void aRefusalOfTheOtherOnesRecordMakesNoneOfItsOwnTwice() {
    var epoch = original.core.standing().epoch();
    original.capture("a");
    settle(original);
    clone.capture("b");
    var toTheClone = answer(clone.sent.remove());
    assertEquals(1, toTheClone.refused().size());
    original.hear(toTheClone);
    assertEquals(epoch, original.core.standing().epoch(), "its own are where they were");
    clone.hear(toTheClone);
    settle(clone);
    assertEquals(List.of("before", "a"), held(epoch));
    assertEquals(List.of("epoch.began", "b"), held(clone.core.standing().epoch()));
  }

  @Test
  void whoeverHearsOfNumbersItNeverGaveBeginsAnother() {
    var epoch = original.core.standing().epoch();
    original.capture("a");
    var toTheOther = answer(original.sent.remove());
    clone.hear(toTheOther);
    assertNotEquals(epoch, clone.core.standing().epoch());
    original.hear(toTheOther);
    clone.capture("b");
    settle(clone);
    assertEquals(List.of("before", "a"), held(epoch));
    assertEquals(List.of("epoch.began", "b"), held(clone.core.standing().epoch()));
    assertEquals(epoch, original.core.standing().epoch());
  }
}
