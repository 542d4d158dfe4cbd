package org.healthhut.wire;

import java.util.regex.Pattern;

/**
 * The name of a kiosk: 1 to 32 small letters, digits and dashes, a letter or digit first. It stands
 * in topics, certificates and logs, so it names a machine and never a place or a person.
 */
public record KioskId(String value) {
  /** What {@link #value} must match, for messages. */
  public static final String ALLOWED = "1 to 32 of a-z, 0-9 and -, not starting with -";

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  public KioskId {
    if (!valid(value)) {
      throw new IllegalArgumentException("a kiosk id is " + ALLOWED + ", not '" + value + "'");
    }
  }

  public static boolean valid(String value) {
    return SHAPE.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
