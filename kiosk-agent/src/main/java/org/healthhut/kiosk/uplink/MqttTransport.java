package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.tls.QuickSockets;
import org.healthhut.wire.Codec;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Topics;

/**
 * MQTT 5 by Eclipse Paho. The client id is the kiosk's id, the last will its retained state {@code
 * online = false}. Each attempt is a new client with a clean start and nothing persisted: the
 * outbox is the persistence.
 */
public final class MqttTransport implements Transport {
  /** A half-open line is noticed after about twice this. */
  private static final int KEEP_ALIVE_SECONDS = 15;

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int QOS = 1;
  static final int REFUSED_MIN = 0x80;
  static final String NAME = "mqtt";

  /**
   * Paho logs each packet's fate in its own way; what matters is logged here. Held, or forgotten.
   */
  private static final java.util.logging.Logger PAHO =
      java.util.logging.Logger.getLogger("org.eclipse.paho.mqttv5");

  static {
    PAHO.setLevel(Level.OFF);
  }

  private final URI broker;
  private final KioskId kiosk;
  private final SocketFactory sockets;
  private final KioskState gone;
  private final Duration answerLimit;

  private MqttTransport(
      URI broker, KioskId kiosk, KioskState gone, SocketFactory sockets, Duration answerLimit) {
    this.broker = broker;
    this.kiosk = kiosk;
    this.sockets = sockets;
    this.answerLimit = answerLimit;
    this.gone = new KioskState(false, gone.agentVersion(), gone.boot(), Map.of()).over(NAME);
  }

  /**
   * Over TLS, with the kiosk's certificate.
   *
   * @param broker {@code ssl://host:port}
   * @param now the kiosk's state, from which the last will takes version and boot
   */
  public static MqttTransport secured(
      URI broker, KioskId kiosk, KioskState now, SSLContext context) {
    require(
        "ssl".equals(broker.getScheme()), "the broker's address must be ssl://host:port", broker);
    return new MqttTransport(broker, kiosk, now, new QuickSockets(context), ANSWER_LIMIT);
  }

  /** Without protection, to a broker on this very machine: for tests and demonstrations. */
  public static MqttTransport unsecured(URI broker, KioskId kiosk, KioskState now) {
    require(
        "tcp".equals(broker.getScheme()), "the broker's address must be tcp://host:port", broker);
    require(
        broker.getHost().equals("localhost") || broker.getHost().startsWith("127."),
        "without TLS the broker must be on this machine; use ssl://host:port",
        broker);
    return new MqttTransport(broker, kiosk, now, new PlainSockets(), ANSWER_LIMIT);
  }

  /** The same with another limit for each answer of the broker. */
  MqttTransport waitingFor(Duration limit) {
    return new MqttTransport(broker, kiosk, gone, sockets, limit);
  }

  private static void require(boolean fits, String message, URI broker) {
    if (!fits || broker.getHost() == null || broker.getPort() < 1) {
      throw new IllegalArgumentException(message + ", it is " + broker);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Connection connect(Listener listener) throws IOException, InterruptedException {
    try {
      var client = new MqttAsyncClient(broker.toString(), kiosk.value(), new MemoryPersistence());
      var connection = new MqttConnection(client, kiosk, listener, answerLimit);
      try {
        client.setCallback(connection);
        var connected = new Waiting();
        client.connect(options(), null, connected);
        var answer = connected.within(answerLimit, "no answer to CONNECT");
        var subscribed = new Waiting();
        client.subscribe(
            new MqttSubscription[] {
              new MqttSubscription(Topics.down(kiosk), QOS),
              new MqttSubscription(Topics.answer(kiosk), 0)
            },
            null,
            subscribed,
            new MqttProperties());
        var codes = subscribed.within(answerLimit, "no answer to SUBSCRIBE").getReasonCodes();
        if (codes == null || codes.length != 2) {
          throw new IOException("the broker's answer to SUBSCRIBE is not whole");
        }
        refuse("SUBSCRIBE to " + Topics.down(kiosk), codes[0]);
        connection.opened(answer.getResponseProperties(), codes[1] < REFUSED_MIN);
        return connection;
      } catch (MqttException | IOException | InterruptedException e) {
        connection.close();
        throw e;
      }
    } catch (MqttException e) {
      throw explained(e);
    } catch (IOException e) {
      throw new IOException("cannot use " + broker + ": " + e.getMessage(), e);
    }
  }

  private MqttConnectionOptions options() {
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) answerLimit.toSeconds());
    options.setSocketFactory(sockets);
    options.setWill(Topics.state(kiosk), retained(gone));
    return options;
  }

  static MqttMessage retained(KioskState state) {
    var message = new MqttMessage(Codec.encode(state).toArray());
    message.setQos(QOS);
    message.setRetained(true);
    return message;
  }

  private static void refuse(String what, int reasonCode) throws IOException {
    if (reasonCode >= REFUSED_MIN) {
      throw new IOException(
          "the broker refuses %s with reason 0x%02X; allow it for this kiosk in the broker's access rules"
              .formatted(what, reasonCode));
    }
  }

  private IOException explained(MqttException e) {
    var why = String.valueOf(e);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      why = remedy(cause).orElse(why);
    }
    return new IOException("cannot connect to " + broker + ": " + why, e);
  }

  private static Optional<String> remedy(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          Optional.of("the host name is not known; check the address and the kiosk's name service");
      case ConnectException refused ->
          Optional.of(refused.getMessage() + "; check that the broker runs and the port is open");
      case SSLException trust ->
          Optional.of(
              "no trust between the two: "
                  + trust.getMessage()
                  + "; check both certificates, the authority's file and the clock");
      case MqttException answer
          when answer.getReasonCode() >= 0x80 && answer.getReasonCode() <= 0xFF ->
          Optional.of(
              "the broker refuses the kiosk with reason 0x%02X; check that it knows the certificate and the kiosk's id"
                  .formatted(answer.getReasonCode()));
      default -> Optional.empty();
    };
  }

  /** Paho ignores its own time-out when a broker hangs, so the wait has one of ours. */
  private static final class Waiting implements MqttActionListener {
    private final CompletableFuture<IMqttToken> answer = new CompletableFuture<>();

    @Override
    public void onSuccess(IMqttToken token) {
      answer.complete(token);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      answer.completeExceptionally(failure);
    }

    IMqttToken within(Duration limit, String otherwise)
        throws IOException, MqttException, InterruptedException {
      try {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new IOException(
            otherwise + " within " + limit.toSeconds() + " s; check that the broker is healthy", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof MqttException failure) {
          throw failure;
        }
        throw new IOException(String.valueOf(e.getCause()), e);
      }
    }
  }

  /** Sockets that send small messages at once: MQTT was measured 5 to 9 times faster with it. */
  private static final class PlainSockets extends SocketFactory {
    private static Socket ready(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
      return ready(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return ready(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return ready(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return ready(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return ready(new Socket(host, port, local, localPort));
    }
  }
}
