package org.healthhut.wire;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;

/**
 * The district's public key, which a kiosk seals to: JWE with ECDH-ES on P-256 and A256GCM. What is
 * sealed can be read by the district alone, not by the kiosk itself.
 */
public final class DistrictKey {
  private final String keyId;
  private final Function<Bytes, String> sealing;

  private DistrictKey(String keyId, Function<Bytes, String> sealing) {
    this.keyId = keyId;
    this.sealing = sealing;
  }

  /** A key that seals in another way, which {@link DistrictKeys#of} undoes. */
  public static DistrictKey of(String keyId, Function<Bytes, String> sealing) {
    return new DistrictKey(keyId, sealing);
  }

  /**
   * Reads a JSON Web Key.
   *
   * @throws IllegalArgumentException when it is no public P-256 key with a {@code kid}; the message
   *     says what is wrong and holds nothing of the key
   */
  public static DistrictKey parse(String jwk) {
    ECKey key;
    try {
      key = ECKey.parse(jwk);
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON Web Key of an elliptic curve", e);
    }
    if (key.isPrivate()) {
      throw new IllegalArgumentException(
          "this is the district's private key, which must never be on a kiosk; use the public one");
    }
    if (!Curve.P_256.equals(key.getCurve())) {
      throw new IllegalArgumentException("the key's curve must be P-256");
    }
    if (key.getKeyID() == null) {
      throw new IllegalArgumentException("the key has no kid");
    }
    return new DistrictKey(key.getKeyID(), content -> jwe(key, content));
  }

  public String keyId() {
    return keyId;
  }

  /**
   * Seals who a resident is, bound to the token of one visit so that it opens for no other.
   *
   * @return a compact JWE
   */
  public String sealIdentity(Identity identity, String token) {
    return seal(Codec.identity(identity, token));
  }

  String seal(Bytes content) {
    return sealing.apply(content);
  }

  private static String jwe(ECKey key, Bytes content) {
    var header =
        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
            .keyID(key.getKeyID())
            .build();
    var jwe = new JWEObject(header, new Payload(content.toArray()));
    try {
      jwe.encrypt(new ECDHEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot seal to key " + key.getKeyID(), e);
    }
    return jwe.serialize();
  }
}
