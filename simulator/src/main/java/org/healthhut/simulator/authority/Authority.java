package org.healthhut.simulator.authority;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues certificates for one bench: elliptic curve P-256, one authority, a leaf for each machine.
 * Its own private key lives as long as the object; who needs another leaf later makes a new
 * authority.
 */
public final class Authority {
  private static final Duration VALID = Duration.ofDays(825);
  private static final Duration CLOCK_SLACK = Duration.ofDays(1);

  private final InstantSource clock;
  private final RandomGenerator random;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** A new authority called {@code name}. */
  public Authority(String name, InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.keys = newKeys();
    var self = new X500Name("CN=" + name);
    this.certificate = sign(self, self, keys.getPublic(), keys.getPrivate(), true, List.of());
  }

  /** The authority's certificate, for those who are to trust it. */
  public String certificatePem() {
    return pem(certificate);
  }

  /**
   * A certificate for the machine {@code commonName}, which may be reached by {@code hosts} (names
   * or addresses; none for a machine that only ever calls).
   */
  public Credential issue(String commonName, List<String> hosts) {
    var leaf = newKeys();
    var names =
        hosts.stream()
            .map(host ->
                new GeneralName(
                    host.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName,
                    host))
            .toList();
    var signed =
        sign(
            new X500Name(certificate.getSubjectX500Principal().getName()),
            new X500Name("CN=" + commonName),
            leaf.getPublic(),
            keys.getPrivate(),
            false,
            names);
    return new Credential(pem(signed), pem(leaf.getPrivate()));
  }

  private X509Certificate sign(
      X500Name issuer,
      X500Name subject,
      PublicKey subjectKey,
      PrivateKey issuerKey,
      boolean authority,
      List<GeneralName> names) {
    var now = clock.instant();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              serial(),
              Date.from(now.minus(CLOCK_SLACK)),
              Date.from(now.plus(VALID)),
              subject,
              subjectKey);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign the certificate of " + subject, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write an extension", e);
    }
  }

  private BigInteger serial() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).max(BigInteger.ONE);
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot generate a P-256 key", e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that does not encode", e);
    }
  }

  private static String pem(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String type, byte[] content) {
    var out = new StringWriter();
    out.append("-----BEGIN ").append(type).append("-----\n");
    out.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    out.append("\n-----END ").append(type).append("-----\n");
    return out.toString();
  }

  /** A certificate and its private key, both PEM. Prints neither. */
  public record Credential(String certificatePem, String privateKeyPem) {
    @Override
    public String toString() {
      return "Credential[" + HexFormat.of().toHexDigits(certificatePem.hashCode()) + "]";
    }
  }
}
