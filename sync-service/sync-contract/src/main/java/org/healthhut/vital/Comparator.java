package org.healthhut.vital;

import java.util.Arrays;
import java.util.Optional;

/**
 * How the true value stands to the number given, as FHIR's Quantity.comparator says it. A meter's
 * LO or HI is a limit with a comparator and never a plain number.
 */
public enum Comparator {
  EXACTLY(""),
  BELOW("<"),
  ABOVE(">");

  private final String sign;

  Comparator(String sign) {
    this.sign = sign;
  }

  /** Empty for a plain number. */
  public String sign() {
    return sign;
  }

  public static Optional<Comparator> ofSign(String sign) {
    return Arrays.stream(values()).filter(comparator -> comparator.sign.equals(sign)).findFirst();
  }
}
