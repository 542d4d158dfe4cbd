package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Down;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DTLS session with the district. One exchange at a time, as CoAP asks (NSTART, RFC 7252, 4.7),
 * on a thread of its own, and beside it seldom a question; any answer but the expected one ends it,
 * and so does none within the limit. While there is nothing to send, the kiosk's state is asked for
 * and goes again: the district hears that the kiosk is there, and the kiosk that the district is,
 * and what it commands.
 */
final class CoapConnection implements Transport.Connection {
  static final Duration SILENCE_MAX = Duration.ofSeconds(60);

  private static final Logger log = LoggerFactory.getLogger(CoapConnection.class);

  /** The uplink has fewer under way; beyond it something is wrong, and the connection ends. */
  private static final int WAITING_MAX = 8;

  /** Small enough for a slow line's limit of one exchange: 16 blocks, 5 s each. */
  private static final int BATCH_BYTES_MAX = 1 << 14;

  /** The one that is under way and the one behind it. */
  private static final int BATCHES_MAX = 2;

  private static final int REASON_MAX = 100;

  /** Beside the exchange of records, for the time a question is worth. */
  private static final int ASKING_MAX = 1;

  private sealed interface Outgoing {
    record Records(Bytes payload) implements Outgoing {}

    record State(Bytes payload) implements Outgoing {}
  }

  private final CoapEndpoint endpoint;
  private final InetSocketAddress peer;
  private final KioskId kiosk;
  private final Transport.Listener listener;
  private final Duration exchangeLimit;
  private final Duration silenceMax;
  private final BlockingQueue<Outgoing> queue = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Semaphore asking = new Semaphore(ASKING_MAX);
  private final Thread sender = Thread.ofVirtual().name("coap-uplink").unstarted(this::run);

  /** Held while the listener is called, so that it hears nothing after {@link #close}. */
  private final ReentrantLock telling = new ReentrantLock();

  private boolean closed;

  private CoapConnection(
      CoapEndpoint endpoint,
      InetSocketAddress peer,
      KioskId kiosk,
      Transport.Listener listener,
      Duration exchangeLimit,
      Duration silenceMax) {
    this.endpoint = endpoint;
    this.peer = peer;
    this.kiosk = kiosk;
    this.listener = listener;
    this.exchangeLimit = exchangeLimit;
    this.silenceMax = silenceMax;
  }

  static CoapConnection open(
      CoapEndpoint endpoint,
      InetSocketAddress peer,
      KioskId kiosk,
      Transport.Listener listener,
      Duration exchangeLimit,
      Duration silenceMax) {
    var connection = new CoapConnection(endpoint, peer, kiosk, listener, exchangeLimit, silenceMax);
    connection.sender.start();
    return connection;
  }

  @Override
  public UplinkSettings bounds(UplinkSettings usual) {
    // Longer than one exchange may take: an answer that does not come is noticed there.
    return usual.withLine(BATCHES_MAX, BATCH_BYTES_MAX, exchangeLimit.plus(Duration.ofSeconds(10)));
  }

  @Override
  public void publish(Batch batch) throws IOException {
    post(new Outgoing.Records(Codec.encode(batch)));
  }

  @Override
  public void publish(KioskState state) throws IOException {
    post(new Outgoing.State(Codec.encode(state.over(CoapTransport.NAME))));
  }

  private void post(Outgoing outgoing) throws IOException {
    if (!queue.offer(outgoing)) {
      throw new IOException("more than " + WAITING_MAX + " messages wait for the district");
    }
  }

  @Override
  public void ask(Inquiry inquiry) {
    if (asking.tryAcquire()) {
      var _ = Thread.ofVirtual().name("coap-ask").start(() -> askNow(inquiry));
    }
  }

