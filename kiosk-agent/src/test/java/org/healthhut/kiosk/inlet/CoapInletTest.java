package org.healthhut.kiosk.inlet;

import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.healthhut.kiosk.outbox.TestRecords.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.gatt.GattFrame;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceListener;
import org.healthhut.kiosk.devices.DeviceThread;
import org.healthhut.kiosk.devices.Reconnect;
import org.healthhut.tls.SharedKey;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Californium clients for meters. */
class CoapInletTest {
  private static final SharedKey KEY = SharedKey.parse("33".repeat(16));
  private static final SharedKey OTHER = SharedKey.parse("44".repeat(16));
  private static final Model PRESSURE = Catalogue.find("ble-blood-pressure").orElseThrow();

  /** 128/82 mmHg, mean 97, pulse 72; no time of its own. */
  private static final Bytes VALUE = Bytes.hex("04 80 00 52 00 61 00 48 00");

  private static final int SOON_MILLIS = 60_000;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<CoapEndpoint> clients = new ArrayList<>();
  private final MeterPorts ports = new MeterPorts();
  private AgentConfig.Inlet inlet =
      new AgentConfig.Inlet(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Path.of(""));

  @BeforeEach
  void choosePort() throws IOException {
    try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      inlet =
          new AgentConfig.Inlet(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort()),
              folder.resolve("meters"));
    }
  }

  @AfterEach
  void close() {
    clients.forEach(CoapEndpoint::destroy);
  }

  private Link open(MeterPorts from, String identity) throws IOException {
    return from.port(new AgentConfig.PairedMeter("bp-w", PRESSURE, identity, KEY, inlet)).open();
  }

  private CoapEndpoint meter(String identity, SharedKey key) throws IOException {
    var configuration =
        new Configuration(
                SystemConfig.DEFINITIONS,
                UdpConfig.DEFINITIONS,
                CoapConfig.DEFINITIONS,
                DtlsConfig.DEFINITIONS)
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 4096)
            .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
            .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
            .set(DtlsConfig.DTLS_CIPHER_SUITES, List.of(CipherSuite.TLS_PSK_WITH_AES_128_CCM_8));
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

  private Request begin(CoapEndpoint meter, Code code, String path, String query, Bytes value) {
    var request = new Request(code);
    request.setDestinationContext(new AddressEndpointContext(inlet.address()));
    request.getOptions().setUriPath(path).setUriQuery(query);
    if (!value.isEmpty()) {
      request.setPayload(value.toArray());
    }
    return request.send(meter);
  }

  private Response ask(CoapEndpoint meter, Code code, String path, String query, Bytes value)
      throws InterruptedException {
    var response = begin(meter, code, path, query, value).waitForResponse(SOON_MILLIS);
    assertNotNull(response, "no answer");
    return response;
  }

  private ResponseCode post(CoapEndpoint meter, long counter) throws InterruptedException {
    return ask(meter, Code.POST, "values/2a35", "n=" + counter, VALUE).getCode();
  }

  @Test
  void aPairedMetersValueComesToItsDriverWhole() throws Exception {
    try (var link = open(ports, "m-1")) {
      var meter = meter("m-1", KEY);
      assertEquals(ResponseCode.CHANGED, post(meter, 1));
      assertEquals(new GattFrame(0x2A35, VALUE).envelope(), link.read(SOON));
      assertEquals(ResponseCode.CHANGED, ask(meter, Code.POST, "values", "n=2", VALUE).getCode());
      assertEquals(VALUE, link.read(SOON));
      assertEquals(Bytes.EMPTY, link.read(Duration.ZERO));
    }
  }

  @Test
  void itBecomesAReadingLikeAnyOther() throws Exception {
    var measured = new CopyOnWriteArrayList<DeviceEvent>();
    var health = new CopyOnWriteArrayList<DeviceHealth>();
    var listener =
        new DeviceListener() {
          @Override
          public void heard(String device, DeviceEvent event, Moment now) {
            measured.add(event);
          }

          @Override
          public void stands(String device, DeviceHealth now) {
            health.add(now);
          }
        };
    var paired = new AgentConfig.PairedMeter("bp-w", PRESSURE, "m-1", KEY, inlet);
    try (var thread =
        new DeviceThread(
            "bp-w",
            ports.port(paired),
            paired.quiet(),
            paired.newDriver(),
            SystemClock.ofMachine(),
            Reconnect.OF_A_DEVICE,
            listener)) {
      thread.start();
      eventually(
          () -> health.stream().anyMatch(each -> each.cause().isEmpty() && health.size() > 1));
      assertEquals(ResponseCode.CHANGED, post(meter("m-1", KEY), 1));
      eventually(() -> measured.stream().anyMatch(DeviceEvent.Measured.class::isInstance));
    }
  }

  @Test
  void noCounterIsTakenTwiceNotEvenAfterARestart() throws Exception {
    var meter = meter("m-1", KEY);
    try (var link = open(ports, "m-1")) {
      assertEquals(ResponseCode.CHANGED, post(meter, 17));
      for (long counter : new long[] {17, 16, 1, 0}) {
        var answer = ask(meter, Code.POST, "values/2a35", "n=" + counter, VALUE);
        assertEquals(ResponseCode.CONFLICT, answer.getCode());
        assertEquals("last=17", answer.getPayloadString());
      }
      assertEquals(1, drain(link));
    }
    try (var link = open(new MeterPorts(), "m-1")) {
      var again = meter("m-1", KEY);
      assertEquals(ResponseCode.CONFLICT, post(again, 17));
      assertEquals(ResponseCode.CHANGED, post(again, 18));
      assertEquals(1, drain(link));
    }
  }

  private static int drain(Link link) throws IOException {
    int count = 0;
    while (!link.read(Duration.ZERO).isEmpty()) {
      count++;
    }
    return count;
  }

  @Test
  void aCounterThatCannotBeReadLetsNothingIn() throws Exception {
    Files.createDirectories(inlet.counters());
    Files.writeString(inlet.counters().resolve("m-1.counter"), "not a number");
    try (var link = open(ports, "m-1")) {
      assertEquals(ResponseCode.INTERNAL_SERVER_ERROR, post(meter("m-1", KEY), 5));
      assertEquals(0, drain(link));
    }
  }

  @Test
  void whoIsNotPairedGetsNoSessionAndHoldsUpNobody() throws Exception {
    try (var link = open(ports, "m-1")) {
      var paired = meter("m-1", KEY);
      assertEquals(ResponseCode.CHANGED, post(paired, 1));
      var knocking = new ArrayList<Request>();
      for (int i = 0; i < 5; i++) {
        knocking.add(begin(meter("stranger-" + i, KEY), Code.POST, "values/2a35", "n=99", VALUE));
        knocking.add(begin(meter("m-1", OTHER), Code.POST, "values/2a35", "n=99", VALUE));
      }
      for (int counter = 2; counter < 12; counter++) {
        assertEquals(ResponseCode.CHANGED, post(paired, counter));
      }
      for (var request : knocking) {
        assertNull(request.waitForResponse(50));
      }
      eventually(() -> ports.wrongKeys() >= 5);
      assertEquals(11, drain(link));
    }
  }

  @Test
  void onlyValuesAreTaken() throws Exception {
    try (var link = open(ports, "m-1")) {
      var meter = meter("m-1", KEY);
      assertEquals(
          ResponseCode.NOT_FOUND, ask(meter, Code.POST, "values/xyz", "n=1", VALUE).getCode());
      assertEquals(
          ResponseCode.METHOD_NOT_ALLOWED, ask(meter, Code.PUT, "values", "n=1", VALUE).getCode());
      assertEquals(
          ResponseCode.BAD_REQUEST, ask(meter, Code.POST, "values", "n=-1", VALUE).getCode());
      assertEquals(
          ResponseCode.BAD_REQUEST, ask(meter, Code.POST, "values", "n=1", Bytes.EMPTY).getCode());
      assertEquals(
          ResponseCode.REQUEST_ENTITY_TOO_LARGE,
          ask(meter, Code.POST, "values/2a35", "n=1", Bytes.copyOf(new byte[256])).getCode());
      assertEquals(
          ResponseCode.REQUEST_ENTITY_TOO_LARGE,
          ask(meter, Code.POST, "values", "n=1", Bytes.copyOf(new byte[2000])).getCode());
      assertEquals(0, drain(link));
      assertEquals(ResponseCode.CHANGED, post(meter, 1), "none of them used the counter");
    }
  }

  @Test
  void aMeterThatSendsMoreThanIsReadIsToldToComeAgain() throws Exception {
    try (var link = open(ports, "m-1")) {
      var meter = meter("m-1", KEY);
      int counter = 1;
      while (post(meter, counter) == ResponseCode.CHANGED) {
        counter++;
      }
      assertEquals(ResponseCode.SERVICE_UNAVAILABLE, post(meter, counter));
      assertEquals(counter - 1, drain(link));
      assertEquals(ResponseCode.CHANGED, post(meter, counter), "the counter was not used");
    }
  }

  @Test
  void aPortThatIsTakenIsToldAndTriedAgain() throws Exception {
    try (var taken = new DatagramSocket(inlet.address())) {
      assertTrue(taken.isBound());
      var failure = assertThrows(IOException.class, () -> open(ports, "m-1").close());
      says("cannot listen for meters on UDP port " + inlet.address().getPort(), failure);
    }
    try (var other = open(ports, "m-2")) {
      // The other one closes, and this one is still listened for.
      open(ports, "m-1").close();
      assertEquals(ResponseCode.CHANGED, post(meter("m-2", KEY), 1));
      assertEquals(1, drain(other));
    }
  }
}
