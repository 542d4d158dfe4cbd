package org.healthhut.kiosk.voice;

/**
 * Whole numbers, one clip each: put together of digits they would not sound like speech. Decimals
 * are two of them with {@code point} between.
 */
public final class Numbers {
  /** The highest blood pressure and pulse that are ever read out are below. */
  static final int MAX = 299;

  private static final String[] DIGITS = {
    "ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"
  };

  private Numbers() {}

  /** The clip of a number. */
  public static String id(int number) {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("there are clips for 0.." + MAX + ", not " + number);
    }
    return "n-" + number;
  }

  static Prompt prompt(int number) {
    var text = Integer.toString(number);
    return new Prompt(id(number), text, pinyin(number), text);
  }

  /** 一百零五, 一百一十, 十五: a ten says its 一 only behind a hundred. */
  static String pinyin(int number) {
    if (number < 10) {
      return DIGITS[number];
    }
    if (number < 20) {
      return "shi2" + unit(number % 10);
    }
    if (number < 100) {
      return DIGITS[number / 10] + " shi2" + unit(number % 10);
    }
    var hundreds = (number < 200 ? "yi4" : DIGITS[number / 100]) + " bai3";
    int rest = number % 100;
    if (rest == 0) {
      return hundreds;
    }
    return rest < 10
        ? hundreds + " ling2 " + DIGITS[rest]
        : hundreds + " " + DIGITS[rest / 10] + " shi2" + unit(rest % 10);
  }

  private static String unit(int digit) {
    return digit == 0 ? "" : " " + DIGITS[digit];
  }
}
