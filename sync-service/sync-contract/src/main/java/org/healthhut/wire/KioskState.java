package org.healthhut.wire;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a kiosk is, retained at the broker; its last will says {@code online = false}.
 *
 * @param devices what each configured device is doing, by its name in the configuration
 */
public record KioskState(
    boolean online, String agentVersion, String boot, Map<String, String> devices) {
  public KioskState {
    devices = Map.copyOf(new TreeMap<>(devices));
  }
}
