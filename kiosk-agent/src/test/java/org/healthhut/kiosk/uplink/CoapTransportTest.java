package org.healthhut.kiosk.uplink;

import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.outbox.TestRecords;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Down;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.SealedEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a CoAP server that answers as each test says. */
class CoapTransportTest {
  private static final SharedKey KEY = SharedKey.parse("77".repeat(32));
  private static final KioskState STATE = new KioskState(true, "1", "boot", Map.of());
  private static final Ack ACK = new Ack("e", 3, null, List.of());
  private static final Batch BATCH =
      new Batch(
          new Boot(TestRecords.KIOSK, "e", "b", "key"),
          List.of(new SealedEntry(3, Bytes.of(1, 2, 3))));
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration NEVER = Duration.ofHours(1);

  private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Ack> acks = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<String> lost = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<List<String>> commands = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Bytes> bodies = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Bytes> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger wanted = new AtomicInteger();
  private final CoapEndpoint district = district();
  private volatile Function<String, @Nullable Response> answer = CoapTransportTest::asTheDistrict;

  private static Response asTheDistrict(String request) {
    var response = new Response(ResponseCode.CHANGED);
    if (request.startsWith("POST")) {
      response.setPayload(Codec.encode(ACK).toArray());
    }
    return response;
  }

  private static Response commanding(String... jws) {
    var response = new Response(ResponseCode.CHANGED);
    response.setPayload(Codec.encode(new Down(ACK, List.of(jws))).toArray());
    return response;
  }

  private static Response saying(ResponseCode code, String why) {
    var response = new Response(code);
    response.setPayload(why);
    return response;
  }

  private CoapEndpoint district() {
    var configuration =
        new Configuration(
                SystemConfig.DEFINITIONS,
                UdpConfig.DEFINITIONS,
                CoapConfig.DEFINITIONS,
                DtlsConfig.DEFINITIONS)
            .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
            .set(
                DtlsConfig.DTLS_CIPHER_SUITES,
                List.of(CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256));
    var keys = new AdvancedMultiPskStore();
    keys.setKey(TestRecords.KIOSK.value(), KEY.secret().toArray());
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(
                new DTLSConnector(
                    DtlsConnectorConfig.builder(configuration)
                        .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .setAdvancedPskStore(keys)
                        .build()))
            .build();
    endpoint.setMessageDeliverer(
        new MessageDeliverer() {
          @Override
          public void deliverRequest(Exchange exchange) {
            var request = exchange.getRequest();
            var what = request.getCode() + " " + request.getOptions().getUriPathString();
            // Whoever sees what is asked finds its body there.
            bodies.add(Bytes.copyOf(request.getPayload()));
            asked.add(what);
            var response = answer.apply(what);
            if (response != null) {
              exchange.sendResponse(response);
            }
          }

          @Override
          public void deliverResponse(Exchange exchange, Response response) {}
        });
    return endpoint;
  }

  private CoapTransport transport(SharedKey key) {
    return CoapTransport.secured(
        URI.create("coaps://127.0.0.1:" + district.getAddress().getPort()), TestRecords.KIOSK, key);
  }

  private Transport.Connection connect(Duration limit, Duration silence) throws Exception {
    return transport(KEY)
        .waitingFor(LIMIT, limit, silence)
        .connect(
            new Transport.Listener() {
              @Override
              public void acknowledged(Ack ack) {
                acks.add(ack);
              }

              @Override
              public void commanded(List<String> what) {
                commands.add(what);
              }

              @Override
              public void answered(Bytes message) {
                answers.add(message);
              }

              @Override
              public void stateWanted() {
                wanted.incrementAndGet();
              }

              @Override
              public void lost(String why) {
                lost.add(why);
              }
            });
  }

  @BeforeEach
  void start() throws IOException {
    district.start();
  }

  @AfterEach
  void stop() {
    district.destroy();
  }

  @Test
  void carriesStateAndBatchesAndHearsTheirAcknowledgement() throws Exception {
    try (var connection = connect(LIMIT, NEVER)) {
      connection.publish(STATE);
      connection.publish(BATCH);
      eventually(() -> acks.equals(List.of(ACK)));
      assertEquals(
          List.of(
              Code.PUT + " hut/v1/" + TestRecords.KIOSK + "/state",
              Code.POST + " hut/v1/" + TestRecords.KIOSK + "/up"),
          asked);
      assertEquals(List.of(), lost);
    }
  }

  @Test
  void wantsTheStateAgainWhileThereIsNothingToSendAndSaysWhoCarriesIt() throws Exception {
    try (var connection = connect(LIMIT, Duration.ofMillis(50))) {
      eventually(() -> wanted.get() > 2);
      assertEquals(List.of(), asked);
      connection.publish(STATE);
      eventually(() -> bodies.equals(List.of(Codec.encode(STATE.over("coap")))));
    }
  }

