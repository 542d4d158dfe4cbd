package org.healthhut.simulator.device.glucose;

import java.util.random.RandomGenerator;

/** Serial numbers of meters that do not exist. */
final class SerialNumbers {
  private SerialNumbers() {}

  /** A serial number of this shape: {@code A} stands for a letter, {@code 9} for a digit. */
  static String like(String shape, RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      switch (c) {
        case 'A' -> text.append((char) ('A' + random.nextInt(26)));
        case '9' -> text.append((char) ('0' + random.nextInt(10)));
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
