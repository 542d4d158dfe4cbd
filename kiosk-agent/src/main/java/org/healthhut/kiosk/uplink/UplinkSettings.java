package org.healthhut.kiosk.uplink;

import java.time.Duration;
import org.healthhut.wire.Batch;

/**
 * The bounds of an uplink.
 *
 * @param batchesMax batches sent and not acknowledged
 * @param recordsMax records in those batches
 * @param batchBytesMax sealed bytes in one batch; a single larger record travels alone
 * @param ackLimit without progress for so long, everything unacknowledged is sent again
 * @param resendsMax after so many times without progress the connection is made anew
 * @param connectLimit an attempt that takes longer is given up
 * @param backoffMin first ceiling of the random wait before the next attempt; doubles each time
 * @param backoffMax last ceiling
 * @param stable a connection that lasted so long brings the ceiling back to the first
 */
public record UplinkSettings(
    int batchesMax,
    int recordsMax,
    int batchBytesMax,
    Duration ackLimit,
    int resendsMax,
    Duration connectLimit,
    Duration backoffMin,
    Duration backoffMax,
    Duration stable) {
  public UplinkSettings {
    if (batchesMax < 1 || recordsMax < 1 || batchBytesMax < 1 || resendsMax < 0) {
      throw new IllegalArgumentException("an uplink's bounds are positive");
    }
    if (!backoffMin.isPositive()
        || backoffMax.compareTo(backoffMin) < 0
        || !ackLimit.isPositive()
        || !connectLimit.isPositive()) {
      throw new IllegalArgumentException("an uplink's times are positive, its backoff rises");
    }
  }

  public static UplinkSettings usual() {
    return new UplinkSettings(
        16,
        16 * Batch.ENTRIES_MAX,
        1 << 16,
        Duration.ofSeconds(15),
        3,
        Duration.ofSeconds(20),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1));
  }

  public UplinkSettings withWindow(int batches, int records) {
    return new UplinkSettings(
        batches,
        records,
        batchBytesMax,
        ackLimit,
        resendsMax,
        connectLimit,
        backoffMin,
        backoffMax,
        stable);
  }

  /** For a line that is slower. */
  UplinkSettings withLine(int batches, int batchBytes, Duration limit) {
    return new UplinkSettings(
        batches,
        recordsMax,
        batchBytes,
        limit,
        resendsMax,
        connectLimit,
        backoffMin,
        backoffMax,
        stable);
  }
}