  @Test
  void commandsComeWithTheAnswersToBatchesAndStates() throws Exception {
    var longest = "x".repeat(1 << 17);
    try (var connection = connect(LIMIT, NEVER)) {
      answer = _ -> commanding("a.b.c", "d.e.f");
      connection.publish(BATCH);
      eventually(() -> commands.equals(List.of(List.of("a.b.c", "d.e.f"))));
      assertEquals(List.of(ACK), acks);
      answer = _ -> commanding(longest);
      connection.publish(STATE);
      eventually(() -> commands.size() == 2);
      assertEquals(List.of(longest), commands.getLast());
      answer = _ -> new Response(ResponseCode.CHANGED);
      connection.publish(STATE);
      eventually(() -> asked.size() == 3);
      assertEquals(List.of(), lost);
    }
  }

  @Test
  void aQuestionGoesBesideABatchThatWaitsAndWhateverBecomesOfItTheConnectionGoesOn()
      throws Exception {
    var inquiry =
        Inquiry.of(TestRecords.KIOSK, TestRecords.question(), TestRecords.KEY, new Random(1));
    var longer = Bytes.copyOf(new byte[5_000]);
    try (var connection = connect(LIMIT, NEVER)) {
      answer = request -> request.endsWith("/ask") ? saying(ResponseCode.NOT_FOUND, "old") : null;
      connection.publish(BATCH);
      eventually(() -> asked.size() == 1);
      connection.ask(inquiry);
      eventually(() -> asked.getLast().equals("POST hut/v1/" + TestRecords.KIOSK + "/ask"));
      assertEquals(inquiry.message(), bodies.getLast());
      answer = _ -> content(longer);
      eventually(() -> {
        connection.ask(inquiry);
        return !answers.isEmpty();
      });
      assertEquals(longer, answers.getFirst());
      assertEquals(List.of(), lost);
    }
  }

  private static Response content(Bytes payload) {
    var response = new Response(ResponseCode.CONTENT);
    response.setPayload(payload.toArray());
    return response;
  }

  @Test
  void anyOtherAnswerEndsTheConnectionAndAcknowledgesNothing() throws Exception {
    answer = _ -> saying(ResponseCode.SERVICE_UNAVAILABLE, "no\ndatabase");
    try (var connection = connect(LIMIT, NEVER)) {
      connection.publish(BATCH);
      eventually(() -> lost.equals(List.of("the district can take in nothing now (no database)")));
    }
    answer = _ -> saying(ResponseCode.FORBIDDEN, "");
    try (var connection = connect(LIMIT, NEVER)) {
      connection.publish(BATCH);
      eventually(() -> lost.size() == 2);
      assertEquals(
          "the district takes this kiosk for another; the certificate's common name must be the"
              + " kiosk's id",
          lost.getLast());
    }
    answer = _ -> saying(ResponseCode.FORBIDDEN, "this kiosk is blocked");
    try (var connection = connect(LIMIT, NEVER)) {
      connection.publish(BATCH);
      eventually(() -> lost.size() == 3);
      assertEquals("the district refuses this kiosk (this kiosk is blocked)", lost.getLast());
    }
    assertEquals(List.of(), acks);
  }

  @Test
  void aDistrictThatFallsSilentIsNoticed() throws Exception {
    answer = _ -> null;
    try (var connection = connect(SHORT, NEVER)) {
      connection.publish(BATCH);
      eventually(() -> lost.equals(List.of("the district does not answer")));
    }
  }

  @Test
  void nothingIsHeardOnceItIsClosed() throws Exception {
    answer = _ -> null;
    var connection = connect(LIMIT, NEVER);
    connection.publish(BATCH);
    eventually(() -> !asked.isEmpty());
    connection.close();
    connection.close();
    district.destroy();
    assertEquals(List.of(), lost);
    assertEquals(List.of(), acks);
  }

  @Test
  void saysWhyItCannotConnectAndWhatToDo() throws Exception {
    var stranger = transport(SharedKey.parse("78".repeat(32))).waitingFor(SHORT, SHORT, NEVER);
    var refused = assertThrows(IOException.class, () -> stranger.connect(new Deaf()));
    says("cannot connect to coaps://127.0.0.1:", refused);
    says("with a shared key, that the district has the same", refused);

    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var nobody =
          CoapTransport.secured(
                  URI.create("coaps://127.0.0.1:" + silent.getLocalPort()), TestRecords.KIOSK, KEY)
              .waitingFor(SHORT, SHORT, NEVER);
      var failure = assertThrows(IOException.class, () -> nobody.connect(new Deaf()));
      says("no answer within 1 s; check that the district listens", failure);
    }
  }

  private static final class Deaf implements Transport.Listener {
    @Override
    public void acknowledged(Ack ack) {}

    @Override
    public void lost(String why) {}
  }
}
