package org.healthhut.simulator.gpio;

import java.time.Duration;

/** Something with two wires: one the kiosk drives, one it drives itself. Told the time. */
public interface Chip {
  /** The kiosk's line is now high, or low. */
  void driven(boolean high, Duration now);

  /** What the chip puts on its own line. */
  Level level(Duration now);

  enum Level {
    LOW,
    HIGH,
    /** Nothing: the line follows its resistor. */
    OPEN
  }
}
