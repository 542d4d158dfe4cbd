package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.person.Identity;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Down;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Order;
import org.healthhut.wire.Question;
import org.healthhut.wire.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** With a broker, a kiosk's client and a database, all of them real. */
class MqttIngestTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ASKED = "audit_log where action = 'kiosk.asked'";

  private final InstantSource clock = InstantSource.fixed(Sealing.NOW);
  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.empty());
  private final Store store = new Store();
  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
  private final Sealing hut = new Sealing("hut-1", 1).guest("v1");

  private URI uri = URI.create("tcp://127.0.0.1:0");

  /** The real record, which at first does as each test says. */
  private static final class Store implements RecordStore {
    final RecordStore real = new SqlRecordStore(SharedDatabase.pool());
    final AtomicInteger checks = new AtomicInteger();
    volatile Runnable beforeStore = () -> {};
    volatile Runnable beforeCheck = () -> {};

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      beforeStore.run();
      return real.store(boot, findings, receivedAt);
    }

    @Override
    public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
      real.setAside(kiosk, why, message, receivedAt);
    }

    @Override
    public void check() {
      checks.incrementAndGet();
      beforeCheck.run();
      real.check();
    }
  }

  @BeforeEach
  void startBroker() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    uri = URI.create("tcp://127.0.0.1:" + port);
    broker.setConfiguration(
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setMaxDiskUsage(-1)
            .addAcceptorConfiguration(
                new TransportConfiguration(
                    NettyAcceptorFactory.class.getName(),
                    Map.of("host", "127.0.0.1", "port", port, "protocols", "MQTT"))));
    broker.start();
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.stop();
  }

  private MqttIngest ingest() {
    return ingest("district");
  }

  private MqttIngest ingest(String instance) {
    return new MqttIngest(
        new Broker(uri, Optional.empty(), instance, 2),
        new Ingest(Sealing.KEYS, store, clock),
        SharedDatabase.inquiries(clock),
        new Fleet(SharedDatabase.pool(), clock),
        new Random(1));
  }

  /** A kiosk's side of the broker, collecting its acknowledgements. */
  private MqttClient kiosk() throws MqttException {
    var client = new MqttClient(uri.toString(), hut.kiosk.value(), new MemoryPersistence());
    client.connect();
    client.subscribe(
        new MqttSubscription[] {new MqttSubscription(Topics.down(hut.kiosk), 1)},
        new IMqttMessageListener[] {
          (_, message) -> {
            if (Codec.ack(Bytes.copyOf(message.getPayload()))
                instanceof Opened.Valid<Ack>(Ack ack)) {
              acks.add(ack);
            }
          }
        });
    return client;
  }

  /** Sends again until an answer comes, as a kiosk does. */
  private Ack answered(MqttClient kiosk) throws Exception {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < deadline) {
      kiosk.publish(Topics.up(hut.kiosk), hut.all().toArray(), 1, false);
      var ack = acks.poll(500, TimeUnit.MILLISECONDS);
      if (ack != null) {
        return ack;
      }
    }
    throw new AssertionError("no acknowledgement within " + SOON);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    var pause = new LinkedBlockingQueue<Integer>();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within " + SOON);
      assertEquals(null, pause.poll(20, TimeUnit.MILLISECONDS));
    }
  }

  private static void close(MqttClient kiosk) throws MqttException {
    kiosk.disconnect();
    kiosk.close();
  }

  @Test
  void answersWhatItHasStored() throws Exception {
    try (var ingest = ingest()) {
      ingest.start();
      var kiosk = kiosk();
      assertEquals(1, answered(kiosk).through());
      close(kiosk);
    }
  }

  @Test
  void aBlockedKioskIsNotAnsweredAndGoesOnWhenItIsUnblocked() throws Exception {
    try (var ingest = ingest()) {
      ingest.start();
      var kiosk = kiosk();
      assertEquals(1, answered(kiosk).through());
      jdbc.update("update kiosk set blocked_at = now(), blocked_by = 'operator'");
      hut.weight("v1", "70.02");
      kiosk.publish(Topics.up(hut.kiosk), hut.all().toArray(), 1, false);
      // What came behind it is taken in, whichever worker has it, so it has been looked at.
      for (int i = 2; i < 10; i++) {
        var other = new Sealing("hut-" + i, i).guest("v1");
        kiosk.publish(Topics.up(other.kiosk), other.all().toArray(), 1, false);
      }
      await(() -> count("entry where kiosk <> 'hut-1'") == 8);
      assertEquals(1, count("entry where kiosk = 'hut-1'"));
      jdbc.update("update kiosk set blocked_at = null, blocked_by = null");
      acks.clear();
      assertEquals(2, answered(kiosk).through());
      close(kiosk);
    }
  }

  @Test
  void aCommandReachesTheKioskBehindAnAcknowledgement() throws Exception {
    jdbc.update(
        """
        insert into kiosk (id, first_seen, last_contact, online, state_at)
        values ('hut-1', now(), now(), true, now())\
        """);
    jdbc.update(
        """
        insert into kiosk_epoch (kiosk, epoch, through, highest, received, first_seen, last_seen)
        values ('hut-1', 'epoch-1', 3, 3, 3, now(), now())\
        """);
    var signer = CommandSigner.parse(CommandSigner.generate("c1"));
    var commands = new Fleet(SharedDatabase.pool(), clock).commands();
    var issued =
        commands
            .issue(hut.kiosk, new Command.Restart(), Duration.ofDays(1), "chief", signer)
            .orElseThrow();
    var told = new LinkedBlockingQueue<Down>();
    var client = new MqttClient(uri.toString(), hut.kiosk.value(), new MemoryPersistence());
    client.connect();
    client.subscribe(
        new MqttSubscription[] {new MqttSubscription(Topics.down(hut.kiosk), 1)},
        new IMqttMessageListener[] {
          (_, message) -> {
            if (Codec.down(Bytes.copyOf(message.getPayload()))
                instanceof Opened.Valid<Down>(Down down)) {
              told.add(down);
            }
          }
        });
    try (var one = ingest()) {
      one.start();
      var down = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(down);
      assertEquals(0, down.ack().through());
      assertEquals(1, down.commands().size());
      assertEquals(
          issued.number(),
          ((Opened.Valid<Order>)
                  CommandKeys.parse(signer.publicKeys()).verify(down.commands().getFirst()))
              .value()
              .number());
    } finally {
      close(client);
    }
  }

  @Test
  void aQuestionIsAnsweredOnceByWhicheverInstanceHasItAndOnTheKiosksOwnTopicAlone()
      throws Exception {
    hut.resident("v2", Sealing.WANG, "王小明").pressure("v2", 128, 82);
    var question = new Question(new Identity(Sealing.number(Sealing.WANG), null), "token");
    var inquiry = Inquiry.of(hut.kiosk, question, Sealing.DISTRICT, new Random(1));
    var told = new LinkedBlockingQueue<MqttMessage>();
    var elsewhere = new LinkedBlockingQueue<MqttMessage>();
    try (var one = ingest("district");
        var two = ingest("district-2")) {
      one.start();
      two.start();
      await(() -> store.checks.get() == 2);
      var kiosk = kiosk();
      assertEquals(3, answered(kiosk).through());
      kiosk.subscribe(
          new MqttSubscription[] {
            new MqttSubscription(Topics.answer(hut.kiosk), 0),
            new MqttSubscription("hut/v1/hut-2/answer", 0)
          },
          new IMqttMessageListener[] {
            (_, message) -> told.add(message), (_, message) -> elsewhere.add(message)
          });
      var properties = new MqttProperties();
      properties.setCorrelationData(new byte[] {1, 2, 3});
      properties.setResponseTopic("hut/v1/hut-2/answer");
      var nonsense = new MqttMessage(new byte[] {7});
      nonsense.setQos(0);
      var message = new MqttMessage(inquiry.message().toArray());
      message.setQos(0);
      message.setProperties(properties);
      // Whoever acknowledged has subscribed to questions before.
      kiosk.publish(Topics.ask(hut.kiosk), nonsense);
      kiosk.publish(Topics.ask(hut.kiosk), message);
      var arrived = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(arrived);
      assertArrayEquals(new byte[] {1, 2, 3}, arrived.getProperties().getCorrelationData());
      assertTrue(
          inquiry.open(Bytes.copyOf(arrived.getPayload()))
                  instanceof Opened.Valid<Answer>(Answer opened)
              && opened.recent().size() == 1);
      assertEquals(3, answered(kiosk).through());
      assertEquals(0, elsewhere.size());
      await(() -> count(ASKED) > 0);
      close(kiosk);
    }
    assertEquals(2, store.checks.get(), "a session ended");
    assertEquals(1, count(ASKED), "not once");
  }

  private long count(String rows) {
    return Objects.requireNonNull(jdbc.queryForObject("select count(*) from " + rows, Long.class));
  }

  @Test
  void aBatchThatMustWaitHoldsUpNobody() throws Exception {
    var other = new KioskId("hut-2");
    var old = DistrictKeys.parse(DistrictKeys.generate("old-1"));
    var publicOld = DistrictKey.parse(old.publicKey("old-1"));
    var boot = BootKey.draw(other, "epoch-1", "boot-1", publicOld, new Random(1));
    var waiting = Codec.encode(new Batch(boot.boot(), hut.sealed)).toArray();
    try (var ingest = ingest()) {
      ingest.start();
      var kiosk = kiosk();
      answered(kiosk);
      acks.clear();
      // More than the session takes unacknowledged.
      for (int i = 0; i < 600; i++) {
        kiosk.publish(Topics.up(other), waiting, 1, false);
      }
      assertEquals(1, answered(kiosk).through());
      close(kiosk);
    }
    assertEquals(1, store.checks.get(), "the session ended");
  }

  @Test
  void aWorkerThatDiesOfAnErrorEndsTheSessionAndANewOneGoesOn() throws Exception {
    var left = new AtomicInteger(2);
    store.beforeStore =
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new StackOverflowError();
          }
        };
    try (var ingest = ingest()) {
      ingest.start();
      var kiosk = kiosk();
      assertEquals(1, answered(kiosk).through());
      close(kiosk);
    }
    assertTrue(store.checks.get() > 1, "no new session was opened");
  }

  @Test
  void anErrorWhileASessionOpensIsFollowedByAnother() throws Exception {
    var left = new AtomicInteger(2);
    store.beforeCheck =
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new StackOverflowError();
          }
        };
    try (var ingest = ingest()) {
      ingest.start();
      var kiosk = kiosk();
      assertEquals(1, answered(kiosk).through());
      close(kiosk);
    }
  }

  @Test
  void aStateTheDatabaseRefusesHoldsUpNobody() throws Exception {
    jdbc.execute("alter table kiosk add constraint test_only check (agent_version <> 'odd')");
    try (var ingest = ingest()) {
      var kiosk = kiosk();
      var odd = new KioskState(true, "odd", "boot-1", Map.of());
      kiosk.publish(Topics.state(hut.kiosk), Codec.encode(odd).toArray(), 1, true);
      ingest.start();
      assertEquals(1, answered(kiosk).through());
      var whole = new KioskState(true, "1.0", "boot-1", Map.of());
      kiosk.publish(Topics.state(hut.kiosk), Codec.encode(whole).toArray(), 1, true);
      await(() -> {
        var known =
            jdbc.queryForObject(
                "select count(*) from kiosk where agent_version = '1.0'", Long.class);
        assertNotNull(known);
        return known == 1;
      });
      assertEquals(1, store.checks.get(), "the session ended");
      close(kiosk);
    } finally {
      jdbc.execute("alter table kiosk drop constraint test_only");
    }
  }
}
