package org.healthhut.device;

/**
 * What went wrong, in one vocabulary that drivers, screens and virtual devices share. The code is
 * what a resident reads out on the phone.
 */
public enum Fault {
  /** The device said that it failed and not why. */
  MEASUREMENT_FAILED("BP-00"),
  CUFF_LOOSE("BP-01"),
  MOVEMENT("BP-02"),
  NO_PULSE("BP-03"),
  OVER_PRESSURE("BP-04"),
  IRREGULAR_PULSE("BP-05"),
  SILENT("DV-01"),
  BAD_DATA("DV-02"),
  IMPLAUSIBLE("DV-03"),
  BUSY_OR_BATTERY("DV-04"),
  CALIBRATION_EXPIRED("DV-05"),
  NOT_OF_THIS_VISIT("DV-06"),
  /** The device says that its own hardware is broken. */
  SENSOR("DV-07"),
  /** The test strip is used, damaged or not one of this meter's. */
  STRIP("GL-01"),
  TOO_LITTLE_BLOOD("GL-02"),
  /** The device is too cold or too hot to measure. */
  TEMPERATURE("GL-03"),
  /** No finger in the clip, or none the light can be seen through. */
  NO_FINGER("OX-01"),
  CARD_UNREADABLE("ID-01"),
  /** More than the scale can carry. */
  OVERLOAD("WT-01"),
  /** The empty scale does not show zero. */
  NOT_ZERO("WT-02");

  private final String code;

  Fault(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
