package org.healthhut.kiosk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.screen.Surroundings;
import org.healthhut.kiosk.service.Service;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** The configured devices and how they stand. Belongs to one thread, apart from {@link #states}. */
final class Standings {
  private final Map<String, AgentConfig.Device> devices = new LinkedHashMap<>();
  private final Map<String, DeviceHealth> health = new TreeMap<>();
  private volatile Map<String, String> states;

  /** Nothing is heard yet of any of them. */
  Standings(List<AgentConfig.Device> configured, Moment now) {
    for (var device : configured) {
      devices.put(device.name(), device);
      health.put(device.name(), DeviceHealth.connecting(now));
    }
    this.states = keys();
  }

  /** May be called from any thread. */
  AgentConfig.Device configured(String name) {
    var device = devices.get(name);
    if (device == null) {
      throw new IllegalArgumentException("no such device: " + name);
    }
    return device;
  }

  void put(String name, DeviceHealth stands) {
    health.put(name, stands);
    states = keys();
  }

  /** What each device is doing, by name. May be called from any thread. */
  Map<String, String> states() {
    return states;
  }

  /**
   * How a device stands.
   *
   * @param service what a technician says of it as well; null where there is no such page
   */
  DeviceHealth of(String name, @Nullable Service service, Moment now) {
    var stands = health.get(name);
    if (stands == null) {
      throw new IllegalStateException("no health of " + name);
    }
    return service == null ? stands : service.judged(name, stands, now);
  }

  /** All of them, in the order in which they are configured. */
  List<Surroundings.Device> all(@Nullable Service service, Moment now) {
    return devices.values().stream()
        .map(device ->
            new Surroundings.Device(
                device.name(),
                device.model(),
                of(device.name(), service, now),
                service == null ? null : service.calibratedUntil(device.name()).orElse(null),
                service == null ? null : strips(service, device.name())))
        .toList();
  }

  private static Surroundings.@Nullable Strips strips(Service service, String name) {
    return service
        .strips(name)
        .map(of -> new Surroundings.Strips(of.lot(), of.expires().toString()))
        .orElse(null);
  }

  private Map<String, String> keys() {
    var keys = new TreeMap<String, String>();
    health.forEach((name, stands) -> keys.put(name, stands.state().key()));
    return Map.copyOf(keys);
  }
}
