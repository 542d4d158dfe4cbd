package org.healthhut.simulator.device;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A device's own clock: China's time without a zone, wrong by as much as somebody has set it. */
final class DeviceClock {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final InstantSource source;
  private Duration skew = Duration.ZERO;

  DeviceClock(InstantSource source) {
    this.source = source;
  }

  void skew(Duration ahead) {
    skew = ahead;
  }

  Duration skew() {
    return skew;
  }

  LocalDateTime now() {
    return LocalDateTime.ofInstant(source.instant().plus(skew), CHINA);
  }
}
