package org.healthhut.kiosk.visit;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who has it may see a result, and may claim it for a day: 24 characters, 120 bits, none of which
 * is taken for another when read aloud or copied by hand. To be treated like a password.
 */
public record TakeAwayCode(String text) {
  static final int LENGTH = 24;

  /** Without 0, O, 1 and I. */
  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  public TakeAwayCode {
    if (!valid(text)) {
      throw new IllegalArgumentException("not a take-away code");
    }
  }

  /**
   * A new one.
   *
   * @param random one that nobody can guess the next number of
   */
  public static TakeAwayCode draw(RandomGenerator random) {
    var text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new TakeAwayCode(text.toString());
  }

  public static Optional<TakeAwayCode> parse(String text) {
    return valid(text) ? Optional.of(new TakeAwayCode(text)) : Optional.empty();
  }

  private static boolean valid(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** Says nothing, so that no log line gives a result away. */
  @Override
  public String toString() {
    return "TakeAwayCode";
  }
}
