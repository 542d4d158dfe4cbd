package org.healthhut.kiosk.clinical;

/** What to know about a blood pressure beside its class. */
public enum BloodPressureTag {
  /** Systolic 140 or above with diastolic below 90 (单纯收缩期). */
  ISOLATED_SYSTOLIC("BP-ISH"),
  /** Diastolic 90 or above with systolic below 140 (单纯舒张期). */
  ISOLATED_DIASTOLIC("BP-IDH"),
  /** Systolic below 90. */
  LOW_SYSTOLIC("BP-LOW-S"),
  /** Diastolic below 60, however high the systolic is. */
  LOW_DIASTOLIC("BP-LOW-D");

  private final String code;

  BloodPressureTag(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
