package org.healthhut.kiosk.clinical;

/** The states of 2.1 as a kiosk may name them, lowest first. */
public enum GlucoseClass {
  /** 3.9 or below: whether diabetes is known, and with it which line holds, a kiosk cannot tell. */
  LOW("G-LO"),
  NORMAL("G-N"),
  /** 空腹血糖受损, fasting only. */
  IMPAIRED_FASTING("G-IFG"),
  /** 糖耐量减低, two hours after a meal only. */
  IMPAIRED_TOLERANCE("G-IGT"),
  DIABETES_RANGE("G-DM");

  private final String code;

  GlucoseClass(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
