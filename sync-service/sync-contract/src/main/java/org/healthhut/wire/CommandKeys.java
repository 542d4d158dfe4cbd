package org.healthhut.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The public keys whose commands a kiosk carries out, by key id: several, so that one can follow
 * another. Without any, a kiosk carries out none.
 */
public final class CommandKeys {
  static final JOSEObjectType TYPE = new JOSEObjectType("hut-command+jws");

  /** Longer than any command; longer input is not looked at. */
  public static final int JWS_MAX = 1 << 17;

  public static final CommandKeys NONE = new CommandKeys(Map.of());

  private final Map<String, ECKey> byId;

  private CommandKeys(Map<String, ECKey> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads a JSON Web Key Set.
   *
   * @throws IllegalArgumentException when it is no set of public P-256 keys, each with a {@code
   *     kid}; the message says what is wrong and holds nothing of a key
   */
  public static CommandKeys parse(String jwkSet) {
    var byId = new HashMap<String, ECKey>();
    try {
      for (var jwk : JWKSet.parse(jwkSet).getKeys()) {
        if (!(jwk instanceof ECKey key)
            || key.isPrivate()
            || key.getKeyID() == null
            || !Curve.P_256.equals(key.getCurve())) {
          throw new IllegalArgumentException(
              "every key of the set must be a public P-256 key with a kid");
        }
        byId.put(key.getKeyID(), key);
      }
    } catch (ParseException _) {
      throw new IllegalArgumentException("not a JSON Web Key Set");
    }
    if (byId.isEmpty()) {
      throw new IllegalArgumentException("the key set is empty");
    }
    return new CommandKeys(byId);
  }

  public boolean isNone() {
    return byId.isEmpty();
  }

  /**
   * The order that was signed. Broken when it was not signed by one of these keys, newer when it
   * was and tells of a command that this version does not know.
   */
  public Opened<Order> verify(String jws) {
    if (jws.length() > JWS_MAX) {
      return new Opened.Broken<>("too long");
    }
    try {
      var parsed = JWSObject.parse(jws);
      var header = parsed.getHeader();
      // Before a key is looked at: a header must not choose how it is verified.
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm()) || !TYPE.equals(header.getType())) {
        return new Opened.Broken<>("not a command");
      }
      var key = header.getKeyID() == null ? null : byId.get(header.getKeyID());
      if (key == null) {
        return new Opened.Broken<>("signed with an unknown key");
      }
      if (!parsed.verify(new ECDSAVerifier(key))) {
        return new Opened.Broken<>("the signature is wrong");
      }
      return order(parsed.getPayload().toJSONObject());
    } catch (ParseException | JOSEException | RuntimeException _) {
      // The library stumbles over some headers, as it does with JWE.
      return new Opened.Broken<>("not a command");
    }
  }

  private static Opened<Order> order(Map<String, Object> payload) {
    try {
      var kind = text(payload, "kind");
      var field = Command.field(kind);
      var command = Command.of(kind, field.isPresent() ? text(payload, field.get()) : "");
      if (command.isEmpty()) {
        return new Opened.Newer<>("unknown command");
      }
      return new Opened.Valid<>(
          new Order(
              new KioskId(text(payload, "kiosk")),
              number(payload, "number"),
              Instant.parse(text(payload, "issued")),
              Instant.parse(text(payload, "expires")),
              command.get()));
    } catch (DateTimeException _) {
      return new Opened.Broken<>("a field is missing or wrong");
    } catch (IllegalArgumentException _) {
      return new Opened.Broken<>("a field holds what it must not");
    }
  }

  private static long number(Map<String, Object> payload, String name) {
    if (payload.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(name + " is missing");
  }

  private static String text(Map<String, Object> payload, String name) {
    if (payload.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " is missing");
  }
}
