package org.healthhut.device.hx711;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the 24 bits of one conversion mean (hx711.md, Code to number). */
sealed interface Hx711Code {
  /** Two's complement, neither saturated nor one of the two that a broken line reads as. */
  record Counts(int counts) implements Hx711Code {}

  /** 7FFFFF: above full scale, an error and no weight. */
  record Above() implements Hx711Code {}

  /** 800000: below full scale, an error and no weight. */
  record Below() implements Hx711Code {}

  /**
   * FFFFFF, −1, is also what a converter without power or in mid-reset reads as. Nothing is lost by
   * leaving it out: no two conversions of a live bridge are the same to the last bit.
   */
  record AllOnes() implements Hx711Code {}

  /** 000000 is also what a line stuck low reads as. */
  record AllZeros() implements Hx711Code {}

  int CODE_MAX = 0xFFFFFF;

  /**
   * What a conversion says.
   *
   * @param bits as clocked out, first bit highest, 0 to {@link #CODE_MAX}
   */
  static Hx711Code of(int bits) {
    return switch (bits) {
      case 0x7FFFFF -> new Above();
      case 0x800000 -> new Below();
      case CODE_MAX -> new AllOnes();
      case 0 -> new AllZeros();
      default -> new Counts(bits < 0x800000 ? bits : bits - 0x1000000);
    };
  }

  /** Kilograms to two decimals (hx711.md, Calibration: raw 4936893 → 65.40 kg). */
  static BigDecimal kg(BigDecimal counts, BigDecimal zero, BigDecimal countsPerKg) {
    return counts.subtract(zero).divide(countsPerKg, 2, RoundingMode.HALF_UP);
  }
}
