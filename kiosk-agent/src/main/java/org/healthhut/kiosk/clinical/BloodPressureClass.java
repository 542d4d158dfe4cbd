package org.healthhut.kiosk.clinical;

/**
 * The office classes of the Chinese guideline (1.1), lowest first, with the hint of low pressure
 * where neither number is raised.
 */
public enum BloodPressureClass {
  LOW("BP-LOW"),
  NORMAL("BP-N"),
  HIGH_NORMAL("BP-HN"),
  GRADE_1("BP-1"),
  GRADE_2("BP-2"),
  GRADE_3("BP-3");

  private final String code;

  BloodPressureClass(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** 140/90 or above. */
  public boolean raised() {
    return compareTo(GRADE_1) >= 0;
  }
}
