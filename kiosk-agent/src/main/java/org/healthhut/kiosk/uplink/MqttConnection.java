package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Down;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MQTT connection. A publish that the broker refuses (reason 0x80 and above; Paho calls that a
 * success) ends it, so that the refusal is seen and retried with backoff. A publish nobody is
 * subscribed to (0x10) is logged once: the district is away, and the missing acknowledgement brings
 * the records again.
 */
final class MqttConnection implements Transport.Connection, MqttCallback {
  private static final Logger log = LoggerFactory.getLogger(MqttConnection.class);

  /**
   * Messages without a PUBACK; Paho throws instead of waiting when the broker's limit is passed.
   */
  private static final int UNCONFIRMED_MAX = 32;

  private static final int NO_SUBSCRIBER = 0x10;
  private static final int QUIESCE_MILLIS = 500;

  private final MqttAsyncClient client;
  private final KioskId kiosk;
  private final Transport.Listener listener;
  private final Duration answerLimit;
  private final Semaphore unconfirmed = new Semaphore(UNCONFIRMED_MAX);
  private final AtomicBoolean unheard = new AtomicBoolean();

  /** Held while the listener is called, so that it hears nothing after {@link #close}. */
  private final ReentrantLock telling = new ReentrantLock();

  /** Set before the connection is anybody's. */
  private boolean mayAsk;

  private boolean open;
  private boolean closed;
  private Optional<String> lostEarly = Optional.empty();

  /**
   * @param answerLimit within which the broker confirms something of what is published
   */
  MqttConnection(
      MqttAsyncClient client, KioskId kiosk, Transport.Listener listener, Duration answerLimit) {
    this.client = client;
    this.kiosk = kiosk;
    this.listener = listener;
    this.answerLimit = answerLimit;
  }

  /**
   * From now on the listener is told; throws when the connection is gone already.
   *
   * @param answers whether the broker lets this kiosk hear answers: without, nothing is asked
   */
  void opened(MqttProperties connack, boolean answers) throws IOException {
    mayAsk = answers;
    if (!answers) {
      log.atWarn().addKeyValue("topic", Topics.answer(kiosk)).log("ask.refused-by-broker");
    }
    // Paho reads Receive Maximum as a signed short.
    var receiveMaximum = connack == null ? null : connack.getReceiveMaximum();
    if (receiveMaximum != null && receiveMaximum > 0 && receiveMaximum < UNCONFIRMED_MAX) {
      unconfirmed.acquireUninterruptibly(UNCONFIRMED_MAX - receiveMaximum);
    }
    telling.lock();
    try {
      if (lostEarly.isPresent()) {
        throw new IOException(lostEarly.get());
      }
      open = true;
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void publish(Batch batch) throws IOException {
    publish(Topics.up(kiosk), message(Codec.encode(batch)));
  }

  @Override
  public void publish(KioskState state) throws IOException {
    publish(Topics.state(kiosk), MqttTransport.retained(state.over(MqttTransport.NAME)));
  }

  /** By QoS 0: the broker neither keeps it nor says what became of it. */
  @Override
  public void ask(Inquiry inquiry) {
    if (!mayAsk) {
      return;
    }
    var properties = new MqttProperties();
    properties.setResponseTopic(Topics.answer(kiosk));
    properties.setCorrelationData(inquiry.id().getBytes(StandardCharsets.US_ASCII));
    var message = new MqttMessage(inquiry.message().toArray());
    message.setQos(0);
    message.setProperties(properties);
    try {
      client.publish(Topics.ask(kiosk), message);
    } catch (MqttException e) {
      log.atInfo().addKeyValue("why", e.getMessage()).log("ask.not-sent");
    }
  }

  private static MqttMessage message(Bytes payload) {
    var message = new MqttMessage(payload.toArray());
    message.setQos(1);
    return message;
  }

  private void publish(String topic, MqttMessage message) throws IOException {
    try {
      if (!unconfirmed.tryAcquire(answerLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "the broker has confirmed nothing for " + answerLimit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the broker", e);
    }
    try {
      client.publish(topic, message, null, new Confirmed(topic));
    } catch (MqttException e) {
      unconfirmed.release();
      throw new IOException("cannot publish: " + e.getMessage(), e);
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
    try {
      // Without a DISCONNECT, so that the broker publishes the last will.
      client.disconnectForcibly(QUIESCE_MILLIS, QUIESCE_MILLIS, false);
    } catch (MqttException e) {
      log.atDebug().setCause(e).log("mqtt.disconnected-badly");
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      log.atDebug().setCause(e).log("mqtt.closed-badly");
    }
  }

  private void lost(String why) {
    telling.lock();
    try {
      if (!open) {
        lostEarly = Optional.of(why);
      } else if (!closed) {
        open = false;
        listener.lost(why);
      }
    } finally {
      telling.unlock();
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    var failure = response.getException();
    var cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    lost(
        response.getReturnCode() >= MqttTransport.REFUSED_MIN && response.getReturnCode() <= 0xFF
            ? "the broker ended the connection with reason 0x%02X"
                .formatted(response.getReturnCode())
            : "the connection broke: " + cause);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    var payload = Bytes.copyOf(message.getPayload());
    if (topic.equals(Topics.answer(kiosk))) {
      tell(() -> listener.answered(payload));
      return;
    }
    switch (Codec.down(payload)) {
      case Opened.Valid<Down>(Down down) -> arrived(down);
      case Opened.Newer<Down>(String what) ->
          log.atWarn().addKeyValue("what", what).log("ack.not-understood");
      case Opened.Broken<Down>(String why) ->
          log.atWarn().addKeyValue("why", why).log("ack.not-understood");
    }
  }

  private void arrived(Down down) {
    tell(() -> {
      listener.acknowledged(down.ack());
      if (!down.commands().isEmpty()) {
        listener.commanded(down.commands());
      }
    });
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

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    log.atDebug().setCause(exception).log("mqtt.failed");
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Told to the message's own listener.
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // Told to the attempt's own listener.
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    log.atWarn().addKeyValue("reason", reasonCode).log("auth.not-supported");
  }

  /** What the broker makes of one message. */
  private final class Confirmed implements MqttActionListener {
    private final String topic;

    Confirmed(String topic) {
      this.topic = topic;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      unconfirmed.release();
      var codes = token.getReasonCodes();
      int code = codes == null || codes.length == 0 ? 0 : codes[0];
      if (code >= MqttTransport.REFUSED_MIN) {
        lost(
            "the broker refuses %s with reason 0x%02X; allow it for this kiosk in the broker's access rules"
                .formatted(topic, code));
      } else if (code == NO_SUBSCRIBER && unheard.compareAndSet(false, true)) {
        log.atWarn().addKeyValue("topic", topic).log("publish.unheard");
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      unconfirmed.release();
      lost("a publish failed: " + failure);
    }
  }
}
