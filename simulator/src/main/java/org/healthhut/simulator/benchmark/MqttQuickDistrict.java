package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Opened;
import org.healthhut.wire.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each batch at once that it has everything, and keeps nothing: what no district may do,
 * and what shows how fast a kiosk and its line are when the district is not what they wait for.
 */
final class MqttQuickDistrict implements AutoCloseable, MqttListening {
  private static final Logger log = LoggerFactory.getLogger(MqttQuickDistrict.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MqttAsyncClient client;

  private MqttQuickDistrict(MqttAsyncClient client) {
    this.client = client;
  }

  static MqttQuickDistrict connect(URI broker, Enrolment keys) throws IOException {
    try {
      var client = new MqttAsyncClient(broker.toString(), "quick", new MemoryPersistence());
      var district = new MqttQuickDistrict(client);
      client.setCallback(district);
      client
          .connect(MqttAlone.options(keys, Enrolment.DISTRICT))
          .waitForCompletion(LIMIT.toMillis());
      client.subscribe(Topics.SHARED_UP, 1).waitForCompletion(LIMIT.toMillis());
      return district;
    } catch (MqttException e) {
      throw new IOException("cannot connect to " + broker, e);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) throws MqttException {
    if (Codec.batch(Bytes.copyOf(message.getPayload())) instanceof Opened.Valid<Batch>(var batch)) {
      var boot = batch.boot();
      var ack = new Ack(boot.epoch(), batch.last(), null, List.of()).answering(batch);
      var answer = new MqttMessage(Codec.encode(ack).toArray());
      answer.setQos(1);
      client.publish(Topics.down(boot.kiosk()), answer);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      client.disconnect().waitForCompletion(LIMIT.toMillis());
      client.close();
    } catch (MqttException e) {
      throw new IOException("cannot disconnect", e);
    }
  }

  @Override
  public void troubled(String why) {
    log.atWarn().addKeyValue("why", why).log("quickDistrict.troubled");
  }
}
