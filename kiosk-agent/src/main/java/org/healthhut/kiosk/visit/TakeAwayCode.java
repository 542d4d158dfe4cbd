package org.healthhut.kiosk.visit;

import java.util.random.RandomGenerator;

/** The code under which a result can be looked at: 24 characters, 119 bits. */
final class TakeAwayCode {
  /** Nothing that can be taken for something else when it is read out. */
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

  private static final int LENGTH = 24;

  private TakeAwayCode() {}

  static String draw(RandomGenerator random) {
    var code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
