package org.healthhut.kiosk.devices;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** One driver on one open line; confined to the thread that reads the line. */
final class Conversation {
  private final Link link;
  private final Driver driver;
  private final Duration quiet;
  private final KioskClock clock;
  private final Wiretap tap;
  private final BiConsumer<DeviceEvent, Moment> listener;
  private @Nullable Duration quietAt;
  private @Nullable Duration wakeAt;

  Conversation(
      Link link,
      Driver driver,
      Duration quiet,
      KioskClock clock,
      Wiretap tap,
      BiConsumer<DeviceEvent, Moment> listener) {
    this.link = link;
    this.driver = driver;
    this.quiet = quiet;
    this.clock = clock;
    this.tap = tap;
    this.listener = listener;
  }

  void begin() throws IOException {
    tell(new Stimulus.Opened());
  }

  void ask(Stimulus.Request request) throws IOException {
    tell(new Stimulus.Asked(request));
  }

  /** Waits until the device says something or the driver wants to, at most this long. */
  void once(Duration longest) throws IOException {
    var bytes = link.read(wait(longest, clock.now().uptime()));
    var now = clock.now().uptime();
    if (!bytes.isEmpty()) {
      quietAt = now.plus(quiet);
      tell(new Stimulus.Received(bytes));
    } else if (due(quietAt, now)) {
      quietAt = null;
      tell(new Stimulus.Quiet());
    }
    if (due(wakeAt, now)) {
      wakeAt = null;
      tell(new Stimulus.Woken());
    }
  }

  void end() {
    respond(new Stimulus.Closed());
  }

  private void tell(Stimulus stimulus) throws IOException {
    var response = respond(stimulus);
    wakeAt = response.wakeAt();
    for (var bytes : response.writes()) {
      link.write(bytes);
      tap.sent(bytes, clock.now());
    }
  }

  private Driver.Response respond(Stimulus stimulus) {
    Moment now = clock.now();
    var response = driver.on(stimulus, now);
    tap.heard(stimulus, response.events(), now);
    for (var event : response.events()) {
      listener.accept(event, now);
    }
    return response;
  }

  private Duration wait(Duration longest, Duration now) {
    return shorter(shorter(longest, quietAt, now), wakeAt, now);
  }

  private static Duration shorter(Duration wait, @Nullable Duration at, Duration now) {
    if (at == null || at.minus(now).compareTo(wait) > 0) {
      return wait;
    }
    return at.compareTo(now) > 0 ? at.minus(now) : Duration.ZERO;
  }

  private static boolean due(@Nullable Duration at, Duration now) {
    return at != null && at.compareTo(now) <= 0;
  }
}
