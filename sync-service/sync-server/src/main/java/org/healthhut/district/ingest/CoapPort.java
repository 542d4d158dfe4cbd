package org.healthhut.district.ingest;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.SharedKey;
import org.healthhut.wire.KioskId;

/**
 * Where kiosks reach this instance by CoAP over DTLS.
 *
 * @param certificate what this instance shows and whose kiosks it trusts; empty when every kiosk
 *     has a shared key
 * @param sharedKeys of the kiosks that have one instead of a certificate
 * @param workers how many messages are taken in at a time
 */
public record CoapPort(
    InetSocketAddress address,
    Optional<Credentials> certificate,
    Map<KioskId, SharedKey> sharedKeys,
    int workers) {
  public CoapPort {
    sharedKeys = Map.copyOf(sharedKeys);
    if (certificate.isEmpty() && sharedKeys.isEmpty()) {
      throw new IllegalArgumentException("nobody could be let in");
    }
  }
}
