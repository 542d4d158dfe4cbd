package org.healthhut.district;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.healthhut.district.ingest.CoapIngest;
import org.healthhut.district.ingest.MqttIngest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Messages are taken in last of all at the start, and no more first of all at the end. */
final class Intake implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Optional<MqttIngest> mqtt;
  private final Optional<CoapIngest> coap;
  private volatile boolean running;

  Intake(Optional<MqttIngest> mqtt, Optional<CoapIngest> coap) {
    this.mqtt = mqtt;
    this.coap = coap;
  }

  @Override
  public void start() {
    if (coap.isPresent()) {
      try {
        coap.get().start();
      } catch (IOException e) {
        coap.get().close();
        throw new SettingsException(List.of("district.coap.port: " + e.getMessage()));
      }
    }
    mqtt.ifPresent(MqttIngest::start);
    if (mqtt.isEmpty() && coap.isEmpty()) {
      log.atWarn().log("ingest.off");
    }
    running = true;
  }

  @Override
  public void stop() {
    coap.ifPresent(CoapIngest::close);
    mqtt.ifPresent(MqttIngest::close);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
