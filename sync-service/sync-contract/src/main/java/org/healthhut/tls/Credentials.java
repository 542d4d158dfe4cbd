package org.healthhut.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one machine shows the others, and whom it trusts.
 *
 * @param authorities the certificates to trust
 * @param chain our own certificate first, then those that lead to the authority
 * @param key the private key of the first of {@code chain}
 */
public record Credentials(
    List<X509Certificate> authorities, List<X509Certificate> chain, PrivateKey key)
    implements Proof {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  public Credentials {
    authorities = List.copyOf(authorities);
    chain = List.copyOf(chain);
  }

  /**
   * From PEM text.
   *
   * @param privateKey PKCS #8, elliptic curve or RSA, not encrypted
   * @throws IllegalArgumentException when one of them cannot be used; the message says which and
   *     holds nothing of the key
   */
  public static Credentials parse(String authorities, String chain, String privateKey) {
    return new Credentials(
        certificates("the authority's certificate", authorities),
        certificates("the certificate", chain),
        key(privateKey));
  }

  /** Whether the key is on an elliptic curve, the only kind that our DTLS takes. */
  public boolean ellipticCurve() {
    return key instanceof ECKey;
  }

  private static List<X509Certificate> certificates(String what, String pem) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (found.isEmpty()) {
        throw new IllegalArgumentException(what + " is empty: no BEGIN CERTIFICATE in it");
      }
      return found.stream().map(X509Certificate.class::cast).toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(what + " is not an X.509 certificate in PEM form", e);
    }
  }

  private static PrivateKey key(String pem) {
    var matcher = PRIVATE_KEY.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "the private key is not PKCS #8 in PEM form (-----BEGIN PRIVATE KEY-----)");
    }
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
      try {
        return KeyFactory.getInstance("EC").generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        return KeyFactory.getInstance("RSA").generatePrivate(spec);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "certificate and private key do not fit together: the key cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
  }
}
