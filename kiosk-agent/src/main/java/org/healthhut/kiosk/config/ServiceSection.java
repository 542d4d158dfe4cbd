package org.healthhut.kiosk.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the technician's page is given.
 *
 * @param pin opens the page; without one it stays shut
 * @param logsTo the folder, as of a USB stick, that logs may be written to; none without it
 * @param certificateUntil when the kiosk's own certificate runs out
 */
public record ServiceSection(
    Optional<PinHash> pin, Optional<Path> logsTo, Optional<Instant> certificateUntil) {
  public static final ServiceSection NONE =
      new ServiceSection(Optional.empty(), Optional.empty(), Optional.empty());

  static @Nullable ServiceSection read(
      YamlMap map, Function<String, @Nullable Path> path, @Nullable Instant certificateUntil) {
    boolean hasPin = map.has("pin");
    var pin = hasPin ? pin(map) : null;
    boolean hasFolder = map.has("logsTo");
    var logsTo = hasFolder ? map.value("logsTo", "a folder", path) : null;
    if ((hasPin && pin == null) || (hasFolder && logsTo == null)) {
      return null;
    }
    return new ServiceSection(
        Optional.ofNullable(pin),
        Optional.ofNullable(logsTo),
        Optional.ofNullable(certificateUntil));
  }

  /** What stands there may be the PIN itself, so that no mistake shows it. */
  private static @Nullable PinHash pin(YamlMap map) {
    var text = map.text("pin");
    var pin = text == null ? null : PinHash.parse(text).orElse(null);
    if (text != null && pin == null) {
      map.mistaken("pin", "must be " + PinHash.ALLOWED);
    }
    return pin;
  }
}
