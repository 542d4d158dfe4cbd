package org.healthhut.district.ingest;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Fleet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a connection to the broker for as long as it is open: one {@link MqttSession} after
 * another.
 *
 * <p>Each session starts clean. Nothing is lost by that, since a kiosk sends again what was not
 * acknowledged end to end, and a broker that kept messages for an absent instance would keep them
 * from the others of the shared subscription.
 */
public final class MqttIngest implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MqttIngest.class);
  private static final Duration WAIT_MIN = Duration.ofMillis(500);
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(15);

  private final Broker broker;
  private final Ingest ingest;
  private final Inquiries inquiries;
  private final Fleet fleet;
  private final RandomGenerator random;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread loop = Thread.ofPlatform().name("mqtt-ingest").unstarted(this::run);

  public MqttIngest(
      Broker broker, Ingest ingest, Inquiries inquiries, Fleet fleet, RandomGenerator random) {
    this.broker = broker;
    this.ingest = ingest;
    this.inquiries = inquiries;
    this.fleet = fleet;
    this.random = random;
  }

  /** Returns at once; connecting goes on until it succeeds or this is closed. */
  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      if (!loop.join(CLOSE_MAX)) {
        log.atWarn().log("ingest.leftBehind");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    try {
      while (!stopped.await(wait(failures).toMillis(), TimeUnit.MILLISECONDS)) {
        failures = session() ? 1 : failures + 1;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** True when it had been connected. */
  private boolean session() throws InterruptedException {
    boolean connected = false;
    try {
      // Without the database a message could only be taken and dropped again.
      ingest.check();
      try (var session = new MqttSession(broker, ingest, inquiries, fleet)) {
        session.connect();
        connected = true;
        log.atInfo().addKeyValue("broker", broker.uri()).log("broker.connected");
        var why = session.awaitEnd(stopped);
        log.atInfo().addKeyValue("why", why).log("broker.disconnected");
      }
    } catch (MqttException e) {
      log.atWarn()
          .addKeyValue("broker", broker.uri())
          .addKeyValue("reason", e.getReasonCode())
          .addKeyValue("cause", Failure.of(e))
          .log("broker.unreachable");
    } catch (RuntimeException | Error e) {
      // Also of an Error: no session would follow, and nobody would notice.
      log.atError().addKeyValue("cause", Failure.of(e)).log("ingest.failed");
    }
    return connected;
  }

  /** Doubling, and between half and all of it, so that instances do not come back in step. */
  private Duration wait(int failures) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    var doubled = WAIT_MIN.multipliedBy(1L << Math.min(failures - 1, 6));
    var longest = doubled.compareTo(WAIT_MAX) < 0 ? doubled : WAIT_MAX;
    return Duration.ofMillis(random.nextLong(longest.toMillis() / 2, longest.toMillis() + 1));
  }
}
