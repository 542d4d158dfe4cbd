package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.Proof;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.KioskId;

/** How a kiosk speaks CoAP and DTLS 1.2 to its one peer: few threads, forward secret suites. */
final class CoapDtls {
  /** Californium logs whole messages; what matters is logged here. Held, or forgotten. */
  private static final Logger CALIFORNIUM = Logger.getLogger("org.eclipse.californium");

  static {
    CALIFORNIUM.setLevel(Level.OFF);
  }

  /** With DTLS's own 80 bytes below the 1280 that every path carries. */
  private static final int BLOCK_BYTES = 1024;

  private static final int PEERS_MAX = 4;

  /** The kiosk uses the district's connection id and needs none itself. */
  private static final int CONNECTION_ID_BYTES = 0;

  private CoapDtls() {}

  /**
   * A started endpoint on any free port.
   *
   * @param bodyBytesMax of a message either way
   */
  static CoapEndpoint open(KioskId kiosk, Proof proof, int bodyBytesMax) throws IOException {
    var configuration =
        new Configuration(
                SystemConfig.DEFINITIONS,
                UdpConfig.DEFINITIONS,
                CoapConfig.DEFINITIONS,
                DtlsConfig.DEFINITIONS)
            .set(CoapConfig.MAX_ACTIVE_PEERS, PEERS_MAX)
            .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES)
            .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, bodyBytesMax)
            .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
            .set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY)
            .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
            .set(DtlsConfig.DTLS_MAX_CONNECTIONS, PEERS_MAX)
            .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_CIPHER_SUITES, List.of(suite(proof)));
    var dtls = DtlsConnectorConfig.builder(configuration).setAddress(new InetSocketAddress(0));
    switch (proof) {
      case Credentials own -> {
        dtls.setCertificateIdentityProvider(
            new SingleCertificateProvider(
                own.key(), own.chain().toArray(X509Certificate[]::new), CertificateType.X_509));
        dtls.setAdvancedCertificateVerifier(
            StaticNewAdvancedCertificateVerifier.builder()
                .setTrustedCertificates(own.authorities().toArray(X509Certificate[]::new))
                .build());
      }
      case SharedKey shared ->
          dtls.setAdvancedPskStore(
              new AdvancedSinglePskStore(kiosk.value(), shared.secret().toArray()));
    }
    try {
      var endpoint =
          CoapEndpoint.builder()
              .setConfiguration(configuration)
              .setConnector(new DTLSConnector(dtls.build()))
              .build();
      try {
        endpoint.start();
        return endpoint;
      } catch (IOException e) {
        endpoint.destroy();
        throw e;
      }
    } catch (IllegalStateException e) {
      throw new IOException(
          "certificate or key cannot be used for DTLS: "
              + e.getMessage()
              + "; give the kiosk one for an elliptic curve key and for use as a client",
          e);
    }
  }

  private static CipherSuite suite(Proof proof) {
    return switch (proof) {
      case Credentials _ -> CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
      case SharedKey _ -> CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256;
    };
  }
}
