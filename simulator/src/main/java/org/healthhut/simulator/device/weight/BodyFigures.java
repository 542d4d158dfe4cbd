package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What an analyser of body composition adds to weight, height and fat. The formulas are guesses
 * that give the figures of tanita.md's examples 1 and 3.
 */
record BodyFigures(double kg, double heightCm, double fatPercent, int age) {
  double fatKg() {
    return kg * fatPercent / 100;
  }

  double leanKg() {
    return kg - fatKg();
  }

  double boneKg() {
    return leanKg() * 0.054;
  }

  double muscleKg() {
    return leanKg() - boneKg();
  }

  double waterKg() {
    return leanKg() * 0.72;
  }

  double waterPercent() {
    return 100 * Math.rint(waterKg() * 10) / 10 / kg;
  }

  /** The weight of a body mass index of 22. */
  double standardKg() {
    return 22 * heightCm * heightCm / 10_000;
  }

  double obesityPercent() {
    return 100 * (kg - standardKg()) / standardKg();
  }

  double kilocalories() {
    return leanKg() * 29.16;
  }

  double kilojoules() {
    return Math.rint(kilocalories()) * 4.184;
  }

  int metabolicAge() {
    return Math.max(5, age - 6);
  }

  /** One decimal, as its number is written where nothing pads it. */
  static String tenths(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  static String whole(double value) {
    return BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }
}
