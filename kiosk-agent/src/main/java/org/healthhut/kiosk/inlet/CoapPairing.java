package org.healthhut.kiosk.inlet;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the paired meters' keys, and counts who else knocks. */
final class CoapPairing implements AdvancedPskStore {
  private static final Logger log = LoggerFactory.getLogger(CoapPairing.class);

  private final Map<String, MeterPorts.Meter> meters;
  private final AtomicLong strangers = new AtomicLong();

  CoapPairing(Map<String, MeterPorts.Meter> meters) {
    this.meters = meters;
  }

  @Override
  public boolean hasEcdhePskSupported() {
    return true;
  }

  @Override
  public PskSecretResult requestPskSecretResult(
      ConnectionId connection,
      @Nullable ServerNames serverNames,
      PskPublicInformation identity,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte[] seed,
      boolean useExtendedMasterSecret) {
    var meter = meters.get(identity.getPublicInfoAsString());
    if (meter == null) {
      stranger();
      return new PskSecretResult(connection, identity, null);
    }
    return new PskSecretResult(
        connection,
        identity,
        SecretUtil.create(meter.key().secret().toArray(), PskSecretResult.ALGORITHM_PSK));
  }

  /** Told at the 1st, 2nd, 4th, 8th …: whoever knocks all day fills no log. */
  private void stranger() {
    long count = strangers.incrementAndGet();
    if (Long.bitCount(count) == 1) {
      log.atWarn().addKeyValue("count", count).log("meter.notPaired");
    }
  }

  @Override
  public @Nullable PskPublicInformation getIdentity(
      InetSocketAddress peer, @Nullable ServerNames virtualHost) {
    return null;
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    // The answers are there at once.
  }
}
