package org.healthhut.district.ingest;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Blocks;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions beside the records, by QoS 0: what cannot be answered at once is dropped, and
 * the session goes on. An answer goes to its kiosk's own topic, whatever response topic was asked
 * for.
 */
final class MqttAnswers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MqttAnswers.class);

  /** Answered at a time: few, so that records keep most of the database. */
  private static final int WORKERS = 2;

  /** Questions that wait; one more is dropped. Nobody would wait longer for an answer. */
  private static final int WAITING_MAX = 32;

  private static final int CORRELATION_BYTES_MAX = 64;

  private final Inquiries inquiries;
  private final Blocks blocks;
  private final MqttAsyncClient client;
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          WORKERS,
          WORKERS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofVirtual().name("mqtt-answers-", 0).factory());

  MqttAnswers(Inquiries inquiries, Blocks blocks, MqttAsyncClient client) {
    this.inquiries = inquiries;
    this.blocks = blocks;
    this.client = client;
  }

  /** From any thread; never waits. */
  void answer(KioskId kiosk, MqttMessage question) {
    try {
      workers.execute(() -> answerNow(kiosk, question));
    } catch (RejectedExecutionException _) {
      log.atWarn().addKeyValue("kiosk", kiosk).log("question.dropped");
    }
  }

  private void answerNow(KioskId kiosk, MqttMessage question) {
    try {
      if (blocks.has(kiosk)) {
        log.atWarn().addKeyValue("kiosk", kiosk).log("kiosk.refused");
        return;
      }
      var answer = inquiries.answer(kiosk, Bytes.copyOf(question.getPayload()));
      if (answer.isPresent()) {
        var message = new MqttMessage(answer.get().toArray());
        message.setQos(0);
        message.setProperties(correlated(question.getProperties()));
        client.publish(Topics.answer(kiosk), message);
      }
    } catch (MqttException | RuntimeException e) {
      log.atError()
          .addKeyValue("kiosk", kiosk)
          .addKeyValue("cause", Failure.of(e))
          .log("question.notAnswered");
    }
  }

  private static MqttProperties correlated(@Nullable MqttProperties question) {
    var properties = new MqttProperties();
    var correlation = question == null ? null : question.getCorrelationData();
    if (correlation != null && correlation.length <= CORRELATION_BYTES_MAX) {
      properties.setCorrelationData(correlation);
    }
    return properties;
  }

  /** What is being answered is left. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
