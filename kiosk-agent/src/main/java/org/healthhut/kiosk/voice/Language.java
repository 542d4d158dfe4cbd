package org.healthhut.kiosk.voice;

import java.util.Arrays;
import java.util.Optional;

/** The languages the kiosk speaks; the code names a folder of clips. */
public enum Language {
  CHINESE("zh"),
  ENGLISH("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  static Optional<Language> ofCode(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
