package org.healthhut.simulator.device.wireless;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;

/**
 * Numbers and times as medical devices write them.
 *
 * <p>SFLOAT: 4 bits of exponent to the base 10, 12 bits of mantissa, both signed. FLOAT: 8 and 24.
 * Source: protocols/ble-gatt.md, "Medical numbers"; GATT has the low byte first, IEEE 11073 the
 * high byte.
 */
final class Numbers {
  /** SFLOATs that are no numbers. */
  static final int NAN = 0x07FF;

  static final int PLUS_INFINITY = 0x07FE;
  static final int MINUS_INFINITY = 0x0802;

  /** A FLOAT that is no number. */
  static final int FLOAT_NAN = 0x007FFFFF;

  private static final int MANTISSA_MAX = 0x7FD;
  private static final int FLOAT_MANTISSA_MAX = 0x7FFFFD;

  private Numbers() {}

  static int sfloat(BigDecimal value) {
    return ((exponent(value) << 12) & 0xF000) | (mantissa(value, MANTISSA_MAX) & 0x0FFF);
  }

  static int floating(BigDecimal value) {
    return (exponent(value) << 24) | (mantissa(value, FLOAT_MANTISSA_MAX) & 0x00FFFFFF);
  }

  private static int exponent(BigDecimal value) {
    return -value.scale();
  }

  private static int mantissa(BigDecimal value, int max) {
    var mantissa = value.unscaledValue();
    if (mantissa.abs().compareTo(BigInteger.valueOf(max)) > 0) {
      throw new IllegalArgumentException(
          "no room for a number of " + value.precision() + " digits");
    }
    return mantissa.intValueExact();
  }

  static Bytes little(int number, int bytes) {
    var out = Bytes.EMPTY;
    for (int i = 0; i < bytes; i++) {
      out = out.plus(Bytes.of((number >> (8 * i)) & 0xFF));
    }
    return out;
  }

  static Bytes big(int number, int bytes) {
    var out = Bytes.EMPTY;
    for (int i = bytes - 1; i >= 0; i--) {
      out = out.plus(Bytes.of((number >> (8 * i)) & 0xFF));
    }
    return out;
  }

  /** Year (2, low byte first), month, day, hour, minute, second. */
  static Bytes dateTime(LocalDateTime at) {
    return little(at.getYear(), 2)
        .plus(
            Bytes.of(
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond()));
  }

  /** Decimal digits in pairs: century, year, month, day, hour, minute, second, hundredths. */
  static Bytes decimalTime(LocalDateTime at) {
    return Bytes.of(
        pair(at.getYear() / 100),
        pair(at.getYear() % 100),
        pair(at.getMonthValue()),
        pair(at.getDayOfMonth()),
        pair(at.getHour()),
        pair(at.getMinute()),
        pair(at.getSecond()),
        0);
  }

  private static int pair(int number) {
    return ((number / 10) << 4) | (number % 10);
  }
}
