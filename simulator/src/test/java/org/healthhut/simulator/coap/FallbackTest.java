package org.healthhut.simulator.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.district.ingest.Broker;
import org.healthhut.district.ingest.CoapIngest;
import org.healthhut.district.ingest.CoapPort;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.MqttIngest;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.CoapTransport;
import org.healthhut.kiosk.uplink.FallbackTransport;
import org.healthhut.kiosk.uplink.MqttTransport;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.kiosk.uplink.UplinkLoop;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.FreePorts;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.broker.EmbeddedBroker;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.Proof;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.Answer;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Question;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A kiosk's outbox and lines, a district, a broker and a PostgreSQL, all of them real. */
class FallbackTest {
  private static final KioskClock CLOCK = SystemClock.ofMachine();
  private static final InstantSource NOW = InstantSource.system();
  private static final KioskId CERTIFIED = new KioskId("hut-1");
  private static final KioskId SHARING = new KioskId("hut-2");
  private static final SharedKey KEY = SharedKey.parse("5a".repeat(32));
  private static final FallbackTransport.Times QUICK =
      new FallbackTransport.Times(
          Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(300));

  @TempDir static Path folder;
  @TempDir Path kiosk;

  private static Enrolment enrolment;
  private static EmbeddedDatabase server;
  private static HikariDataSource database;

  private final CopyOnWriteArrayList<UplinkLoop.Status> told = new CopyOnWriteArrayList<>();
  private CoapIngest coap;

  @BeforeAll
  static void open() throws Exception {
    enrolment =
        Enrolment.in(folder.resolve("keys"), List.of(CERTIFIED, SHARING), NOW, new SecureRandom());
    server = EmbeddedDatabase.start(folder.resolve("record"), FreePorts.next());
    database = Database.open(server.jdbcUrl(), null, null);
  }

  @AfterAll
  static void close() throws IOException {
    database.close();
    server.close();
  }

