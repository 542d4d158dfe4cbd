package org.healthhut.device.gatt;

import java.math.BigDecimal;

/**
 * A number as medical devices write it: a signed mantissa and a signed power of ten, or one of a
 * few patterns that say why there is no number (ble-gatt.md, Medical numbers).
 */
public sealed interface MedicalNumber {
  /**
   * A number.
   *
   * @param number with as many decimals as the device wrote
   */
  record Value(BigDecimal number) implements MedicalNumber {}

  /** No number at all. What a device shows for these is words, never digits. */
  enum Special implements MedicalNumber {
    NOT_A_NUMBER,
    /** A value there is, and not one of this resolution. */
    NOT_AT_THIS_RESOLUTION,
    POSITIVE_INFINITY,
    NEGATIVE_INFINITY,
    RESERVED
  }

  /** 16 bits: the upper 4 are the exponent, the lower 12 the mantissa, both signed. */
  static MedicalNumber ofSfloat(int bits) {
    int exponent = signed(bits >> 12, 4);
    int mantissa = signed(bits, 12);
    return exponent == 0 ? ofMantissa(mantissa, 0x7FF) : value(mantissa, exponent);
  }

  /** 32 bits: the upper 8 are the exponent, the lower 24 the mantissa, both signed. */
  static MedicalNumber ofFloat(int bits) {
    int exponent = bits >> 24;
    int mantissa = signed(bits, 24);
    return exponent == 0 ? ofMantissa(mantissa, 0x7F_FFFF) : value(mantissa, exponent);
  }

  /** The patterns without a number lie at both ends of the mantissas of exponent 0. */
  private static MedicalNumber ofMantissa(int mantissa, int largest) {
    if (mantissa == largest) {
      return Special.NOT_A_NUMBER;
    }
    if (mantissa == largest - 1) {
      return Special.POSITIVE_INFINITY;
    }
    return switch (mantissa + largest + 1) {
      case 0 -> Special.NOT_AT_THIS_RESOLUTION;
      case 1 -> Special.RESERVED;
      case 2 -> Special.NEGATIVE_INFINITY;
      default -> value(mantissa, 0);
    };
  }

  private static Value value(int mantissa, int exponent) {
    return new Value(BigDecimal.valueOf(mantissa, -exponent));
  }

  private static int signed(int bits, int width) {
    int unused = Integer.SIZE - width;
    return bits << unused >> unused;
  }
}
