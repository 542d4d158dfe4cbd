package org.healthhut.kiosk.uplink;

import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.TestRecords;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.KioskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTransportTest {
  private static final KioskState STATE = new KioskState(true, "1", "boot", Map.of());
  private static final FallbackTransport.Times TIMES =
      new FallbackTransport.Times(
          Duration.ofMinutes(2), Duration.ofMillis(20), Duration.ofMillis(20));

  private volatile Duration uptime = Duration.ZERO;
  private final KioskClock clock =
      () -> new Moment(TestRecords.NOON.at(), ClockTrust.UNSYNCHRONIZED, uptime);
  private final Side mqtt = new Side("mqtt");
  private final Side coap = new Side("coap");
  private final Heard heard = new Heard();
  private final FallbackTransport lines = new FallbackTransport(mqtt, coap, clock, TIMES);
  private final CopyOnWriteArrayList<Transport.Connection> opened = new CopyOnWriteArrayList<>();

  /** A line that works or does not, and counts what is open. */
  private static final class Side implements Transport {
    final String name;
    final CopyOnWriteArrayList<Listener> open = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<KioskState> states = new CopyOnWriteArrayList<>();
    final AtomicInteger connects = new AtomicInteger();
    volatile boolean works;
    volatile boolean breaks;

    Side(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Connection connect(Listener listener) throws IOException {
      if (!works) {
        throw new IOException("no " + name);
      }
      open.add(listener);
      connects.incrementAndGet();
      if (breaks) {
        listener.lost("cut");
      }
      return new Connection() {
        @Override
        public void publish(Batch batch) {}

        @Override
        public void publish(KioskState state) {
          states.add(state);
        }

        @Override
        public void close() {
          open.remove(listener);
        }
      };
    }

    void cut() {
      works = false;
      open.forEach(listener -> listener.lost("cut"));
    }
  }

  private static final class Heard implements Transport.Listener {
    final CopyOnWriteArrayList<String> lost = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<Ack> acks = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<List<String>> commands = new CopyOnWriteArrayList<>();
    final AtomicInteger wanted = new AtomicInteger();

    @Override
    public void commanded(List<String> what) {
      commands.add(what);
    }

    @Override
    public void stateWanted() {
      wanted.incrementAndGet();
    }

    @Override
    public void acknowledged(Ack ack) {
      acks.add(ack);
    }

    @Override
    public void lost(String why) {
      lost.add(why);
    }
  }

  private Transport.Connection connect() throws Exception {
    var connection = lines.connect(heard);
    opened.add(connection);
    return connection;
  }

  @AfterEach
  void close() {
    opened.forEach(Transport.Connection::close);
    assertEquals(List.of(), coap.open, "left open");
  }

  private Transport.Connection fallenOver() throws Exception {
    assertThrows(IOException.class, this::connect);
    assertEquals("mqtt", lines.name());
    assertFalse(lines.hasBetterProspects());
    uptime = Duration.ofMinutes(2);
    assertTrue(lines.hasBetterProspects());
    coap.works = true;
    var connection = connect();
    assertEquals("coap", lines.name());
    assertFalse(lines.hasBetterProspects());
    return connection;
  }

  @Test
  void goesBackToTheMainLineWhenItHoldsAndUsesTheConnectionThatWasTried() throws Exception {
    var spare = fallenOver();
    spare.publish(STATE);
    assertEquals(List.of(STATE), coap.states);
    mqtt.works = true;
    eventually(lines::hasBetterProspects);
    eventually(() -> heard.lost.equals(List.of("mqtt is back")));
    spare.close();
    var tried = List.copyOf(mqtt.open);
    assertEquals(1, tried.size());

    var main = connect();
    assertEquals("mqtt", lines.name());
    assertEquals(tried, mqtt.open, "no second connection is made");
    assertFalse(lines.hasBetterProspects());
    main.publish(STATE);
    assertEquals(List.of(STATE), mqtt.states);
    mqtt.open.forEach(line -> line.acknowledged(new Ack("e", 7, null, List.of())));
    assertEquals(1, heard.acks.size());
    mqtt.cut();
    assertEquals("cut", heard.lost.getLast());
  }

  @Test
  void whatTheDistrictCommandsIsHeardOverEitherLineAndFromNoneThatIsClosed() throws Exception {
    var spare = fallenOver();
    var byCoap = coap.open.getFirst();
    byCoap.commanded(List.of("by coap"));
    byCoap.stateWanted();
    assertEquals(List.of(List.of("by coap")), heard.commands);
    assertEquals(1, heard.wanted.get());
    mqtt.works = true;
    eventually(lines::hasBetterProspects);
    var byMqtt = mqtt.open.getFirst();
    byMqtt.commanded(List.of("to a line that nobody uses yet"));
    spare.close();
    connect();
    byMqtt.commanded(List.of("by mqtt"));
    byCoap.commanded(List.of("by a line that is closed"));
    byCoap.stateWanted();
    assertEquals(List.of(List.of("by coap"), List.of("by mqtt")), heard.commands);
    assertEquals(1, heard.wanted.get());
  }

  @Test
  void aMainLineThatBreaksBeforeItHoldsIsNotGoneBackTo() throws Exception {
    var spare = fallenOver();
    mqtt.breaks = true;
    mqtt.works = true;
    eventually(() -> mqtt.connects.get() > 2);
    mqtt.works = false;
    eventually(mqtt.open::isEmpty);
    assertEquals(List.of(), heard.lost);
    assertFalse(lines.hasBetterProspects());
    spare.close();
  }

  @Test
  void aMainLineThatBreaksBeforeItIsTakenFailsTheAttempt() throws Exception {
    var spare = fallenOver();
    mqtt.works = true;
    eventually(() -> !heard.lost.isEmpty());
    mqtt.cut();
    spare.close();
    var failure = assertThrows(IOException.class, this::connect);
    assertEquals("mqtt broke again: cut", failure.getMessage());
    assertEquals(List.of(), mqtt.open);
  }

  @Test
  void aSpareLineThatIsClosedStopsLookingForTheMainOne() throws Exception {
    fallenOver().close();
    mqtt.works = true;
    assertEquals(List.of(), coap.open);
    assertEquals(List.of(), heard.lost);
    assertFalse(lines.hasBetterProspects());
    eventually(mqtt.open::isEmpty);
  }
}
