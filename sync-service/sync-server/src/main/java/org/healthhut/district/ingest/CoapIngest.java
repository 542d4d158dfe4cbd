package org.healthhut.district.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Fleet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what kiosks send by CoAP over DTLS, beside or instead of {@link MqttIngest}: the same
 * batches into the same {@link Ingest}. There is no broker between: the answer to a request is the
 * acknowledgement, is sent after the commit, and brings the kiosk's commands.
 */
public final class CoapIngest implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoapIngest.class);

  /** Messages that wait for a worker; more are told to come again. */
  private static final int WAITING_MAX = 256;

  private static final int PROTOCOL_THREADS = 2;
  private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  private final CoapPort port;
  private final Ingest ingest;
  private final Inquiries inquiries;
  private final Fleet fleet;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService protocol;
  private final CoapWrongKeys wrongKeys = new CoapWrongKeys();
  private @Nullable CoapEndpoint endpoint;

  public CoapIngest(CoapPort port, Ingest ingest, Inquiries inquiries, Fleet fleet) {
    this.port = port;
    this.ingest = ingest;
    this.inquiries = inquiries;
    this.fleet = fleet;
    this.workers =
        new ThreadPoolExecutor(
            port.workers(),
            port.workers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofVirtual().name("coap-ingest-", 0).factory());
    this.protocol =
        ExecutorsUtil.newScheduledThreadPool(
            PROTOCOL_THREADS, Thread.ofPlatform().daemon().name("coap-", 0).factory());
  }

  /**
   * Listens from now on.
   *
   * @throws IOException when it cannot; the message names the port, the cause and the remedy
   */
  public void start() throws IOException {
    var configuration = CoapDtls.configuration();
    CoapEndpoint opening;
    try {
      opening =
          CoapEndpoint.builder()
              .setConfiguration(configuration)
              .setConnector(CoapDtls.connector(port, configuration, wrongKeys))
              .build();
    } catch (IllegalStateException e) {
      throw new IOException(
          "cannot listen for kiosks by CoAP on UDP port %d: %s; give another certificate, for an elliptic curve key and for use as a server"
              .formatted(port.address().getPort(), e.getMessage()),
          e);
    }
    opening.setExecutors(protocol, protocol);
    opening.setMessageDeliverer(new CoapRequests(ingest, inquiries, fleet, workers));
    try {
      opening.start();
    } catch (IOException e) {
      opening.destroy();
      throw new IOException(
          "cannot listen for kiosks by CoAP on UDP port %d of %s: %s; end what else uses it or choose another port or address"
              .formatted(
                  port.address().getPort(),
                  port.address().getAddress().getHostAddress(),
                  e.getMessage()),
          e);
    }
    endpoint = opening;
    log.atInfo()
        .addKeyValue("port", port())
        .addKeyValue("certificates", port.certificate().isPresent())
        .addKeyValue("sharedKeys", port.sharedKeys().size())
        .log("coap.listening");
  }

  /** The UDP port it listens on. */
  public int port() {
    return endpoint == null ? port.address().getPort() : endpoint.getAddress().getPort();
  }

  /** What kiosks with another key than theirs have sent; see {@link CoapWrongKeys}. */
  long wrongKeys() {
    return wrongKeys.count();
  }

  /** What is being stored is stored and answered; what waits behind it is left. */
  @Override
  public void close() {
    workers.getQueue().clear();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
        log.atWarn().log("worker.leftBehind");
      }
    } catch (InterruptedException _) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (endpoint != null) {
      endpoint.destroy();
      endpoint = null;
    }
    protocol.shutdownNow();
  }
}
