package org.healthhut.district.ingest;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/**
 * How the district speaks CoAP and DTLS 1.2: forward secret suites only, everything bounded. Who
 * knocks must show that its address is its own (HelloVerifyRequest) before anything is kept of it.
 */
final class CoapDtls {
  /** Kiosks with a session; one more takes the place of one that was silent for a while. */
  private static final int PEERS_MAX = 8192;

  private static final int STALE_AFTER_SECONDS = 300;

  /** A kiosk's batch is half of it at most; a longer body is answered with 4.13. */
  static final int BODY_BYTES_MAX = 1 << 17;

  /** With DTLS's own 80 bytes below the 1280 that every path carries. */
  private static final int BLOCK_BYTES = 1024;

  /** Between two blocks of a body. */
  private static final int BLOCK_LIFETIME_SECONDS = 60;

  /** A changed address does not end a session, and 6 bytes are enough to tell sessions apart. */
  private static final int CONNECTION_ID_BYTES = 6;

  private CoapDtls() {}

  static Configuration configuration() {
    return new Configuration(
            SystemConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            CoapConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS)
        .set(CoapConfig.MAX_ACTIVE_PEERS, PEERS_MAX)
        .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, BODY_BYTES_MAX)
        .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCK_LIFETIME_SECONDS, TimeUnit.SECONDS)
        // The other deduplicators keep every message for four minutes.
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        // A kiosk is who it is, not where it is: blocks go on from another address.
        .set(CoapConfig.RESPONSE_MATCHING, CoapConfig.MatcherMode.PRINCIPAL_IDENTITY)
        .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, PEERS_MAX)
        .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, STALE_AFTER_SECONDS, TimeUnit.SECONDS)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 2);
  }

  /**
   * @throws IllegalStateException when the certificate cannot be used for it
   */
  static DTLSConnector connector(
      CoapPort port, Configuration configuration, CoapWrongKeys wrongKeys) {
    var suites = new ArrayList<CipherSuite>();
    var builder =
        DtlsConnectorConfig.builder(configuration)
            .setAddress(port.address())
            .setConnectionListener(wrongKeys);
    port.certificate()
        .ifPresent(own -> {
          suites.add(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
          builder.setCertificateIdentityProvider(
              new SingleCertificateProvider(
                  own.key(), own.chain().toArray(X509Certificate[]::new), CertificateType.X_509));
          builder.setAdvancedCertificateVerifier(
              StaticNewAdvancedCertificateVerifier.builder()
                  .setTrustedCertificates(own.authorities().toArray(X509Certificate[]::new))
                  .build());
        });
    if (!port.sharedKeys().isEmpty()) {
      suites.add(CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256);
      var keys = new AdvancedMultiPskStore();
      port.sharedKeys().forEach((kiosk, key) -> keys.setKey(kiosk.value(), key.secret().toArray()));
      builder.setAdvancedPskStore(keys);
    }
    return new DTLSConnector(
        builder.set(DtlsConfig.DTLS_CIPHER_SUITES, List.copyOf(suites)).build());
  }
}
