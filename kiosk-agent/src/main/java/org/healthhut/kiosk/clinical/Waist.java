package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** What a waist says of an adult, lowest first. */
public enum Waist {
  USUAL("WC-N"),
  PRE_CENTRAL_OBESITY("WC-PRE"),
  CENTRAL_OBESITY("WC-OBESE");

  private final String code;

  Waist(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** The class of a waist; empty under 18 years. */
  public static Optional<Waist> assess(BigDecimal cm, Sex sex, OptionalInt ageYears) {
    if (!RuleSet.covers(ageYears)) {
      return Optional.empty();
    }
    int obese =
        switch (sex) {
          case MALE -> 90;
          case FEMALE -> 85;
        };
    if (cm.compareTo(BigDecimal.valueOf(obese)) >= 0) {
      return Optional.of(CENTRAL_OBESITY);
    }
    return Optional.of(
        cm.compareTo(BigDecimal.valueOf(obese - 5)) >= 0 ? PRE_CENTRAL_OBESITY : USUAL);
  }
}
