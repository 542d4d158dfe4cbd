package org.healthhut.kiosk.config;

import java.util.List;

/** A configuration that cannot be used, with every mistake in it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> mistakes;

  ConfigException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One line each: file, line, field, what is allowed and what is there. */
  public List<String> mistakes() {
    return mistakes;
  }
}
