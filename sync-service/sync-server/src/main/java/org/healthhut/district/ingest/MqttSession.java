package org.healthhut.district.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.tls.QuickSockets;
import org.healthhut.wire.Codec;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from connecting to its end. Messages of one kiosk are taken in by
 * one worker, in order. A message is acknowledged to the broker when it is committed, in the order
 * of arrival as MQTT asks (5.0, 4.6); when the database fails the session ends, and what was not
 * acknowledged is delivered or sent again.
 */
final class MqttSession implements AutoCloseable, MqttCallback {
  private static final Logger log = LoggerFactory.getLogger(MqttSession.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(15);
  private static final Duration PUBLISH_MAX = Duration.ofSeconds(20);
  private static final Duration WORKERS_MAX = Duration.ofSeconds(5);

  /** Unacknowledged messages at a time; the broker holds back the rest. */
  private static final int RECEIVE_MAX = 512;

  /** Longer than any batch, so that one that is too long is seen, told and refused. */
  private static final long PACKET_BYTES_MAX = 2L * Codec.MESSAGE_BYTES_MAX;

  private static final int PUBLISH_WINDOW_MAX = 256;
  private static final int KEEP_ALIVE_SECONDS = 15;

  /** MQTT 5, 4.13: somebody else has connected with the same client id. */
  private static final int TAKEN_OVER = 0x8E;

  private static final long STOP_NOTICED_MILLIS = 50;

  /** So often commands are looked for. */
  private static final long COMMANDS_MILLIS = 1_000;

  private final Broker broker;
  private final Ingest ingest;
  private final Fleet fleet;
  private final KioskStates states;
  private final MqttAsyncClient client;
  private final List<BlockingQueue<Deliveries.Delivery<Arrived>>> queues = new ArrayList<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Opening opening;
  private final MqttAnswers answers;
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Deliveries<Arrived> deliveries = new Deliveries<>();

  private volatile Semaphore publishWindow = new Semaphore(1);

  /**
   * @param opened null when it is no batch
   */
  private record Arrived(
      String topic,
      KioskId kiosk,
      MqttMessage message,
      Bytes payload,
      Opening.@Nullable Waiting opened) {}

  MqttSession(Broker broker, Ingest ingest, Inquiries inquiries, Fleet fleet) throws MqttException {
    this.broker = broker;
    this.ingest = ingest;
    this.fleet = fleet;
    this.opening = new Opening(ingest);
    this.states = new KioskStates(fleet);
    this.client =
        new MqttAsyncClient(broker.uri().toString(), broker.clientId(), new MemoryPersistence());
    this.answers = new MqttAnswers(inquiries, fleet.blocks(), client);
    for (int i = 0; i < broker.workers(); i++) {
      queues.add(new ArrayBlockingQueue<>(RECEIVE_MAX));
    }
  }

  void connect() throws MqttException {
    client.setManualAcks(true);
    client.setCallback(this);
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) CONNECT_MAX.toSeconds());
    options.setReceiveMaximum(RECEIVE_MAX);
    options.setMaximumPacketSize(PACKET_BYTES_MAX);
    broker.tls().ifPresent(tls -> options.setSocketFactory(new QuickSockets(tls)));
    var connected = client.connect(options);
    // Paho's own time-out does not end a connect to a broker that hangs.
    connected.waitForCompletion(CONNECT_MAX.toMillis());
    publishWindow = new Semaphore(publishWindow(connected.getResponseProperties()));
    queues.forEach(queue -> workers.execute(() -> work(queue)));
    subscribe();
    workers.execute(this::command);
  }

  private static int publishWindow(@Nullable MqttProperties properties) {
    var told = properties == null ? null : properties.getReceiveMaximum();
    // Paho reads the broker's figure as a signed number; nothing told means 65535.
    return told == null || told <= 0 ? PUBLISH_WINDOW_MAX : Math.min(told, PUBLISH_WINDOW_MAX);
  }

  private void subscribe() throws MqttException {
    var subscriptions =
        new MqttSubscription[] {
          new MqttSubscription(Topics.SHARED_UP, 1),
          new MqttSubscription(Topics.EVERY_STATE, 1),
          new MqttSubscription(Topics.SHARED_ASK, 0)
        };
    var granted = client.subscribe(subscriptions);
    granted.waitForCompletion(CONNECT_MAX.toMillis());
    var reasons = granted.getReasonCodes();
    for (int i = 0; i < reasons.length; i++) {
      if (reasons[i] > 2) {
        log.atError()
            .addKeyValue("topic", subscriptions[i].getTopic())
            .addKeyValue("reason", reasons[i])
            .log("subscription.refused");
        if (!subscriptions[i].getTopic().equals(Topics.SHARED_ASK)) {
          throw new MqttException(reasons[i]);
        }
      }
    }
  }

  /** Waits until the session has ended or {@code stopped}, and says why. */
  String awaitEnd(CountDownLatch stopped) throws InterruptedException {
    while (!stopped.await(STOP_NOTICED_MILLIS, TimeUnit.MILLISECONDS)) {
      if (ended.isDone()) {
        return ended.join();
      }
    }
    return "stopping";
  }

  /** The batches being stored are stored and answered; what waits behind them is left. */
  @Override
  public void close() throws MqttException {
    ended.complete("closing");
    stopping.countDown();
    answers.close();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(WORKERS_MAX.toSeconds(), TimeUnit.SECONDS)) {
        workers.shutdownNow();
        log.atWarn().log("worker.leftBehind");
      }
    } catch (InterruptedException _) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    try {
      if (client.isConnected()) {
        client.disconnect(1_000L).waitForCompletion(2_000L);
      } else {
        client.disconnectForcibly(500, 500, false);
      }
    } catch (MqttException _) {
      client.disconnectForcibly(500, 500, false);
    } finally {
      client.close(true);
      // Not earlier, since each message that arrives is given to it.
      opening.close();
    }
  }

  /** Whatever ends a worker ends the session: without it the kiosks it serves would hang. */
  private void work(BlockingQueue<Deliveries.Delivery<Arrived>> queue) {
    var why = "a worker ended";
    try {
      while (!ended.isDone()) {
        var arrived = queue.poll(100, TimeUnit.MILLISECONDS);
        if (arrived != null) {
          deliveries.settle(arrived.message().kiosk(), arrived, this::take, this::acknowledge);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (MqttException e) {
      why = "answering failed: " + Failure.of(e);
    } catch (RuntimeException | Error e) {
      why = "storing failed: " + Failure.of(e);
      log.atError().addKeyValue("cause", Failure.of(e)).log("message.notStored");
    } finally {
      ended.complete(why);
    }
  }

  /** Sends what operators have told kiosks to do, until the session ends. */
  private void command() {
    var why = "commanding ended";
    try {
      while (!ended.isDone()) {
        for (var due : fleet.commands().due().entrySet()) {
          publish(Topics.down(due.getKey()), Codec.encode(due.getValue()));
          log.atInfo()
              .addKeyValue("kiosk", due.getKey())
              .addKeyValue("commands", due.getValue().commands().size())
              .log("command.sent");
        }
        var _ = stopping.await(COMMANDS_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (MqttException e) {
      why = "commanding failed: " + Failure.of(e);
    } catch (RuntimeException | Error e) {
      why = "looking for commands failed: " + Failure.of(e);
      log.atError().addKeyValue("cause", Failure.of(e)).log("command.notSent");
    } finally {
      ended.complete(why);
    }
  }

  private void take(Arrived arrived) throws InterruptedException, MqttException {
    var kiosk = arrived.kiosk();
    var payload = arrived.payload();
    var opened = arrived.opened();
    var understood = opened == null ? null : opened.get();
    if (fleet.blocks().has(kiosk)) {
      // Unanswered, it keeps its records; MQTT has no way to say why.
      log.atWarn().addKeyValue("kiosk", kiosk).log("kiosk.refused");
    } else if (understood != null) {
      switch (ingest.keep(kiosk, understood, payload)) {
        case Receipt.Answered(var ack) -> publish(Topics.down(kiosk), Codec.encode(ack));
        case Receipt.Refused _, Receipt.Deferred _ -> {}
      }
    } else if (arrived.topic().equals(Topics.state(kiosk))) {
      states.take(kiosk, payload, arrived.message().isRetained());
    }
  }

  private void publish(String topic, Bytes payload) throws InterruptedException, MqttException {
    var window = publishWindow;
    if (!window.tryAcquire(PUBLISH_MAX.toSeconds(), TimeUnit.SECONDS)) {
      log.atWarn().log("ack.notTaken");
      throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
    }
    var message = new MqttMessage(payload.toArray());
    message.setQos(1);
    try {
      client.publish(topic, message, null, new Sent(topic, window));
    } catch (MqttException e) {
      window.release();
      throw e;
    }
  }

  private record Sent(String topic, Semaphore window) implements MqttActionListener {
    /** 0x10 is a kiosk that has gone, and is no error; what is refused also ends here. */
    private static final int REFUSED_MIN = 0x80;

    @Override
    public void onSuccess(IMqttToken token) {
      window.release();
      var reasons = token.getReasonCodes();
      if (reasons != null && reasons.length > 0 && reasons[0] >= REFUSED_MIN) {
        log.atError()
            .addKeyValue("topic", topic)
            .addKeyValue("reason", reasons[0])
            .log("ack.refused");
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      window.release();
    }
  }

  private void acknowledge(Arrived arrived) throws MqttException {
    client.messageArrivedComplete(arrived.message.getId(), arrived.message.getQos());
  }

  /** On Paho's thread: never waits. */
  @Override
  public void messageArrived(String topic, MqttMessage message)
      throws MqttException, InterruptedException {
    Optional<KioskId> kiosk = Topics.kioskOf(topic);
    if (kiosk.isEmpty()) {
      log.atWarn().addKeyValue("bytes", message.getPayload().length).log("topic.unknown");
    }
    if (kiosk.isPresent() && topic.equals(Topics.ask(kiosk.get())) && message.getQos() == 0) {
      answers.answer(kiosk.get(), message);
      return;
    }
    var payload = Bytes.copyOf(message.getPayload());
    var from = kiosk.orElse(NOBODY);
    var opened = topic.equals(Topics.up(from)) ? opening.begin(from, payload) : null;
    var arrived = deliveries.arrived(new Arrived(topic, from, message, payload, opened));
    if (kiosk.isEmpty()) {
      deliveries.done(arrived, this::acknowledge);
      return;
    }
    var queue = queues.get(Math.floorMod(kiosk.get().hashCode(), queues.size()));
    if (!queue.offer(arrived)) {
      ended.complete("the broker sent more than it may");
    }
  }

  private static final KioskId NOBODY = new KioskId("nobody");

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    ended.complete(
        response.getReturnCode() == TAKEN_OVER
            ? "another client has this instance's name: give each instance its own"
                + " district.instance"
            : "connection lost, reason " + response.getReturnCode());
  }

  @Override
  public void mqttErrorOccurred(MqttException failure) {
    ended.complete("protocol error, reason " + failure.getReasonCode());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // The listener of each publish is told.
  }

  @Override
  public void connectComplete(boolean again, String uri) {
    // connect() has waited for it.
  }

  @Override
  public void authPacketArrived(int reason, MqttProperties properties) {
    // No enhanced authentication is asked for.
  }
}
