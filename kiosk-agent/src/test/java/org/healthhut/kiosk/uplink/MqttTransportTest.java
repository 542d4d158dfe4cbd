package org.healthhut.kiosk.uplink;

import static org.healthhut.kiosk.outbox.TestRecords.KIOSK;
import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.TestRecords;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.SealedEntry;
import org.healthhut.wire.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker, Debian's mosquitto, where it is installed. */
class MqttTransportTest {
  private static final KioskState STATE = new KioskState(true, "1", "boot", Map.of());
  private static final Boot BOOT = new Boot(KIOSK, "epoch", "boot", "key");
  private static final Batch BATCH =
      new Batch(BOOT, List.of(new SealedEntry(1, Bytes.of(1, 2, 3))));

  @TempDir Path folder;

  private static final class Heard implements Transport.Listener {
    final CopyOnWriteArrayList<Ack> acks = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<String> losses = new CopyOnWriteArrayList<>();

    final CopyOnWriteArrayList<Bytes> answers = new CopyOnWriteArrayList<>();

    @Override
    public void answered(Bytes message) {
      answers.add(message);
    }

    @Override
    public void acknowledged(Ack ack) {
      acks.add(ack);
    }

    @Override
    public void lost(String why) {
      losses.add(why);
    }
  }

  private static MqttTransport to(int port) {
    return MqttTransport.unsecured(URI.create("tcp://localhost:" + port), KIOSK, STATE)
        .waitingFor(Duration.ofMinutes(1));
  }

  /** A district that keeps what it hears and can speak. */
  private static final class District implements AutoCloseable {
    final CopyOnWriteArrayList<Batch> batches = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<KioskState> states = new CopyOnWriteArrayList<>();
    final CopyOnWriteArrayList<MqttMessage> questions = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient client;

    District(int port) throws Exception {
      client = new MqttAsyncClient("tcp://localhost:" + port, "district", new MemoryPersistence());
      client.setCallback(new Hearing());
      client.connect().waitForCompletion(60_000);
      client.subscribe(Topics.up(KIOSK), 1).waitForCompletion(60_000);
      client.subscribe(Topics.state(KIOSK), 1).waitForCompletion(60_000);
      client.subscribe(Topics.SHARED_ASK, 0).waitForCompletion(60_000);
    }

    void say(Ack ack) throws Exception {
      client.publish(Topics.down(KIOSK), Codec.encode(ack).toArray(), 1, false);
    }

    void answer(Bytes message) throws Exception {
      client.publish(Topics.answer(KIOSK), message.toArray(), 0, false);
    }

    private final class Hearing extends NoCallback {
      @Override
      public void messageArrived(String topic, MqttMessage message) {
        var bytes = Bytes.copyOf(message.getPayload());
        if (topic.equals(Topics.ask(KIOSK))) {
          questions.add(message);
        } else if (topic.equals(Topics.up(KIOSK))) {
          if (Codec.batch(bytes) instanceof Opened.Valid<Batch>(Batch batch)) {
            batches.add(batch);
          }
        } else if (Codec.state(bytes) instanceof Opened.Valid<KioskState>(KioskState state)) {
          states.add(state);
        }
      }
    }

    @Override
    public void close() throws MqttException {
      client.disconnectForcibly(500, 500, false);
      client.close(true);
    }
  }

  @Test
  void carriesBatchesUpAcknowledgementsDownAndLeavesItsWill() throws Exception {
    try (var broker = Mosquitto.start(folder, "");
        var district = new District(broker.port())) {
      var heard = new Heard();
      var connection = to(broker.port()).connect(heard);
      connection.publish(STATE);
      connection.publish(BATCH);
      eventually(() -> district.batches.equals(List.of(BATCH)));
      eventually(() -> district.states.equals(List.of(STATE.over("mqtt"))));

      var ack = new Ack("epoch", 1, null, List.of());
      district.say(ack);
      eventually(() -> heard.acks.equals(List.of(ack)));

      for (int i = 0; i < 500; i++) {
        connection.publish(BATCH);
      }
      eventually(() -> district.batches.size() == 501);

      connection.close();
      connection.close();
      eventually(() -> district.states.size() == 2);
      assertFalse(district.states.getLast().online());
      district.say(ack);
      assertThrows(IOException.class, () -> connection.publish(BATCH));
      assertEquals(List.of(), heard.losses);
      assertEquals(1, heard.acks.size());
    }
  }

