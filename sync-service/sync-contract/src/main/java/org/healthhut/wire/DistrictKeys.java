package org.healthhut.wire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.text.ParseException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.jspecify.annotations.Nullable;

/**
 * The district's private keys, by key id: the current one and those that records still queued on
 * kiosks were sealed to. They exist on the server alone.
 */
public final class DistrictKeys {
  private final Map<String, ECKey> byId;
  private final Function<String, Opened<Bytes>> unsealing;

  private DistrictKeys(Map<String, ECKey> byId, Function<String, Opened<Bytes>> unsealing) {
    this.byId = Map.copyOf(byId);
    this.unsealing = unsealing;
  }

  /** Keys that undo what {@link DistrictKey#of} does; none of them is missing or has an id. */
  public static DistrictKeys of(Function<String, Opened<Bytes>> unsealing) {
    return new DistrictKeys(Map.of(), unsealing);
  }

  /**
   * Reads a JSON Web Key Set of private P-256 keys.
   *
   * @throws IllegalArgumentException when it is none; the message holds nothing of a key
   */
  public static DistrictKeys parse(String jwkSet) {
    var byId = new HashMap<String, ECKey>();
    try {
      for (var jwk : JWKSet.parse(jwkSet).getKeys()) {
        if (!(jwk instanceof ECKey key) || !key.isPrivate() || key.getKeyID() == null) {
          throw new IllegalArgumentException(
              "every key of the set must be a private P-256 key with a kid");
        }
        byId.put(key.getKeyID(), key);
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set", e);
    }
    if (byId.isEmpty()) {
      throw new IllegalArgumentException("the key set is empty");
    }
    return new DistrictKeys(byId, unsealing(byId, null));
  }

  /**
   * The same keys, with {@code curves} in the place of the JDK's arithmetic. Tried on a seal of
   * each key first: were it to fail later, identities that are as they should be would be set
   * aside.
   *
   * @param curves has {@code ECDH}, and a key factory for {@code EC}
   * @throws IllegalArgumentException when it does not open what these keys open
   */
  public DistrictKeys with(Provider curves) {
    if (byId.isEmpty()) {
      throw new IllegalStateException("keys that seal in another way have no curve");
    }
    var with = new DistrictKeys(byId, unsealing(byId, curves));
    for (var keyId : byId.keySet()) {
      var trial = Bytes.utf8(keyId);
      var sealed = DistrictKey.parse(publicKey(keyId)).seal(trial);
      if (!with.unsealing.apply(sealed).equals(new Opened.Valid<>(trial))) {
        throw new IllegalArgumentException(curves.getName() + " does not open seals of " + keyId);
      }
    }
    return with;
  }

  /** A new private key set with one key, as JSON: for setting up a district. */
  public static String generate(String keyId) {
    try {
      var key = new ECKeyGenerator(Curve.P_256).keyID(keyId).keyUse(KeyUse.ENCRYPTION).generate();
      return new JWKSet(key).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot generate a P-256 key", e);
    }
  }

  /** The public half of the key {@code keyId}, as JSON for {@link DistrictKey#parse}. */
  public String publicKey(String keyId) {
    var key = byId.get(keyId);
    if (key == null) {
      throw new IllegalArgumentException("no key " + keyId);
    }
    return key.toPublicJWK().toJSONString();
  }

  /**
   * The id of the district key that {@code boot}'s is sealed to, when it is none of these. Then
   * {@link #open} is broken only for want of it: nothing is wrong with the records.
   */
  public Optional<String> missing(Boot boot) {
    try {
      return Optional.ofNullable(JWEObject.parse(boot.sealedKey()).getHeader().getKeyID())
          .filter(keyId -> !byId.containsKey(keyId));
    } catch (ParseException | RuntimeException _) { // as in unseal: then no key could open it
      return Optional.empty();
    }
  }

  /** The data key that the records of {@code boot} are sealed under. */
  public Opened<BootKey> open(Boot boot) {
    return unsealing.apply(boot.sealedKey()).then(key -> BootKey.of(boot, key));
  }

  /** Who the visit with {@code token} is; broken when it was sealed for another visit. */
  public Opened<Identity> openIdentity(String sealedIdentity, String token, LocalDate today) {
    return unsealing.apply(sealedIdentity).then(content -> Codec.identity(content, token, today));
  }

  /**
   * What {@code kiosk} asks; broken when the question was sealed for another kiosk or another id.
   */
  public Opened<Inquired> openInquiry(KioskId kiosk, Bytes message, LocalDate today) {
    return InquiryCodec.sealedQuestion(message)
        .then(question ->
            unsealing
                .apply(question.sealed())
                .then(content -> InquiryCodec.question(kiosk, question.id(), content, today)));
  }

  /**
   * @param curves null for the JDK's own
   */
  private static Function<String, Opened<Bytes>> unsealing(
      Map<String, ECKey> byId, @Nullable Provider curves) {
    var keys = new HashMap<String, PrivateKey>();
    byId.forEach((keyId, key) -> {
      try {
        var own = key.toECPrivateKey();
        keys.put(
            keyId,
            curves == null
                ? own
                : (PrivateKey) KeyFactory.getInstance("EC", curves).translateKey(own));
      } catch (JOSEException | GeneralSecurityException e) {
        throw new IllegalArgumentException("the key " + keyId + " cannot be used", e);
      }
    });
    return sealed -> unseal(sealed, keys, curves);
  }

  private static Opened<Bytes> unseal(
      String compact, Map<String, PrivateKey> byId, @Nullable Provider curves) {
    try {
      var jwe = JWEObject.parse(compact);
      var keyId = jwe.getHeader().getKeyID();
      if (!JWEAlgorithm.ECDH_ES.equals(jwe.getHeader().getAlgorithm())) {
        return new Opened.Newer<>("sealed with another algorithm");
      }
      var key = keyId == null ? null : byId.get(keyId);
      if (key == null) {
        return new Opened.Broken<>("sealed to a key this district does not have");
      }
      var decrypter = new ECDHDecrypter(key, null, Curve.P_256);
      if (curves != null) {
        decrypter.getJCAContext().setKeyEncryptionProvider(curves);
      }
      jwe.decrypt(decrypter);
      return new Opened.Valid<>(Bytes.copyOf(jwe.getPayload().toBytes()));
    } catch (ParseException _) {
      return new Opened.Broken<>("not a compact JWE");
    } catch (JOSEException _) {
      return new Opened.Broken<>("the seal does not open");
    } catch (RuntimeException _) {
      // The library stumbles over some headers, as one whose epk is no key of a curve.
      return new Opened.Broken<>("the seal cannot be read");
    }
  }
}
