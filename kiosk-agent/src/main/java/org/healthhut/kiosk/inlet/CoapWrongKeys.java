package org.healthhut.kiosk.inlet;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.dtls.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts messages of a handshake that names a paired meter and was made with another key: each that
 * could not be decrypted, repetitions among them. Nothing answers them.
 */
final class CoapWrongKeys implements ConnectionListener {
  private static final Logger log = LoggerFactory.getLogger(CoapWrongKeys.class);

  private final AtomicLong count = new AtomicLong();

  long count() {
    return count.get();
  }

  /** Told at the 1st, 2nd, 4th, 8th …: whoever knocks all day fills no log. */
  @Override
  public boolean onConnectionMacError(Connection connection) {
    var handshake = connection.getOngoingHandshake();
    if (handshake != null && handshake.getSession().getPeerIdentity() != null) {
      long now = count.incrementAndGet();
      if (Long.bitCount(now) == 1) {
        log.atWarn()
            .addKeyValue("meter", handshake.getSession().getPeerIdentity().getName())
            .addKeyValue("count", now)
            .log("meter.wrongKey");
      }
    }
    return false;
  }

  @Override
  public void onConnectionEstablished(Connection connection) {}

  @Override
  public void onConnectionRemoved(Connection connection) {}

  @Override
  public boolean onConnectionUpdatesSequenceNumbers(
      Connection connection, boolean writeSequenceNumber) {
    return false;
  }

  @Override
  public void beforeExecution(Connection connection) {}

  @Override
  public void updateExecution(Connection connection) {}

  @Override
  public void afterExecution(Connection connection) {}
}
