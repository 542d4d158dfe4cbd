package org.healthhut.person;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;

/**
 * A resident identity number after GB 11643: six digits of area, eight of birth date, three of
 * order (odd for men) and a check character.
 *
 * <p>A right check character proves that the number was typed right, and no more.
 */
public final class IdentityNumber {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final int AGE_MAX = 120;

  private final String digits;
  private final LocalDate born;

  private IdentityNumber(String digits, LocalDate born) {
    this.digits = digits;
    this.born = born;
  }

  /** What came of reading a typed number: always exactly one of these. */
  public sealed interface Parsed {
    record Valid(IdentityNumber number) implements Parsed {}

    record Invalid(Mistake mistake) implements Parsed {}
  }

  /** What is wrong with a typed number, for the person who typed it. */
  public enum Mistake {
    /** Not 18 characters, or others than digits and a last X. */
    SHAPE,
    /** The birth date does not exist, lies ahead, or makes the person older than 120. */
    BIRTH_DATE,
    /** The last character does not fit the other 17. */
    CHECK_CHARACTER
  }

  /** Reads {@code typed}, white space and a small x allowed, on the day {@code today}. */
  public static Parsed parse(String typed, LocalDate today) {
    String digits = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    if (!digits.matches("[1-9][0-9]{16}[0-9X]")) {
      return new Parsed.Invalid(Mistake.SHAPE);
    }
    LocalDate born;
    try {
      born =
          LocalDate.of(
              Integer.parseInt(digits.substring(6, 10)),
              Integer.parseInt(digits.substring(10, 12)),
              Integer.parseInt(digits.substring(12, 14)));
    } catch (DateTimeException _) {
      return new Parsed.Invalid(Mistake.BIRTH_DATE);
    }
    if (born.isAfter(today) || Period.between(born, today).getYears() > AGE_MAX) {
      return new Parsed.Invalid(Mistake.BIRTH_DATE);
    }
    if (checkCharacter(digits) != digits.charAt(17)) {
      return new Parsed.Invalid(Mistake.CHECK_CHARACTER);
    }
    return new Parsed.Valid(new IdentityNumber(digits, born));
  }

  private static char checkCharacter(String digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (digits.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  /** All 18 characters. For sealing and for the district's record; never for a log. */
  public String reveal() {
    return digits;
  }

  public LocalDate born() {
    return born;
  }

  public int ageOn(LocalDate day) {
    return Period.between(born, day).getYears();
  }

  public boolean male() {
    return (digits.charAt(16) - '0') % 2 == 1;
  }

  /** All but the last two characters hidden. */
  public String masked() {
    return "•".repeat(16) + digits.substring(16);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentityNumber that && digits.equals(that.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return "IdentityNumber[hidden]";
  }
}
