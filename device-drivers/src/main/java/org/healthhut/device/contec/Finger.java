package org.healthhut.device.contec;

import org.healthhut.device.oximetry.Sample;

/** What both generations show of a finger that is in. */
final class Finger {
  /** spo2-contec.md, tables of bytes. */
  private static final int STRENGTH_MAX = 8;

  /** Below this the signal is low (spo2-contec.md, Patient wording). */
  private static final int STRENGTH_MIN = 3;

  private static final int SATURATION_NONE = 0x7F;

  private Finger() {}

  /**
   * @param pulse 0 where the device shows none
   */
  static Sample sample(int strength, boolean searching, int saturation, int pulse) {
    if (strength > STRENGTH_MAX) {
      return new Sample.Malformed("signal strength above 8");
    }
    if (saturation > 100 && saturation != SATURATION_NONE) {
      return new Sample.Malformed("saturation above 100 %");
    }
    if (searching) {
      return new Sample.Unsure("searching for the pulse");
    }
    if (strength < STRENGTH_MIN) {
      return new Sample.Unsure("weak signal");
    }
    if (saturation == 0 || saturation == SATURATION_NONE || pulse == 0) {
      return new Sample.Unsure("no value yet");
    }
    return new Sample.Values(saturation, pulse, false);
  }
}
