package org.healthhut.district.ingest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.healthhut.wire.Boot;

/**
 * What arrived together and is committed together.
 *
 * @param findings at least one, of this boot, numbered without a gap
 */
record Arrival(Boot boot, List<Finding> findings, Instant at) {
  Arrival {
    findings = List.copyOf(findings);
  }

  String kiosk() {
    return boot.kiosk().value();
  }

  String epoch() {
    return boot.epoch();
  }

  long first() {
    return findings.getFirst().source().seq();
  }

  long last() {
    return findings.getLast().source().seq();
  }

  /** {@link #at} as the columns {@code received_at}, {@code first_seen} and the like take it. */
  OffsetDateTime receivedAt() {
    return Sql.timestamp(at);
  }
}
