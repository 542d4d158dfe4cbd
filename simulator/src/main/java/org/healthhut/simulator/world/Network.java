package org.healthhut.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.KioskId;

/**
 * Everything between kiosks and servers: the lines, and a broker that keeps nothing for anybody who
 * is not there, gives a batch to one of the servers, and again to one of them when that one has
 * gone without acknowledging it.
 */
final class Network {
  private static final int QUICK_MILLIS = 60;
  private static final int SLOW_MILLIS = 20_000;
  private static final int VERY_SLOW_MILLIS = 120_000;
  private static final int LINE_MILLIS = 120_000;
  private static final int NOTICED_MILLIS = 30_000;

  private final Stage stage;
  private final List<SimulatedServer> servers = new ArrayList<>();
  private final Map<String, List<Line>> sessions = new TreeMap<>();
  private final List<Line> lines = new ArrayList<>();

  /** Whether a broker that knows a kiosk by its id has one connection of it at a time. */
  private final boolean pushesOff;

  private int brokerLife;

  Network(Stage stage) {
    this.stage = stage;
    this.pushesOff = stage.chance().coin();
  }

  void add(SimulatedServer server) {
    servers.add(server);
  }

  /** Whether a connection of this kind can be made now. */
  boolean accepts(Line.Kind kind) {
    return kind == Line.Kind.BROKER || servers.stream().anyMatch(SimulatedServer::isUp);
  }

  Line open(SimulatedKiosk kiosk, int life, int attempt, Line.Kind kind) {
    var chance = stage.chance();
    var line = new Line(this, kiosk, life, attempt, kind);
    lines.removeIf(old -> !old.carries());
    lines.add(line);
    if (kind == Line.Kind.BROKER) {
      subscribe(line);
    }
    if (chance.of(Fault.CONNECTION_LOST, 0.7)) {
      stage.in(1, LINE_MILLIS, () -> line.lose("the connection broke"));
    }
    if (chance.of(Fault.HALF_OPEN, 0.3)) {
      stage.in(
          1,
          LINE_MILLIS,
          () -> {
            line.die();
            stage.in(1, NOTICED_MILLIS, () -> line.lose("nothing heard for long"));
          });
    }
    return line;
  }

  private void subscribe(Line line) {
    var lines = sessions.computeIfAbsent(line.kiosk().id.value(), _ -> new ArrayList<>());
    var others = lines.stream().filter(other -> other.kiosk() != line.kiosk()).toList();
    if (pushesOff) {
      others.forEach(other -> other.lose("another connection took its place"));
    }
    lines.removeIf(other -> pushesOff || other.kiosk() == line.kiosk());
    lines.add(line);
  }

  /** The program at the other end of its lines has ended. */
  void gone(SimulatedKiosk kiosk) {
    lines.stream().filter(line -> line.kiosk() == kiosk).forEach(Line::close);
  }

  void send(Line line, Batch batch) {
    var message = new Message(batch.boot().kiosk(), batch, Codec.encode(batch));
    stage.say("sends " + message);
    if (line.carries()) {
      int of = brokerLife;
      carry(() -> {
        switch (line.kind()) {
          case BROKER -> {
            if (of == brokerLife) {
              receive(message);
            }
          }
          case REQUEST -> request(line, message);
        }
      });
    }
  }

  /** As often as the line gives it: not at all, once or twice, soon or late. */
  private void carry(Runnable arrival) {
    var chance = stage.chance();
    if (!chance.of(Fault.MESSAGE_LOST, 0.3)) {
      stage.in(1, chance.of(Fault.MESSAGE_DELAYED, 0.3) ? SLOW_MILLIS : QUICK_MILLIS, arrival);
      if (chance.of(Fault.MESSAGE_DOUBLED, 0.3)) {
        stage.in(1, chance.coin() ? QUICK_MILLIS : VERY_SLOW_MILLIS, arrival);
      }
    }
  }

  /** The broker has it, and says so to the kiosk, which means nothing. */
  private void receive(Message message) {
    if (stage.chance().of(Fault.PUBACK_WITHOUT_DELIVERY, 0.3)) {
      stage.say("broker swallows " + message);
      return;
    }
    distribute(message);
  }

  private void distribute(Message message) {
    var connected = servers.stream().filter(SimulatedServer::isConnected).toList();
    if (!connected.isEmpty()) {
      connected.get(stage.chance().between(0, connected.size() - 1)).deliver(message);
    }
  }

  /** What a server held when its session ended: given to another, unless the broker drops it. */
  void undelivered(List<Message> messages) {
    for (var message : messages) {
      if (stage.chance().coin()) {
        int of = brokerLife;
        stage.in(
            1,
            stage.chance().coin() ? QUICK_MILLIS : VERY_SLOW_MILLIS,
            () -> {
              if (of == brokerLife) {
                distribute(message);
              }
            });
      }
    }
  }

  private void request(Line line, Message message) {
    var up = servers.stream().filter(SimulatedServer::isUp).toList();
    if (!up.isEmpty()) {
      up.get(stage.chance().between(0, up.size() - 1))
          .request(message, ack -> carry(() -> arrive(line, Codec.encode(ack))));
    }
  }

  /** A server publishes its answer for a kiosk; whoever listens under its id hears it. */
  void publish(KioskId kiosk, Ack ack) {
    var bytes = Codec.encode(ack);
    int of = brokerLife;
    carry(() -> {
      if (of == brokerLife) {
        List.copyOf(sessions.getOrDefault(kiosk.value(), List.of()))
            .forEach(line -> arrive(line, bytes));
      }
    });
  }

  private static void arrive(Line line, Bytes message) {
    if (line.carries()) {
      line.kiosk().arrived(line, message);
    }
  }

  /** The broker starts anew and knows nothing of before. */
  void forget() {
    stage.chance().count(Fault.BROKER_AMNESIA);
    stage.say("broker forgets everything");
    brokerLife++;
    var all = sessions.values().stream().flatMap(List::stream).toList();
    all.forEach(line -> line.lose("the broker has gone"));
    sessions.clear();
    servers.forEach(SimulatedServer::brokerGone);
  }
}
