package org.healthhut.simulator.shell;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options behind a command: {@code --name value} pairs, and flags that stand alone. */
public final class Options {
  private static final String ALONE = "";

  private final Map<String, String> given;
  private final Set<String> asked = new LinkedHashSet<>();

  private Options(Map<String, String> given) {
    this.given = given;
  }

  /**
   * Reads {@code --name value} pairs. A name before another name, or at the end, stands alone.
   *
   * @throws IllegalArgumentException when a value has no name
   */
  public static Options of(List<String> arguments) {
    var given = new LinkedHashMap<String, String>();
    for (int i = 0; i < arguments.size(); i++) {
      var name = arguments.get(i);
      if (!name.startsWith("--")) {
        throw new IllegalArgumentException("expected --name value, found " + name);
      }
      boolean alone = i + 1 == arguments.size() || arguments.get(i + 1).startsWith("--");
      given.put(name.substring(2), alone ? ALONE : arguments.get(++i));
    }
    return new Options(given);
  }

  /**
   * The value of {@code --name}.
   *
   * @throws IllegalArgumentException when it stands alone
   */
  public String text(String name, String otherwise) {
    asked.add(name);
    var text = given.getOrDefault(name, otherwise);
    if (text.equals(ALONE) && given.containsKey(name)) {
      throw new IllegalArgumentException("expected --name value, found --" + name);
    }
    return text;
  }

  /**
   * Whether {@code --name} is there, alone.
   *
   * @throws IllegalArgumentException when it has a value
   */
  public boolean flag(String name) {
    asked.add(name);
    var value = given.get(name);
    if (value != null && !value.equals(ALONE)) {
      throw new IllegalArgumentException("--" + name + " takes no value, has " + value);
    }
    return value != null;
  }

  /**
   * The value of {@code --name} as a number.
   *
   * @throws IllegalArgumentException when it is none from {@code lowest} to {@code highest}
   */
  public int number(String name, int otherwise, int lowest, int highest) {
    var text = text(name, String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(mistake(name, lowest, highest, text), e);
    }
    throw new IllegalArgumentException(mistake(name, lowest, highest, text));
  }

  private static String mistake(String name, int lowest, int highest, String text) {
    return "--%s must be %d..%d, is %s".formatted(name, lowest, highest, text);
  }

  /** Says once everything has been asked for that nothing else may be there. */
  public void requireAllKnown() {
    for (var name : given.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException("unknown option --" + name);
      }
    }
  }
}
