package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.QuickSockets;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Topics;

/**
 * Eclipse Paho and nothing else, QoS 1: a kiosk's client that publishes, and the district's that
 * receives from the shared subscription and throws away. Over the same TLS as everybody.
 */
final class MqttAlone implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Messages without a PUBACK; below what the broker allows. */
  private static final int WINDOW = 256;

  private final Supplier<Duration> uptime;
  private final KioskId kiosk;
  private final MqttAsyncClient sender;
  private final MqttAsyncClient receiver;
  private final Semaphore window = new Semaphore(WINDOW);
  private final Semaphore received = new Semaphore(0);
  private final AtomicReference<String> trouble = new AtomicReference<>("");

  private MqttAlone(
      Supplier<Duration> uptime, KioskId kiosk, MqttAsyncClient sender, MqttAsyncClient receiver) {
    this.uptime = uptime;
    this.kiosk = kiosk;
    this.sender = sender;
    this.receiver = receiver;
  }

  static MqttAlone connect(URI broker, Enrolment keys, KioskId kiosk, Supplier<Duration> uptime)
      throws IOException {
    try {
      var sender = new MqttAsyncClient(broker.toString(), kiosk.value(), new MemoryPersistence());
      var receiver = new MqttAsyncClient(broker.toString(), "receiver", new MemoryPersistence());
      var alone = new MqttAlone(uptime, kiosk, sender, receiver);
      receiver.setCallback(alone.new Counting());
      receiver.connect(options(keys, Enrolment.DISTRICT)).waitForCompletion(LIMIT.toMillis());
      receiver.subscribe(Topics.SHARED_UP, 1).waitForCompletion(LIMIT.toMillis());
      sender.connect(options(keys, kiosk.value())).waitForCompletion(LIMIT.toMillis());
      return alone;
    } catch (MqttException e) {
      throw new IOException("cannot connect to " + broker, e);
    }
  }

  static MqttConnectionOptions options(Enrolment keys, String name) throws IOException {
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setReceiveMaximum(WINDOW);
    options.setSocketFactory(
        new QuickSockets(
            MutualTls.context(
                Files.readString(keys.authority()),
                Files.readString(keys.certificate(name)),
                Files.readString(keys.privateKey(name)))));
    return options;
  }

  /** How long it takes until all are confirmed by the broker and have reached the receiver. */
  Duration send(List<byte[]> payloads) throws IOException, InterruptedException {
    var began = uptime.get();
    try {
      for (var payload : payloads) {
        await(window, 1);
        var message = new MqttMessage(payload);
        message.setQos(1);
        sender.publish(Topics.up(kiosk), message, null, new Confirmed());
      }
    } catch (MqttException e) {
      throw new IOException("cannot publish", e);
    }
    await(window, WINDOW);
    window.release(WINDOW);
    await(received, payloads.size());
    if (!trouble.get().isEmpty()) {
      throw new IOException("a message was not confirmed: " + trouble.get());
    }
    return uptime.get().minus(began);
  }

  private static void await(Semaphore semaphore, int permits)
      throws IOException, InterruptedException {
    if (!semaphore.tryAcquire(permits, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the broker has stood still for " + LIMIT.toSeconds() + " s");
    }
  }

  @Override
  public void close() throws IOException {
    for (var client : List.of(sender, receiver)) {
      try {
        client.disconnect().waitForCompletion(LIMIT.toMillis());
        client.close();
      } catch (MqttException e) {
        throw new IOException("cannot disconnect", e);
      }
    }
  }

  private final class Confirmed implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      window.release();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      trouble.set(String.valueOf(failure));
      window.release();
    }
  }

  private final class Counting implements MqttListening {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      received.release();
    }

    @Override
    public void troubled(String why) {
      trouble.set(why);
    }
  }
}
