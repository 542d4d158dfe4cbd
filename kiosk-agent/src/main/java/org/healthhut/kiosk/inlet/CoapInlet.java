package org.healthhut.kiosk.inlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.healthhut.kiosk.config.AgentConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for paired meters by CoAP over DTLS with shared keys, on one address of the kiosk. Who
 * knocks must show that its address is its own before anything is kept of it, and who is not paired
 * gets no session: a counter and a few bytes for some minutes are all it costs.
 */
final class CoapInlet implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoapInlet.class);

  /** Californium logs whole messages; what matters is logged here. Held, or forgotten. */
  private static final java.util.logging.Logger CALIFORNIUM =
      java.util.logging.Logger.getLogger("org.eclipse.californium");

  static {
    CALIFORNIUM.setLevel(Level.OFF);
  }

  /** Half-made sessions count too; when it is full one that was silent makes room. */
  private static final int PEERS_MAX = 64;

  private static final int STALE_AFTER_SECONDS = 60;

  /** No value is longer; see {@link org.healthhut.device.gatt.GattFrame}. */
  static final int VALUE_BYTES_MAX = 512;

  private static final int CONNECTION_ID_BYTES = 6;

  /** Values that wait to be counted; more are told to come again. */
  private static final int WAITING_MAX = 16;

  private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

  private final CoapEndpoint endpoint;
  private final ThreadPoolExecutor counting;
  private final CoapWrongKeys wrongKeys;

  private CoapInlet(CoapEndpoint endpoint, ThreadPoolExecutor counting, CoapWrongKeys wrongKeys) {
    this.endpoint = endpoint;
    this.counting = counting;
    this.wrongKeys = wrongKeys;
  }

  /**
   * @param meters who is let in, by identity; may change at any time
   * @throws IOException when it cannot listen; the message names the port, cause and remedy
   */
  static CoapInlet open(AgentConfig.Inlet inlet, Map<String, MeterPorts.Meter> meters)
      throws IOException {
    var configuration = configuration();
    var wrongKeys = new CoapWrongKeys();
    var dtls =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(inlet.address())
            .setAdvancedPskStore(new CoapPairing(meters))
            .setConnectionListener(wrongKeys)
            .build();
    var endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setConnector(new DTLSConnector(dtls))
            .build();
    var counting =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual().name("coap-inlet").factory());
    endpoint.setMessageDeliverer(new CoapValues(meters, new Counters(inlet.counters()), counting));
    try {
      endpoint.start();
    } catch (IOException e) {
      endpoint.destroy();
      counting.shutdownNow();
      throw new IOException(
          "cannot listen for meters on UDP port %d of %s: %s; end what else uses it, or correct inlet.address and inlet.port"
              .formatted(
                  inlet.address().getPort(),
                  inlet.address().getAddress().getHostAddress(),
                  e.getMessage()),
          e);
    }
    log.atInfo().addKeyValue("port", endpoint.getAddress().getPort()).log("inlet.listening");
    return new CoapInlet(endpoint, counting, wrongKeys);
  }

  /** What came under a paired meter's name with another key; see {@link CoapWrongKeys}. */
  long wrongKeys() {
    return wrongKeys.count();
  }

  private static Configuration configuration() {
    return new Configuration(
            SystemConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            CoapConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS)
        .set(CoapConfig.MAX_ACTIVE_PEERS, PEERS_MAX)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, VALUE_BYTES_MAX)
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        .set(CoapConfig.RESPONSE_MATCHING, CoapConfig.MatcherMode.PRINCIPAL_IDENTITY)
        .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, PEERS_MAX)
        .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE_AFTER_SECONDS, TimeUnit.SECONDS)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        // Small meters have no elliptic curves, and what they send is nobody's yet.
        .set(
            DtlsConfig.DTLS_CIPHER_SUITES,
            List.of(
                CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_PSK_WITH_AES_128_CCM_8))
        .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
  }

  @Override
  public void close() {
    counting.shutdown();
    try {
      if (!counting.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        counting.shutdownNow();
      }
    } catch (InterruptedException _) {
      counting.shutdownNow();
      Thread.currentThread().interrupt();
    }
    endpoint.destroy();
  }
}
