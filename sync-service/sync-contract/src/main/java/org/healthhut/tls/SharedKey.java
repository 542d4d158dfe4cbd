package org.healthhut.tls;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/** A secret that two machines share instead of certificates (RFC 4279). Never prints itself. */
public record SharedKey(Bytes secret) implements Proof {
  private static final int BYTES_MIN = 16;
  private static final int BYTES_MAX = 64;

  /** What {@link #parse} takes, for messages. */
  public static final String ALLOWED =
      BYTES_MIN + " to " + BYTES_MAX + " bytes in hexadecimal digits";

  private static final Pattern SHAPE =
      Pattern.compile("([0-9A-Fa-f]{2}){" + BYTES_MIN + "," + BYTES_MAX + "}");

  /**
   * From hexadecimal digits, as {@code openssl rand -hex 32} makes them.
   *
   * @throws IllegalArgumentException when it is something else; the message holds nothing of it
   */
  public static SharedKey parse(String text) {
    var digits = text.strip();
    if (!SHAPE.matcher(digits).matches()) {
      throw new IllegalArgumentException("a shared key has " + ALLOWED);
    }
    return new SharedKey(Bytes.hex(digits));
  }

  @Override
  public String toString() {
    return "SharedKey[hidden]";
  }
}
