package org.healthhut.simulator.benchmark;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Of what Paho tells, messages and trouble; the rest means nothing to a benchmark. */
interface MqttListening extends MqttCallback {
  void troubled(String why);

  @Override
  default void disconnected(MqttDisconnectResponse response) {
    troubled("disconnected, reason " + response.getReturnCode());
  }

  @Override
  default void mqttErrorOccurred(MqttException failure) {
    troubled(String.valueOf(failure));
  }

  @Override
  default void deliveryComplete(IMqttToken token) {}

  @Override
  default void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  default void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
