package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.person.Identity;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Down;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** With a Californium client and a database, both of them real. */
class CoapIngestTest {
  private static final SharedKey KEY = SharedKey.parse("11".repeat(32));
  private static final SharedKey OTHER_KEY = SharedKey.parse("22".repeat(32));
  private static final int SOON_MILLIS = 60_000;

  private final InstantSource clock = InstantSource.fixed(Sealing.NOW);
  private final JdbcTemplate jdbc = new JdbcTemplate(SharedDatabase.empty());
  private final Store store = new Store();
  private final CoapIngest server = server(0, Sealing.KEYS);
  private final List<CoapEndpoint> clients = new ArrayList<>();
  private final Sealing hut = new Sealing("hut-1", 1).guest("v1");

  /** The real record, which at first does as each test says. */
  private static final class Store implements RecordStore {
    final RecordStore real = new SqlRecordStore(SharedDatabase.pool());
    volatile Runnable beforeStore = () -> {};

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
      real.check();
    }
  }

  private CoapIngest server(int port, DistrictKeys keys) {
    return new CoapIngest(
        new CoapPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            Map.of(new KioskId("hut-1"), KEY, new KioskId("hut-2"), OTHER_KEY),
            2),
        new Ingest(keys, store, clock),
        SharedDatabase.inquiries(clock),
        new Fleet(SharedDatabase.pool(), clock));
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    store.beforeStore = () -> {};
    clients.forEach(CoapEndpoint::destroy);
    server.close();
  }

  private CoapEndpoint client(String identity, SharedKey key) throws IOException {
    var configuration =
        new Configuration(
                SystemConfig.DEFINITIONS,
                UdpConfig.DEFINITIONS,
                CoapConfig.DEFINITIONS,
                DtlsConfig.DEFINITIONS)
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 1 << 20)
            .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
            .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0)
            .set(
                DtlsConfig.DTLS_CIPHER_SUITES,
                List.of(CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256));
    var client =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(
                new DTLSConnector(
                    DtlsConnectorConfig.builder(configuration)
                        .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .setAdvancedPskStore(
                            new AdvancedSinglePskStore(identity, key.secret().toArray()))
                        .build()))
            .build();
    client.start();
    clients.add(client);
    return client;
  }

  private Request begin(CoapEndpoint client, Code code, String path, Bytes payload, int format) {
    var request = new Request(code);
    request.setURI("coaps://127.0.0.1:" + server.port() + "/" + path);
    request.setPayload(payload.toArray());
    request.getOptions().setContentFormat(format);
    return request.send(client);
  }

  private Response ask(CoapEndpoint client, Code code, String path, Bytes payload)
      throws InterruptedException {
    return answered(
        begin(client, code, path, payload, MediaTypeRegistry.APPLICATION_CBOR)
            .waitForResponse(SOON_MILLIS));
  }

  private static Response answered(Response response) {
    assertNotNull(response, "no answer");
    return response;
  }

  private Response post(CoapEndpoint client, Bytes payload) throws InterruptedException {
    return ask(client, Code.POST, "hut/v1/hut-1/up", payload);
  }

  private static Ack ack(Response response) {
    assertEquals(ResponseCode.CHANGED, response.getCode(), response::getPayloadString);
    return switch (Codec.ack(Bytes.copyOf(response.getPayload()))) {
      case Opened.Valid<Ack>(Ack ack) -> ack;
      case Opened.Newer<Ack> newer -> fail(newer.toString());
      case Opened.Broken<Ack> broken -> fail(broken.toString());
    };
  }

  private long count(String table) {
    return Objects.requireNonNull(jdbc.queryForObject("select count(*) from " + table, Long.class));
  }

  @Test
  void theAnswerIsTheAcknowledgementAndComesAfterTheCommit() throws Exception {
    var client = client("hut-1", KEY);
    hut.pressure("v1", 128, 82);
    assertEquals(2, ack(post(client, hut.all())).through());
    assertEquals(2, count("entry"));
    assertEquals(2, ack(post(client, hut.all())).through());
    assertEquals(2, count("entry"), "the same again is kept once");
  }

  @Test
  void aLongBatchComesInBlocks() throws Exception {
    for (int i = 0; i < 200; i++) {
      hut.pressure("v1", 128, 82);
    }
    var batch = hut.all();
    assertTrue(batch.length() > 20_000, "only " + batch.length() + " bytes");
    assertEquals(201, ack(post(client("hut-1", KEY), batch)).through());
    assertEquals(201, count("entry"));
  }

  @Test
  void whatIsTooLongIsRefusedBeforeItIsCollected() throws Exception {
    var answer = post(client("hut-1", KEY), Bytes.copyOf(new byte[CoapDtls.BODY_BYTES_MAX + 1]));
    assertEquals(ResponseCode.REQUEST_ENTITY_TOO_LARGE, answer.getCode());
    assertEquals(0, count("quarantine"));
  }

  @Test
  void aKioskSpeaksForItselfAlone() throws Exception {
    var other = client("hut-2", OTHER_KEY);
    assertEquals(ResponseCode.FORBIDDEN, post(other, hut.all()).getCode());
    assertEquals(
        ResponseCode.FORBIDDEN, ask(other, Code.PUT, "hut/v1/hut-1/state", Bytes.EMPTY).getCode());
    assertEquals(0, count("entry") + count("quarantine") + count("kiosk"));
    assertEquals(
        ResponseCode.BAD_REQUEST,
        ask(other, Code.POST, "hut/v1/hut-2/up", hut.all()).getCode(),
        "another kiosk's batch under its own path");
    assertEquals(0, count("entry"));
    assertEquals(1, count("quarantine"));
  }

  @Test
  void nothingIsTakenOfAKioskThatIsBlockedUntilItIsUnblocked() throws Exception {
    var client = client("hut-1", KEY);
    assertEquals(1, ack(post(client, hut.all())).through());
    jdbc.update("update kiosk set blocked_at = now(), blocked_by = 'operator'");
    hut.weight("v1", "70.02");
    var refused =
        List.of(
            post(client, hut.all()),
            post(client, Bytes.of(1, 2, 3)),
            ask(
                client,
                Code.PUT,
                "hut/v1/hut-1/state",
                Codec.encode(new KioskState(true, "2.9", "boot-1", Map.of()))),
            ask(client, Code.POST, "hut/v1/hut-1/ask", Bytes.of(1)));
    for (var answer : refused) {
      assertEquals(ResponseCode.FORBIDDEN, answer.getCode());
      assertEquals("this kiosk is blocked by the district", answer.getPayloadString());
    }
    assertEquals(1, count("entry"));
    assertEquals(0, count("quarantine"));
    assertEquals(0, count("kiosk where agent_version = '2.9'"));
    jdbc.update("update kiosk set blocked_at = null, blocked_by = null");
    assertEquals(2, ack(post(client, hut.all())).through());
  }

  @Test
  void onlyTheContractIsServed() throws Exception {
    var client = client("hut-1", KEY);
    assertEquals(
        ResponseCode.NOT_FOUND, ask(client, Code.POST, "hut/v1/hut-1/down", hut.all()).getCode());
    assertEquals(ResponseCode.NOT_FOUND, ask(client, Code.POST, "other", hut.all()).getCode());
    assertEquals(
        ResponseCode.METHOD_NOT_ALLOWED,
        ask(client, Code.PUT, "hut/v1/hut-1/up", hut.all()).getCode());
    assertEquals(
        ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
        answered(
                begin(client, Code.POST, "hut/v1/hut-1/up", hut.all(), MediaTypeRegistry.TEXT_PLAIN)
                    .waitForResponse(SOON_MILLIS))
            .getCode());
    assertEquals(0, count("entry"));
  }

  @Test
  void whatIsNoBatchIsKeptAside() throws Exception {
    var answer = post(client("hut-1", KEY), Bytes.of(1, 2, 3));
    assertEquals(ResponseCode.BAD_REQUEST, answer.getCode());
    assertTrue(answer.getPayloadString().startsWith("no batch"), answer::getPayloadString);
    assertEquals(1, count("quarantine"));
  }

  @Test
  void nothingIsAcknowledgedWhileTheDatabaseFails() throws Exception {
    var client = client("hut-1", KEY);
    store.beforeStore =
        () -> {
          throw new DataAccessResourceFailureException("gone");
        };
    var answer = post(client, hut.all());
    assertEquals(ResponseCode.SERVICE_UNAVAILABLE, answer.getCode());
    assertEquals(30L, answer.getOptions().getMaxAge());
    assertArrayEquals(
        "the record cannot be written now".getBytes(StandardCharsets.UTF_8), answer.getPayload());
    store.beforeStore = () -> {};
    assertEquals(1, ack(post(client, hut.all())).through());
  }

  @Test
  void recordsForAKeyThatIsMissingComeAgainLater() throws Exception {
    server.close();
    var without = server(0, DistrictKeys.parse(DistrictKeys.generate("another")));
    without.start();
    try {
      var request = new Request(Code.POST);
      request.setURI("coaps://127.0.0.1:" + without.port() + "/hut/v1/hut-1/up");
      request.setPayload(hut.all().toArray());
      var answer = answered(request.send(client("hut-1", KEY)).waitForResponse(SOON_MILLIS));
      assertEquals(ResponseCode.SERVICE_UNAVAILABLE, answer.getCode());
      assertEquals(0, count("entry"));
    } finally {
      without.close();
    }
  }

  @Test
  void aDatabaseThatHangsHoldsUpNobodyWhoDoesNotNeedIt() throws Exception {
    var go = new CountDownLatch(1);
    store.beforeStore =
        () -> {
          try {
            go.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        };
    var client = client("hut-1", KEY);
    var sent = new ArrayList<Request>();
    for (int i = 0; i < 5; i++) {
      sent.add(
          begin(
              client, Code.POST, "hut/v1/hut-1/up", hut.all(), MediaTypeRegistry.APPLICATION_CBOR));
    }
    var other = client("hut-2", OTHER_KEY);
    assertEquals(ResponseCode.FORBIDDEN, post(other, hut.all()).getCode());
    assertEquals(
        ResponseCode.SERVICE_UNAVAILABLE,
        takeFirstAnswered(sent).getCode(),
        "a kiosk that sends side by side is bounded");
    go.countDown();
    for (var request : sent) {
      assertEquals(1, ack(answered(request.waitForResponse(SOON_MILLIS))).through());
    }
    assertEquals(1, count("entry"));
  }

  /** Datagrams, and the threads that take them, may overtake each other. */
  private static Response takeFirstAnswered(List<Request> sent) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMillis(SOON_MILLIS).toNanos();
    while (System.nanoTime() < deadline) {
      for (var request : sent) {
        var response = request.waitForResponse(20);
        if (response != null) {
          sent.remove(request);
          return response;
        }
      }
    }
    throw new AssertionError("no answer");
  }

  @Test
  void aKiosksStateIsKept() throws Exception {
    var state = new KioskState(true, "1.2", "boot-1", Map.of("bp-a", "ready"));
    assertEquals(
        ResponseCode.CHANGED,
        ask(client("hut-1", KEY), Code.PUT, "hut/v1/hut-1/state", Codec.encode(state)).getCode());
    assertEquals(
        "1.2", jdbc.queryForObject("select agent_version from kiosk where online", String.class));
  }

  @Test
  void commandsComeWithTheAnswers() throws Exception {
    var client = client("hut-1", KEY);
    assertEquals(1, ack(post(client, hut.all())).through());
    var commands = new Fleet(SharedDatabase.pool(), clock).commands();
    var signer = CommandSigner.parse(CommandSigner.generate("c1"));
    var state = new KioskState(true, "1.2", "boot-1", Map.of()).over("coap");
    for (int i = 0; i < 2; i++) {
      commands.issue(hut.kiosk, new Command.Restart(), Duration.ofDays(1), "chief", signer);
      var answer =
          i == 0
              ? post(client, hut.all())
              : ask(client, Code.PUT, "hut/v1/hut-1/state", Codec.encode(state));
      assertEquals(1 - i, ack(answer).through(), "a command alone confirms nothing");
      assertEquals(
          i + 1,
          Codec.down(Bytes.copyOf(answer.getPayload())) instanceof Opened.Valid<Down>(Down down)
              ? down.commands().size()
              : 0);
    }
    assertEquals(
        0,
        ask(client, Code.PUT, "hut/v1/hut-1/state", Codec.encode(state)).getPayloadSize(),
        "they are not repeated at once");
  }

  @Test
  void aQuestionIsAnsweredToTheKioskThatAsks() throws Exception {
    var client = client("hut-1", KEY);
    hut.resident("v2", Sealing.WANG, "王小明").pressure("v2", 128, 82);
    assertEquals(3, ack(post(client, hut.all())).through());
    var question = new Question(new Identity(Sealing.number(Sealing.WANG), null), "token");
    var inquiry = Inquiry.of(hut.kiosk, question, Sealing.DISTRICT, new Random(1));
    var answer = ask(client, Code.POST, "hut/v1/hut-1/ask", inquiry.message());
    assertEquals(ResponseCode.CONTENT, answer.getCode());
    assertTrue(
        inquiry.open(Bytes.copyOf(answer.getPayload())) instanceof Opened.Valid<Answer>(Answer told)
            && told.known()
            && told.recent().size() == 1);
    var other = client("hut-2", OTHER_KEY);
    assertEquals(
        ResponseCode.FORBIDDEN,
        ask(other, Code.POST, "hut/v1/hut-1/ask", inquiry.message()).getCode());
    assertEquals(
        ResponseCode.BAD_REQUEST,
        ask(other, Code.POST, "hut/v1/hut-2/ask", inquiry.message()).getCode(),
        "another kiosk's question under its own path");
  }

  @Test
  void whoDoesNotKnowTheKeyGetsNoAnswer() throws Exception {
    for (var client : List.of(client("hut-1", OTHER_KEY), client("hut-9", KEY))) {
      assertNull(
          begin(client, Code.POST, "hut/v1/hut-1/up", hut.all(), MediaTypeRegistry.APPLICATION_CBOR)
              .waitForResponse(1_000));
    }
    assertEquals(0, count("entry"));
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (server.wrongKeys() == 0) {
      assertTrue(System.nanoTime() < deadline, "a wrong key is not counted");
      Thread.onSpinWait();
    }
  }

  @Test
  void aPortThatIsTakenIsToldWithTheRemedy() throws Exception {
    try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var second = server(taken.getLocalPort(), Sealing.KEYS);
      var failure = assertThrows(IOException.class, second::start);
      second.close();
      var told = String.valueOf(failure.getMessage());
      assertTrue(told.contains("UDP port " + taken.getLocalPort()), told);
      assertTrue(told.contains("end what else uses it or choose another port"), told);
    }
  }
}
