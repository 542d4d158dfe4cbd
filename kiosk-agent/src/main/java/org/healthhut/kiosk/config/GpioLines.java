package org.healthhut.kiosk.config;

import java.util.Map;
import java.util.TreeMap;
import org.healthhut.device.gpio.Pins;
import org.jspecify.annotations.Nullable;

/** The GPIO lines of a kiosk, each of which one thing is wired to. */
final class GpioLines {
  /** The field each line is given to. */
  private final Map<Integer, String> owners = new TreeMap<>();

  /** Reads {@code gpio:}. */
  AgentConfig.Gpio wires(YamlMap map) {
    return new AgentConfig.Gpio(
        wire(map, "startButton", "the button is on", false),
        wire(map, "presence", "the presence switch is on", true),
        wire(map, "lamp", "the lamp is on", true));
  }

  /** A wire of the kiosk's own; null where the kiosk has none, or it is described wrongly. */
  private AgentConfig.@Nullable Wire wire(
      YamlMap gpio, String field, String what, boolean activeHigh) {
    if (!gpio.has(field)) {
      return null;
    }
    var map = gpio.map(field);
    var line = line(map, "line", what);
    var active = map.value("active", activeHigh, "high or low", GpioLines::level);
    return line == null || active == null ? null : new AgentConfig.Wire(line, active);
  }

  /** A GPIO line that nothing else in the file has; null with a mistake otherwise. */
  @Nullable Integer line(YamlMap map, String field, String what) {
    var line =
        map.value(
            field,
            "the BCM number of the line that " + what + ", 0.." + Pins.LINE_MAX,
            text -> YamlMap.integer(text, 0, Pins.LINE_MAX));
    if (line == null) {
      return null;
    }
    var owner = owners.putIfAbsent(line, map.at(field));
    if (owner != null) {
      map.mistaken(field, "must be a line of its own, is " + line + " like " + owner);
      return null;
    }
    return line;
  }

  private static @Nullable Boolean level(String text) {
    return switch (text) {
      case "high" -> Boolean.TRUE;
      case "low" -> Boolean.FALSE;
      default -> null;
    };
  }
}
