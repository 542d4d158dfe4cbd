package org.healthhut.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.ingest.Deliveries;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.Receipt;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** One server of the district: the real ingest, without threads, on a database that may fail. */
final class SimulatedServer {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WORK_MILLIS = 30;

  /** The server's process ends in the middle of what it does. */
  private static final class Crashed extends Error {
    private static final long serialVersionUID = 1;

    Crashed() {
      super("crashed", null, false, false);
    }
  }

  /** One connection to the broker. */
  private static final class Session {
    final Deliveries<Message> deliveries = new Deliveries<>();

    /** What the broker waits for; a message may be there twice. */
    final List<Message> owed = new ArrayList<>();

    /** A kiosk's messages are taken in one after the other. */
    final TreeMap<String, Long> busyUntil = new TreeMap<>();
  }

  private final String name;
  private final Stage stage;
  private final Network network;
  private final RecordStore store;
  private @Nullable Ingest ingest;
  private @Nullable Session session;
  private int life;
  private int crashes;

  SimulatedServer(String name, Stage stage, Network network, RecordStore record) {
    this.name = name;
    this.stage = stage;
    this.network = network;
    this.store = stage.promises().watching(stage.parts().store(new Failing(record)));
    start();
  }

  int crashes() {
    return crashes;
  }

  boolean isUp() {
    return ingest != null;
  }

  boolean isConnected() {
    return session != null;
  }

  private void start() {
    ingest = new Ingest(stage.keys(), store, () -> NOON.plusMillis(stage.schedule().now()));
    connectLater();
  }

  private void connectLater() {
    int of = life;
    stage.in(
        10,
        5_000,
        () -> {
          if (of == life && session == null) {
            session = new Session();
          }
        });
  }

  private void disconnect() {
    var ended = session;
    session = null;
    if (ended != null) {
      network.undelivered(ended.owed);
    }
  }

  void brokerGone() {
    if (session != null) {
      session = null;
      connectLater();
    }
  }

  private void crash() {
    stage.say(name + " crashes");
    crashes++;
    life++;
    ingest = null;
    disconnect();
    stage.in(500, 10_000, this::start);
  }

  private void mayCrash() {
    if (stage.chance().of(Fault.SERVER_CRASH, 0.03)) {
      throw new Crashed();
    }
  }

  void deliver(Message message) {
    var of = session;
    if (of == null) {
      return;
    }
    of.owed.add(message);
    var delivery = of.deliveries.arrived(message);
    long now = stage.schedule().now();
    long start = Math.max(now, of.busyUntil.getOrDefault(message.kiosk().value(), 0L));
    long end = start + stage.chance().between(1, WORK_MILLIS);
    of.busyUntil.put(message.kiosk().value(), end);
    stage.schedule().in(end - now, () -> settle(of, delivery));
  }

  private void settle(Session of, Deliveries.Delivery<Message> delivery) {
    if (of != session) {
      return;
    }
    try {
      stage
          .parts()
          .settle(
              of.deliveries,
              delivery.message().kiosk(),
              delivery,
              message -> take(message, ack -> network.publish(message.kiosk(), ack)),
              message -> {
                stage.promises().forgetting(message.kiosk(), message.batch(), message.bytes());
                of.owed.remove(message);
              });
    } catch (Crashed _) {
      crash();
    } catch (DataAccessResourceFailureException _) {
      stage.say(name + " ends its session");
      disconnect();
      connectLater();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a world", e);
    }
  }

  /** A request that did not come by the broker. */
  void request(Message message, Consumer<Ack> answer) {
    try {
      take(message, answer);
    } catch (Crashed _) {
      crash();
    } catch (DataAccessResourceFailureException _) {
      stage.say(name + " cannot answer");
    }
  }

  private void take(Message message, Consumer<Ack> answer) {
    var running = ingest;
    if (running == null) {
      return;
    }
    mayCrash();
    var receipt = running.take(message.kiosk(), message.bytes());
    mayCrash();
    switch (receipt) {
      case Receipt.Answered(Ack ack) -> {
        stage.say(
            "%s takes %s, through %d, resend %s"
                .formatted(name, message, ack.through(), ack.resendFrom()));
        stage.promises().acknowledging(message.kiosk(), ack);
        answer.accept(ack);
      }
      case Receipt.Refused(String why) -> stage.say(name + " refuses " + message + ": " + why);
      case Receipt.Deferred(String why) -> stage.say(name + " defers " + message + ": " + why);
    }
    mayCrash();
  }

  /** The database, which may be away before it has stored or be slow to say that it has. */
  private final class Failing implements RecordStore {
    private final RecordStore real;

    Failing(RecordStore real) {
      this.real = real;
    }

    private void mayFail(Fault fault) {
      if (stage.chance().of(fault, 0.1)) {
        stage.say(name + " " + fault);
        throw new DataAccessResourceFailureException("the database is away");
      }
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      mayFail(Fault.DATABASE_FAILED);
      var ack = real.store(boot, findings, receivedAt);
      mayFail(Fault.DATABASE_ANSWERED_LATE);
      return ack;
    }

    @Override
    public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
      real.setAside(kiosk, why, message, receivedAt);
    }

    @Override
    public void check() {}
  }
}
