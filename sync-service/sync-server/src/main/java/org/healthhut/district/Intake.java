package org.healthhut.district;

import java.util.Optional;
import org.healthhut.district.ingest.MqttIngest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Messages are taken in last of all at the start, and no more first of all at the end. */
final class Intake implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Optional<MqttIngest> mqtt;
  private volatile boolean running;

  Intake(Optional<MqttIngest> mqtt) {
    this.mqtt = mqtt;
  }

  @Override
  public void start() {
    mqtt.ifPresentOrElse(MqttIngest::start, () -> log.atWarn().log("ingest.off"));
    running = true;
  }

  @Override
  public void stop() {
    mqtt.ifPresent(MqttIngest::close);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
