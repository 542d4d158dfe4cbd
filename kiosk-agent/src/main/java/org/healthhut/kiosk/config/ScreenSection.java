package org.healthhut.kiosk.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code screen:}. */
final class ScreenSection {
  private ScreenSection() {}

  static AgentConfig.@Nullable Screen read(YamlMap map) {
    var port = map.number("port", 0, 65_535);
    var diagonal =
        map.value("diagonalInches", 21.5, "a size in inches, 7..100", ScreenSection::inches);
    var staff = map.text("staff", "");
    var takeAway =
        map.has("takeAway")
            ? map.value("takeAway", "an https address that ends in /", ScreenSection::takeAway)
            : "";
    return port == null || diagonal == null || staff == null || takeAway == null
        ? null
        : new AgentConfig.Screen(
            port, diagonal, staff, takeAway.isEmpty() ? Optional.empty() : Optional.of(takeAway));
  }

  /** Plain http serves a demo on one machine alone. */
  private static @Nullable String takeAway(String text) {
    return text.matches("(https://[^\\s/?#]+|http://127\\.0\\.0\\.1:\\d+)/([^\\s?#]*/)?")
        ? text
        : null;
  }

  private static @Nullable Double inches(String text) {
    try {
      double inches = Double.parseDouble(text);
      return inches >= 7 && inches <= 100 ? Double.valueOf(inches) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