  private void askNow(Inquiry inquiry) {
    var request = request(Code.POST, Topics.ask(kiosk), inquiry.message());
    try {
      request.send(endpoint);
      var response = request.waitForResponse(Asks.LIMIT.toMillis());
      if (response != null && response.getCode() == ResponseCode.CONTENT) {
        tell(() -> listener.answered(payload(response)));
      } else {
        log.atInfo()
            .addKeyValue("code", response == null ? "none" : response.getCode())
            .log("ask.not-answered");
      }
    } catch (RuntimeException e) {
      log.atInfo().addKeyValue("why", Courier.reason(e)).log("ask.not-sent");
    } catch (InterruptedException _) {
      // Nobody does; then it is dropped like any other.
    } finally {
      request.cancel();
      asking.release();
    }
  }

  @Override
  public void close() {
    telling.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      telling.unlock();
    }
    sender.interrupt();
    endpoint.destroy();
  }

  private void run() {
    try {
      while (true) {
        var next = queue.poll(silenceMax.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
          tell(listener::stateWanted);
        } else {
          exchange(next);
        }
      }
    } catch (IOException e) {
      lost(Courier.reason(e));
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("coap.failed");
      lost("the connection failed");
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  private void exchange(Outgoing outgoing) throws IOException, InterruptedException {
    switch (outgoing) {
      case Outgoing.Records(Bytes payload) ->
          arrived(payload(answered(Code.POST, Topics.up(kiosk), payload)));
      case Outgoing.State(Bytes payload) -> {
        var answer = payload(answered(Code.PUT, Topics.state(kiosk), payload));
        // Empty while the district has nothing to say.
        if (!answer.isEmpty()) {
          arrived(answer);
        }
      }
    }
  }

  /** The district's 2.04. */
  private Response answered(Code code, String path, Bytes payload)
      throws IOException, InterruptedException {
    var request = request(code, path, payload);
    request.send(endpoint);
    @Nullable Response response;
    try {
      response = request.waitForResponse(exchangeLimit.toMillis());
    } catch (InterruptedException e) {
      request.cancel();
      throw e;
    }
    if (response == null) {
      var failure = request.getSendError();
      request.cancel();
      throw new IOException(
          failure == null
              ? "the district does not answer"
              : "cannot send to the district: " + failure.getMessage());
    }
    if (response.getCode() != ResponseCode.CHANGED) {
      throw new IOException(refusal(response));
    }
    return response;
  }

  private Request request(Code code, String path, Bytes payload) {
    var request = new Request(code);
    request.setDestinationContext(new AddressEndpointContext(peer));
    request.getOptions().setUriPath(path);
    request.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_CBOR);
    request.setPayload(payload.toArray());
    return request;
  }

  private static String refusal(Response response) {
    var told = response.getPayloadString().replaceAll("\\p{Cntrl}", " ");
    var why =
        told.isBlank() ? "" : " (" + told.substring(0, Math.min(REASON_MAX, told.length())) + ")";
    return switch (response.getCode()) {
      case FORBIDDEN ->
          told.isBlank()
              ? "the district takes this kiosk for another; the certificate's common name must be the kiosk's id"
              : "the district refuses this kiosk" + why;
      case SERVICE_UNAVAILABLE -> "the district can take in nothing now" + why;
      default -> "the district answers " + response.getCode() + why;
    };
  }

  private static Bytes payload(Response response) {
    var payload = response.getPayload();
    return payload == null ? Bytes.EMPTY : Bytes.copyOf(payload);
  }

  private void arrived(Bytes answer) {
    switch (Codec.down(answer)) {
      case Opened.Valid<Down>(Down down) ->
          tell(() -> {
            listener.acknowledged(down.ack());
            if (!down.commands().isEmpty()) {
              listener.commanded(down.commands());
            }
          });
      case Opened.Newer<Down>(String what) ->
          log.atWarn().addKeyValue("what", what).log("ack.not-understood");
      case Opened.Broken<Down>(String why) ->
          log.atWarn().addKeyValue("why", why).log("ack.not-understood");
    }
  }

  private void lost(String why) {
    tell(() -> listener.lost(why));
  }

  private void tell(Runnable what) {
    telling.lock();
    try {
      if (!closed) {
        what.run();
      }
    } finally {
      telling.unlock();
    }
  }
}
