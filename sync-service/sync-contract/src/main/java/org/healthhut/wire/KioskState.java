package org.healthhut.wire;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a kiosk is, retained at the broker; its last will says {@code online = false}.
 *
 * @param devices what each configured device is doing, by its name in the configuration
 * @param room on the disk for records: {@code enough}, {@code short} or {@code none}
 */
public record KioskState(
    boolean online, String agentVersion, String boot, Map<String, String> devices, String room) {
  public static final String ENOUGH = "enough";

  public KioskState {
    devices = Map.copyOf(new TreeMap<>(devices));
  }

  /** A kiosk with all the room it needs. */
  public KioskState(boolean online, String agentVersion, String boot, Map<String, String> devices) {
    this(online, agentVersion, boot, devices, ENOUGH);
  }
}
