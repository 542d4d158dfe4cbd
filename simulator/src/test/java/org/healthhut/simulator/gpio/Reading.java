package org.healthhut.simulator.gpio;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Stimulus;
import org.healthhut.device.link.Link;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** A driver on an open line of virtual pins, as the kiosk's device thread runs it. */
final class Reading implements AutoCloseable {
  private static final Duration READ_MAX = Duration.ofMillis(50);
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T16:00:00Z");

  private final VirtualPins pins;
  private final Link link;
  private final Driver driver;
  private final List<DeviceEvent> events = new ArrayList<>();
  private @Nullable Duration wakeAt;

  Reading(VirtualPins pins, Link.Port port, Driver driver) throws IOException {
    this.pins = pins;
    this.link = port.open();
    this.driver = driver;
    tell(new Stimulus.Opened());
  }

  private void tell(Stimulus stimulus) {
    var now = pins.now();
    var response =
        driver.on(stimulus, new Moment(MIDNIGHT.plus(now), ClockTrust.SYNCHRONIZED, now));
    wakeAt = response.wakeAt();
    events.addAll(response.events());
  }

  /** Lets it read for so long; what it said meanwhile. */
  List<DeviceEvent> pass(Duration time) throws IOException {
    events.clear();
    var end = pins.now().plus(time);
    while (pins.now().compareTo(end) < 0) {
      var bytes = link.read(READ_MAX);
      if (!bytes.isEmpty()) {
        tell(new Stimulus.Received(bytes));
      }
      if (wakeAt != null && wakeAt.compareTo(pins.now()) <= 0) {
        tell(new Stimulus.Woken());
      }
    }
    return List.copyOf(events);
  }

  /** The values of a metric that were measured. */
  static List<Double> measured(List<DeviceEvent> events, Metric metric) {
    return events.stream()
        .filter(DeviceEvent.Measured.class::isInstance)
        .map(DeviceEvent.Measured.class::cast)
        .map(
            measured -> Objects.requireNonNull(measured.values().get(metric)).value().doubleValue())
        .toList();
  }

  static List<DeviceEvent.Failed> failures(List<DeviceEvent> events) {
    return events.stream()
        .filter(DeviceEvent.Failed.class::isInstance)
        .map(DeviceEvent.Failed.class::cast)
        .toList();
  }

  @Override
  public void close() {
    link.close();
  }
}
