package org.healthhut.kiosk;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.CommandDesk;
import org.healthhut.kiosk.command.KeptDistrictKey;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.service.ServiceHands;
import org.jspecify.annotations.Nullable;

/** What commands do to a running agent. */
final class AgentHands implements CommandDesk.Hands, ServiceHands {
  /** A visit is waited for; one that lasts longer is ended like any other by a stopping agent. */
  private static final Duration VISIT_MAX = Duration.ofMinutes(15);

  private static final long LOOK_MILLIS = 200;

  private final AgentConfig configured;
  private final BooleanSupplier isIdle;
  private final CountDownLatch restart;
  private final Agent.Reconfiguring reconfiguring;
  private final KioskClock clock;

  /** Null until it is started. */
  volatile Parts.@Nullable Sending uplink;

  /**
   * @param configured as the configuration file says it
   */
  AgentHands(
      AgentConfig configured,
      BooleanSupplier isIdle,
      CountDownLatch restart,
      Agent.Reconfiguring reconfiguring,
      KioskClock clock) {
    this.configured = configured;
    this.isIdle = isIdle;
    this.restart = restart;
    this.reconfiguring = reconfiguring;
    this.clock = clock;
  }

  @Override
  public void wake() {
    var sending = uplink;
    if (sending != null) {
      sending.wake();
    }
  }

  @Override
  public void publishState() {
    var sending = uplink;
    if (sending != null) {
      sending.publishState();
    }
  }

  @Override
  public void restart() throws InterruptedException {
    var deadline = clock.now().uptime().plus(VISIT_MAX);
    while (!isIdle.getAsBoolean() && clock.now().uptime().compareTo(deadline) < 0) {
      // Nobody but this thread counts it down, so this is a wait that ends when interrupted.
      var _ = restart.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    restart.countDown();
  }

  @Override
  public void useDistrictKey(String jwk) throws IOException {
    KeptDistrictKey.in(configured.data()).keep(configured.district().key(), jwk);
  }

  @Override
  public Optional<String> configure(String text) throws IOException {
    return reconfiguring.take(text);
  }
}