  @Test
  void saysOnceThatTheConnectionIsLost() throws Exception {
    var heard = new Heard();
    var broker = Mosquitto.start(folder, "");
    try (var connection = to(broker.port()).connect(heard)) {
      broker.close();
      eventually(() -> !heard.losses.isEmpty());
      assertThrows(IOException.class, () -> connection.publish(BATCH));
      assertEquals(1, heard.losses.size());
    }
  }

  @Test
  void aQuestionGoesWithWhereToAnswerAndOneThatTheBrokerForbidsDisturbsNothing() throws Exception {
    var inquiry = Inquiry.of(KIOSK, TestRecords.question(), TestRecords.KEY, new Random(1));
    var heard = new Heard();
    try (var broker = Mosquitto.start(folder, "");
        var district = new District(broker.port());
        var connection = to(broker.port()).connect(heard)) {
      connection.ask(inquiry);
      eventually(() -> district.questions.size() == 1);
      var asked = district.questions.getFirst();
      assertEquals(inquiry.message(), Bytes.copyOf(asked.getPayload()));
      assertEquals(Topics.answer(KIOSK), asked.getProperties().getResponseTopic());
      assertEquals(
          inquiry.id(),
          new String(asked.getProperties().getCorrelationData(), StandardCharsets.US_ASCII));
      district.answer(Bytes.of(1, 2, 3));
      eventually(() -> heard.answers.equals(List.of(Bytes.of(1, 2, 3))));
      assertEquals(List.of(), heard.acks);
    }
    var rules =
        """
        topic read hut/v1/hut-1/down
        topic write hut/v1/hut-1/up
        topic write hut/v1/hut-1/state
        """;
    var other = new Heard();
    try (var broker = Mosquitto.start(folder, rules);
        var connection = to(broker.port()).connect(other)) {
      for (int i = 0; i < 3; i++) {
        connection.ask(inquiry);
        connection.publish(BATCH);
      }
      assertEquals(List.of(), other.losses);
    }
  }

  @Test
  void aPublishTheBrokerRefusesEndsTheConnection() throws Exception {
    var heard = new Heard();
    try (var broker = Mosquitto.start(folder, "topic read hut/v1/hut-1/down\n");
        var connection = to(broker.port()).connect(heard)) {
      connection.publish(BATCH);
      eventually(() -> !heard.losses.isEmpty());
      says("reason 0x87", new IOException(heard.losses.getFirst()));
    }
  }

  @Test
  void explainsAnAddressWhereNobodyListensOrNobodyIs() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var refused = assertThrows(IOException.class, () -> to(port).connect(new Heard()));
    says("tcp://localhost:" + port, refused);
    says("Connection refused; check that the broker runs", refused);
  }

  @Test
  void aBrokerThatHangsIsGivenUp() throws Exception {
    try (var socket = new ServerSocket(0)) {
      var transport = to(socket.getLocalPort()).waitingFor(Duration.ofSeconds(1));
      var thrown = assertThrows(IOException.class, () -> transport.connect(new Heard()));
      says("no answer to CONNECT within 1 s", thrown);
    }
  }

  @Test
  void showsItsCertificateAndTrustsOneAuthorityAlone() throws Exception {
    var own = new Certificates(Files.createDirectories(folder.resolve("own")));
    var foreign = new Certificates(Files.createDirectories(folder.resolve("foreign")));
    try (var broker = Mosquitto.startSecured(folder, own)) {
      var address = URI.create("ssl://localhost:" + broker.port());
      MqttTransport.secured(address, KIOSK, STATE, own.context(own)).connect(new Heard()).close();

      var untrusted = MqttTransport.secured(address, KIOSK, STATE, foreign.context(own));
      says(
          "no trust between the two",
          assertThrows(IOException.class, () -> untrusted.connect(new Heard())));
      var unknown = MqttTransport.secured(address, KIOSK, STATE, own.context(foreign));
      says(
          "cannot connect to " + address,
          assertThrows(IOException.class, () -> unknown.connect(new Heard())));
      var otherName = URI.create("ssl://127.0.0.1:" + broker.port());
      var misnamed = MqttTransport.secured(otherName, KIOSK, STATE, own.context(own));
      says(
          "no trust between the two",
          assertThrows(IOException.class, () -> misnamed.connect(new Heard())));
    }
  }

  @Test
  void withoutTlsOnlyThisMachineWillDo() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> MqttTransport.unsecured(URI.create("tcp://broker.example:1883"), KIOSK, STATE));
    says("use ssl://host:port", thrown);
    assertTrue(String.valueOf(thrown.getMessage()).contains("broker.example"));
  }
}