  @BeforeEach
  void listen() throws IOException {
    new JdbcTemplate(database).execute("truncate entry, boot, kiosk_event, kiosk_epoch cascade");
    coap =
        new CoapIngest(
            new CoapPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(credentials(Enrolment.DISTRICT)),
                Map.of(SHARING, KEY),
                2),
            new Ingest(keys(), new SqlRecordStore(database), NOW),
            inquiries(),
            new Fleet(database, NOW));
    coap.start();
  }

  @AfterEach
  void stop() {
    coap.close();
  }

  private static Credentials credentials(String machine) {
    try {
      return Credentials.parse(
          Files.readString(enrolment.authority()),
          Files.readString(enrolment.certificate(machine)),
          Files.readString(enrolment.privateKey(machine)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Inquiries inquiries() {
    return new Inquiries(keys(), database, new AuditLog(database, NOW), NOW, new SecureRandom());
  }

  /** The resident of the question was never there. */
  private static void isAnswered(UplinkLoop uplink) throws Exception {
    var heard = new LinkedBlockingQueue<Answer>();
    IdentityNumber number =
        IdentityNumber.parse("11010519491231002X", LocalDate.of(2026, 11, 22))
                instanceof IdentityNumber.Parsed.Valid(IdentityNumber valid)
            ? valid
            : fail("a number for tests");
    var key = DistrictKey.parse(Files.readString(enrolment.districtPublic()));
    var question = new Question(new Identity(number, null), "token");
    Eventually.holds(
        "the question is answered",
        () -> {
          uplink.ask(() -> Inquiry.of(CERTIFIED, question, key, new SecureRandom()), heard::add);
          return Answer.unknown().equals(heard.poll(1, TimeUnit.SECONDS));
        });
  }

  private static DistrictKeys keys() {
    try {
      return DistrictKeys.parse(Files.readString(enrolment.districtPrivate()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JournaledOutbox outbox(KioskId id) throws IOException {
    var key = DistrictKey.parse(Files.readString(enrolment.districtPublic()));
    return JournaledOutbox.open(kiosk, id, key, new SecureRandom(), CLOCK, OutboxSettings.usual());
  }

  private static Transport coap(KioskId id, Proof proof, int port) {
    return CoapTransport.secured(URI.create("coaps://localhost:" + port), id, proof);
  }

  private UplinkLoop start(JournaledOutbox outbox, Transport transport) {
    return UplinkLoop.start(
        outbox,
        transport,
        CLOCK,
        new Random(1),
        UplinkSettings.usual(),
        () -> state(outbox),
        told::add);
  }

  private static KioskState state(JournaledOutbox outbox) {
    return new KioskState(true, "1", outbox.boot().id(), Map.of());
  }

  private static void capture(JournaledOutbox outbox, int records) throws Exception {
    for (int i = 0; i < records; i++) {
      var event =
          new Entry.KioskEvent(CLOCK.now(), "test", Map.of("padding", "made up ".repeat(20)));
      outbox.append(event).get(60, TimeUnit.SECONDS);
    }
  }

  private boolean onLine(String line) {
    return !told.isEmpty() && told.getLast().line().equals(line);
  }

  /** Nothing lost, nothing doubled: what was captured is there, and nothing else. */
  private static void holdsAll(JournaledOutbox outbox, KioskId id) throws Exception {
    Eventually.holds("everything is acknowledged", () -> outbox.standing().waiting() == 0);
    var jdbc = new JdbcTemplate(database);
    long captured = outbox.standing().captured();
    assertEquals(
        List.of(captured, captured, captured),
        jdbc.queryForObject(
            "select count(*), count(distinct (kiosk, epoch, seq)), max(seq) from entry"
                + " where kiosk = ?",
            (row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3)),
            id.value()));
  }

  @Test
  void recordsGoByCoapWhileTheBrokerIsDownAndByMqttAgainWhenItIsBack() throws Exception {
    int port = FreePorts.next();
    var uri = URI.create("ssl://localhost:" + port);
    var tls = MutualTls.context(credentials(Enrolment.DISTRICT));
    var ingest = new Ingest(keys(), new SqlRecordStore(database), NOW);
    try (var outbox = outbox(CERTIFIED);
        var mqtt =
            new MqttIngest(
                new Broker(uri, Optional.of(tls), "district", 2),
                ingest,
                inquiries(),
                new Fleet(database, NOW),
                new Random(1))) {
      mqtt.start();
      var own = credentials(CERTIFIED.value());
      var lines =
          new FallbackTransport(
              MqttTransport.secured(uri, CERTIFIED, state(outbox), MutualTls.context(own)),
              coap(CERTIFIED, own, coap.port()),
              CLOCK,
              QUICK);
      capture(outbox, 300);
      try (var uplink = start(outbox, lines)) {
        Eventually.holds("CoAP is used", () -> onLine("coap"));
        isAnswered(uplink);
        holdsAll(outbox, CERTIFIED);

        try (var broker = EmbeddedBroker.start(port, enrolment)) {
          assertTrue(broker.address().endsWith(":" + port));
          // In the middle of sending.
          capture(outbox, 200);
          uplink.wake();
          Eventually.holds("MQTT is used again", () -> onLine("mqtt"));
          isAnswered(uplink);
          capture(outbox, 300);
          uplink.wake();
          holdsAll(outbox, CERTIFIED);
          capture(outbox, 300);
          uplink.wake();
        }
        Eventually.holds("CoAP is used again", () -> onLine("coap"));
        capture(outbox, 20);
        uplink.wake();
        holdsAll(outbox, CERTIFIED);
      }
    }
  }

  @Test
  void aLineThatLosesDoublesAndReordersCostsNoRecord() throws Exception {
    long seed = 20261122;
    System.out.println("seed " + seed);
    try (var relay = new UdpRelay(coap.port(), seed);
        var outbox = outbox(SHARING)) {
      // Each lost or held one costs the 2 to 3 s after which CoAP repeats (RFC 7252, 4.8).
      relay.spoil(new UdpRelay.Faults(2, 20, 2));
      capture(outbox, 50);
      try (var uplink = start(outbox, coap(SHARING, KEY, relay.port()))) {
        holdsAll(outbox, SHARING);
        capture(outbox, 5);
        uplink.wake();
        holdsAll(outbox, SHARING);
      }
      assertTrue(relay.spoiled() > 5, "only " + relay.spoiled() + " datagrams were spoiled");
    }
  }

  @Test
  void anotherPortOfTheKioskEndsNoSession() throws Exception {
    try (var relay = new UdpRelay(coap.port(), 1);
        var outbox = outbox(CERTIFIED)) {
      var own = credentials(CERTIFIED.value());
      try (var uplink = start(outbox, coap(CERTIFIED, own, relay.port()))) {
        capture(outbox, 5);
        uplink.wake();
        holdsAll(outbox, CERTIFIED);
        told.clear();
        for (int i = 0; i < 2; i++) {
          relay.rebind();
          capture(outbox, 50);
          uplink.wake();
          holdsAll(outbox, CERTIFIED);
        }
      }
      assertTrue(
          told.stream().allMatch(status -> status.trouble().isEmpty()),
          () -> "the session ended: " + told);
    }
  }
}
