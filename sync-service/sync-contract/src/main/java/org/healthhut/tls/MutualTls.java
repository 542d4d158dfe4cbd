package org.healthhut.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Builds TLS contexts that show a certificate and trust one authority and nobody else. */
public final class MutualTls {
  /** The only protocol version either side speaks. */
  public static final String PROTOCOL = "TLSv1.3";

  private MutualTls() {}

  /**
   * A context from PEM text, as {@link Credentials#parse} takes it.
   *
   * @throws IllegalArgumentException when one of them cannot be used; the message says which and
   *     holds nothing of the key
   */
  public static SSLContext context(String authorities, String chain, String privateKey) {
    return context(Credentials.parse(authorities, chain, privateKey));
  }

  /**
   * A context from what has been read already.
   *
   * @throws IllegalArgumentException when certificate and key do not fit together
   */
  public static SSLContext context(Credentials credentials) {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (var certificate : credentials.authorities()) {
        trusted.setCertificateEntry("authority-" + number++, certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);

      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "own", credentials.key(), new char[0], credentials.chain().toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, new char[0]);

      var context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("certificate and private key do not fit together", e);
    }
  }
}
