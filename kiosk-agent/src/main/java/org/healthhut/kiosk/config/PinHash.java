package org.healthhut.kiosk.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.healthhut.bytes.Bytes;

/**
 * A PIN of 8 digits as {@code kiosk.yaml} has it: {@code pbkdf2:ITERATIONS:SALT:HASH}, salt and
 * hash in hexadecimal digits, the hash by PBKDF2 with HMAC-SHA-256.
 *
 * <p>A PIN this short can be found by whoever has the file and a few days: the hash keeps it from
 * being read over a shoulder or out of a backup, the lock of the page keeps it from being tried.
 */
public record PinHash(int iterations, Bytes salt, Bytes hash) {
  public static final int SALT_BYTES = 16;
  static final String ALLOWED = "what the command pin prints, as pbkdf2:200000:…";

  private static final int ITERATIONS = 200_000;
  private static final int ITERATIONS_MIN = 100_000;

  /** Some ten seconds on a small kiosk. */
  private static final int ITERATIONS_MAX = 2_000_000;

  private static final Pattern TEXT =
      Pattern.compile("pbkdf2:([1-9][0-9]{5,6}):([0-9a-f]{32}):([0-9a-f]{64})");
  private static final Pattern PIN = Pattern.compile("[0-9]{8}");
  private static final Pattern ONE_DIGIT = Pattern.compile("(.)\\1*");
  private static final int HASH_BITS = 256;

  /** Why {@code pin} is none; empty when it can be used. */
  public static Optional<String> mistake(String pin) {
    if (!PIN.matcher(pin).matches()) {
      return Optional.of("a PIN is 8 digits");
    }
    boolean counted = "0123456789012345678".contains(pin) || "9876543210987654321".contains(pin);
    return ONE_DIGIT.matcher(pin).matches() || counted
        ? Optional.of("this PIN would be tried first; take another")
        : Optional.empty();
  }

  /**
   * Hashes a PIN.
   *
   * @param salt 16 bytes drawn for this PIN alone
   */
  public static PinHash of(String pin, Bytes salt) {
    return of(pin, salt, ITERATIONS);
  }

  /** As above, for a hash that is quicker to try; below 100000 no configuration takes it. */
  public static PinHash of(String pin, Bytes salt, int iterations) {
    return new PinHash(iterations, salt, derived(pin, salt, iterations));
  }

  /** Empty when {@code text} is not what {@link #text} answers. */
  public static Optional<PinHash> parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(matcher.group(1));
    return iterations >= ITERATIONS_MIN && iterations <= ITERATIONS_MAX
        ? Optional.of(
            new PinHash(iterations, Bytes.hex(matcher.group(2)), Bytes.hex(matcher.group(3))))
        : Optional.empty();
  }

  /** As it is written into the configuration. */
  public String text() {
    return "pbkdf2:" + iterations + ":" + plain(salt) + ":" + plain(hash);
  }

  /** Takes about as long for a wrong PIN as for the right one, on purpose long. */
  public boolean matches(String pin) {
    return MessageDigest.isEqual(derived(pin, salt, iterations).toArray(), hash.toArray());
  }

  private static String plain(Bytes bytes) {
    return bytes.hex().replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static Bytes derived(String pin, Bytes salt, int iterations) {
    var spec = new PBEKeySpec(pin.toCharArray(), salt.toArray(), iterations, HASH_BITS);
    try {
      return Bytes.copyOf(
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "PinHash[hidden]";
  }
}
