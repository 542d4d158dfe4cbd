package org.healthhut.device.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.healthhut.device.gatt.MedicalNumber.Special;
import org.healthhut.device.gatt.MedicalNumber.Value;
import org.junit.jupiter.api.Test;

final class MedicalNumberTest {
  @Test
  void readsTheExamplesOfTheNote() {
    assertEquals(value("131"), MedicalNumber.ofSfloat(0x0083));
    assertEquals(value("17.5"), MedicalNumber.ofSfloat(0xF0AF));
    assertEquals(value("0.00142"), MedicalNumber.ofSfloat(0xB08E));
    assertEquals(value("36.6"), MedicalNumber.ofFloat(0xFF00_016E));
  }

  @Test
  void knowsTheShortPatternsThatAreNoNumber() {
    assertEquals(Special.NOT_A_NUMBER, MedicalNumber.ofSfloat(0x07FF));
    assertEquals(Special.NOT_AT_THIS_RESOLUTION, MedicalNumber.ofSfloat(0x0800));
    assertEquals(Special.POSITIVE_INFINITY, MedicalNumber.ofSfloat(0x07FE));
    assertEquals(Special.NEGATIVE_INFINITY, MedicalNumber.ofSfloat(0x0802));
    assertEquals(Special.RESERVED, MedicalNumber.ofSfloat(0x0801));
  }

  @Test
  void knowsTheLongPatternsThatAreNoNumber() {
    assertEquals(Special.NOT_A_NUMBER, MedicalNumber.ofFloat(0x007F_FFFF));
    assertEquals(Special.NOT_AT_THIS_RESOLUTION, MedicalNumber.ofFloat(0x0080_0000));
    assertEquals(Special.POSITIVE_INFINITY, MedicalNumber.ofFloat(0x007F_FFFE));
    assertEquals(Special.NEGATIVE_INFINITY, MedicalNumber.ofFloat(0x0080_0002));
    assertEquals(Special.RESERVED, MedicalNumber.ofFloat(0x0080_0001));
  }

  /** Every number there is, written by its mantissa and exponent, comes back; five do not. */
  @Test
  void readsEveryShortPattern() {
    int special = 0;
    for (int exponent = -8; exponent <= 7; exponent++) {
      for (int mantissa = -2048; mantissa <= 2047; mantissa++) {
        int bits = (exponent & 0xF) << 12 | (mantissa & 0xFFF);
        if (exponent == 0 && (mantissa >= 2046 || mantissa <= -2046)) {
          special++;
          assertEquals(Special.class, MedicalNumber.ofSfloat(bits).getClass(), "bits " + bits);
        } else {
          assertEquals(
              new Value(new BigDecimal(mantissa + "E" + exponent)),
              MedicalNumber.ofSfloat(bits),
              "bits " + bits);
        }
      }
    }
    assertEquals(5, special);
  }

  @Test
  void readsAnyLongNumberAsItWasWritten() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new SplittableRandom(seed);
      int exponent = random.nextInt(-128, 128);
      int mantissa = random.nextInt(-8_388_605, 8_388_606);
      assertEquals(
          new Value(new BigDecimal(mantissa + "E" + exponent)),
          MedicalNumber.ofFloat(exponent << 24 | (mantissa & 0xFF_FFFF)),
          "seed " + seed);
    }
  }

  private static Value value(String number) {
    return new Value(new BigDecimal(number));
  }
}
