package org.healthhut.vital;

import java.util.Arrays;
import java.util.Optional;

/** What must be known about a reading beside its numbers. */
public enum Flag {
  /** The body moved while the device measured. */
  MOVED("moved"),
  CUFF_LOOSE("cuffLoose"),
  IRREGULAR_PULSE("irregularPulse"),
  /** A control solution was measured and no person. */
  CONTROL_SOLUTION("controlSolution"),
  /** Read out of the device's memory, not measured while the kiosk listened. */
  FROM_MEMORY("fromMemory"),
  /** The device's clock and the kiosk's differ by more than a few minutes. */
  DEVICE_CLOCK_SUSPECT("deviceClockSuspect"),
  /** The device's calibration certificate had run out, not longer ago than it may still be used. */
  CALIBRATION_EXPIRED("calibrationExpired"),
  FASTING("fasting"),
  BEFORE_MEAL("beforeMeal"),
  AFTER_MEAL("afterMeal"),
  /** Born in a simulator: FHIR's HTEST. */
  SIMULATED("simulated");

  private final String key;

  Flag(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public static Optional<Flag> ofKey(String key) {
    return Arrays.stream(values()).filter(flag -> flag.key.equals(key)).findFirst();
  }
}
