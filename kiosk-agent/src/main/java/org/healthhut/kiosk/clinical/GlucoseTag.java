package org.healthhut.kiosk.clinical;

/** What to know about a glucose value beside its class. */
public enum GlucoseTag {
  /** Below 3.0. */
  LEVEL_2("G-LO2"),
  /** 3.9 or below, 16.7 or above. */
  CRITICAL("G-CRIT"),
  /** 11.1 or above without knowing the meal: no class, but a doctor should see it. */
  SEE_DOCTOR("G-SEE");

  private final String code;

  GlucoseTag(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
