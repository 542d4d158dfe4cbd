package org.healthhut.device.suntech;

import org.healthhut.device.Fault;
import org.healthhut.device.pressure.CuffReading;

/** What a module's packet says. */
sealed interface SunTechMessage {
  record Acknowledged(Letter letter) implements SunTechMessage {}

  record CuffPressure(int mmHg) implements SunTechMessage {}

  /** The module has no cuff pressure to tell just now. */
  record NoCuffPressure() implements SunTechMessage {}

  /** A finished measurement. Whether a person can have these values is not yet asked. */
  record Result(CuffReading values) implements SunTechMessage {}

  /** The module could not measure. */
  record Unfinished(Fault fault, String detail) implements SunTechMessage {}

  /** The module's version strings as one text. */
  record Version(String text) implements SunTechMessage {}

  record Calibration() implements SunTechMessage {}

  record Malformed(String why) implements SunTechMessage {}

  /** Suntech-oem.md, Acknowledgement. */
  enum Letter {
    ACCEPTED('O'),
    FINISHED('K'),
    ABORTED('A'),
    BUSY('B'),
    ERROR('E'),
    UNDEFINED('N'),
    UNRECOGNISABLE('D'),
    SLEEPING('S'),
    TIMED_OUT('T');

    private final char wire;

    Letter(char wire) {
      this.wire = wire;
    }

    char wire() {
      return wire;
    }
  }
}
