package org.healthhut.simulator.device;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A device's own clock: China's time without a zone, wrong by as much as somebody has set it. */
public final class DeviceClock {
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final InstantSource source;
  private Duration skew = Duration.ZERO;

  public DeviceClock(InstantSource source) {
    this.source = source;
  }

  public void skew(Duration ahead) {
    skew = ahead;
  }

  public Duration skew() {
    return skew;
  }

  /** Sets the clock to show {@code shown} now. */
  public void set(LocalDateTime shown) {
    skew = skew.plus(Duration.between(now(), shown));
  }

  public LocalDateTime now() {
    return LocalDateTime.ofInstant(source.instant().plus(skew), CHINA);
  }
}
