package org.healthhut.district.record;

/** What was measured, in words. */
public final class KindWords {
  private KindWords() {}

  public static String of(String kind) {
    return switch (kind) {
      case "bloodPressure" -> "血压";
      case "glucose" -> "血糖";
      case "bodySize" -> "身高体重";
      case "oxygenSaturation" -> "血氧";
      case "temperature" -> "体温";
      default -> kind;
    };
  }

  static String english(String kind) {
    return switch (kind) {
      case "bloodPressure" -> "Blood pressure";
      case "glucose" -> "Glucose";
      case "bodySize" -> "Body size";
      case "oxygenSaturation" -> "Oxygen saturation";
      case "temperature" -> "Temperature";
      default -> "";
    };
  }

  /** Why a reading was not used; a word of a later rule set stays as it is. */
  static String leftOut(String why) {
    return switch (why) {
      case "moved" -> "测量时有移动";
      case "cuffLoose" -> "袖带偏松";
      case "bodyPosition" -> "姿势不对";
      case "notLast" -> "取后两次平均";
      case "implausible" -> "数值不合常理";
      default -> why;
    };
  }
}
