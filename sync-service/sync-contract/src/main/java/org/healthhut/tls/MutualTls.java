package org.healthhut.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Builds TLS contexts that show a certificate and trust one authority and nobody else. */
public final class MutualTls {
  /** The only protocol version either side speaks. */
  public static final String PROTOCOL = "TLSv1.3";

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private MutualTls() {}

  /**
   * A context from PEM text.
   *
   * @param authorities the certificates to trust
   * @param chain our own certificate first, then those that lead to the authority
   * @param privateKey PKCS #8, elliptic curve or RSA, not encrypted
   * @throws IllegalArgumentException when one of them cannot be used; the message says which and
   *     holds nothing of the key
   */
  public static SSLContext context(String authorities, String chain, String privateKey) {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (var certificate : certificates("the authority's certificate", authorities)) {
        trusted.setCertificateEntry("authority-" + number++, certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "own",
          key(privateKey),
          new char[0],
          certificates("the certificate", chain).toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);

      var context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("certificate and private key do not fit together", e);
    }
  }

  private static Collection<? extends Certificate> certificates(String what, String pem) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (found.isEmpty()) {
        throw new IllegalArgumentException(what + " is empty: no BEGIN CERTIFICATE in it");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(what + " is not an X.509 certificate in PEM form", e);
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    var matcher = PRIVATE_KEY.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "the private key is not PKCS #8 in PEM form (-----BEGIN PRIVATE KEY-----)");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    try {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (InvalidKeySpecException _) {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }
  }
}
