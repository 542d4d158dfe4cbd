package org.healthhut.kiosk.clinical;

/** WS/T 428, lowest first. */
public enum BodyMassClass {
  UNDERWEIGHT("BMI-LOW"),
  NORMAL("BMI-N"),
  OVERWEIGHT("BMI-OVER"),
  OBESE("BMI-OBESE");

  private final String code;

  BodyMassClass(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
