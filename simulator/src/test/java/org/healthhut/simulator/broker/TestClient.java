package org.healthhut.simulator.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.QuickSockets;

/** A client of a broker under test, with text for payloads. */
final class TestClient implements AutoCloseable {
  private final MqttClient client;

  private TestClient(MqttClient client) {
    this.client = client;
  }

  static TestClient connect(String address, Enrolment keys, String machine, String clientId)
      throws Exception {
    var options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setConnectionTimeout(20);
    options.setSocketFactory(
        new QuickSockets(
            MutualTls.context(
                Files.readString(keys.authority()),
                Files.readString(keys.certificate(machine)),
                Files.readString(keys.privateKey(machine)))));
    var client = new MqttClient(address, clientId, new MemoryPersistence());
    client.setTimeToWait(20_000);
    client.connect(options);
    return new TestClient(client);
  }

  void publish(String topic, String text, boolean retained) throws MqttException {
    client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, retained);
  }

  /** What arrives under {@code filter}, as {@code topic text}. One filter a client. */
  BlockingQueue<String> listen(String filter) throws MqttException {
    // Paho never matches a listener of its own to a shared subscription; the callback gets all.
    var arrived = new LinkedBlockingQueue<String>();
    client.setCallback(new Collector(arrived));
    assertTrue(client.subscribe(filter, 1).getReasonCodes()[0] < 0x80, filter);
    return arrived;
  }

  boolean refuses(String filter) {
    try {
      return client.subscribe(filter, 1).getReasonCodes()[0] >= 0x80;
    } catch (MqttException _) {
      return true;
    }
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect();
    }
    client.close();
  }

  private record Collector(BlockingQueue<String> arrived) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      arrived.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
