package org.healthhut.district;

import java.util.List;

/** Settings that cannot be worked with; every mistake is named, none holds a password or a key. */
final class SettingsException extends RuntimeException {
  private final List<String> mistakes;

  SettingsException(List<String> mistakes) {
    super(String.join("; ", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  List<String> mistakes() {
    return mistakes;
  }
}
