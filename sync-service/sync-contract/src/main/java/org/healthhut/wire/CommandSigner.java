package org.healthhut.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The district's private key for commands: JWS with ES256. It exists on the server alone.
 *
 * <pre>
 * header   {alg: ES256, kid, typ: hut-command+jws}
 * payload  {kiosk, number, issued, expires, kind, key | text}   times as ISO 8601
 * </pre>
 */
public final class CommandSigner {
  private final ECKey key;

  private CommandSigner(ECKey key) {
    this.key = key;
  }

  /**
   * Reads a JSON Web Key.
   *
   * @throws IllegalArgumentException when it is no private P-256 key with a {@code kid}; the
   *     message holds nothing of it
   */
  public static CommandSigner parse(String jwk) {
    try {
      var key = ECKey.parse(jwk);
      if (!key.isPrivate() || key.getKeyID() == null || !Curve.P_256.equals(key.getCurve())) {
        throw new IllegalArgumentException("the key must be a private P-256 key with a kid");
      }
      return new CommandSigner(key);
    } catch (ParseException _) {
      // The library's message may repeat what it read.
      throw new IllegalArgumentException("not a JSON Web Key of an elliptic curve");
    }
  }

  /** A new private key, as JSON: for setting up a district. */
  public static String generate(String keyId) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(keyId)
          .keyUse(KeyUse.SIGNATURE)
          .generate()
          .toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot generate a P-256 key", e);
    }
  }

  public String keyId() {
    return key.getKeyID();
  }

  /** The public half in a set of its own, as JSON for {@link CommandKeys#parse}. */
  public String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString(true);
  }

  /** The order as a compact JWS. */
  public String sign(Order order) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("kiosk", order.kiosk().value());
    payload.put("number", order.number());
    payload.put("issued", order.issuedAt().toString());
    payload.put("expires", order.expiresAt().toString());
    payload.put("kind", order.command().kind());
    var field = Command.field(order.command().kind());
    order.command().content().ifPresent(text -> payload.put(field.orElseThrow(), text));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(key.getKeyID())
            .type(CommandKeys.TYPE)
            .build();
    var jws = new JWSObject(header, new Payload(payload));
    try {
      jws.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with key " + key.getKeyID(), e);
    }
    return jws.serialize();
  }
}
