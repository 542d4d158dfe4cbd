package org.healthhut.simulator.device;

import java.time.Duration;

/**
 * How fast bodies and cuffs are. Protocol times (repeats, line rates) stay as they are, since a
 * kiosk measures them against its own clock.
 */
public enum Pace {
  REAL("x1"),
  FAST("x10"),
  INSTANT("instant");

  private final String key;

  Pace(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public Duration of(Duration real) {
    return switch (this) {
      case REAL -> real;
      case FAST -> real.dividedBy(10);
      case INSTANT -> Duration.ZERO;
    };
  }
}
