package org.healthhut.kiosk.outbox;

import java.time.Duration;

/**
 * The bounds of an outbox.
 *
 * @param retention how long records stay on the kiosk's disk after their segment was completed,
 *     even when they are acknowledged; what is not acknowledged stays in any case
 * @param queueMax appends that may wait for the disk; the next one fails
 * @param unindexedMax durable records that may wait in memory for the index; then appends wait, and
 *     fail when it does not get on within seconds
 * @param segmentBytesMax a segment that has reached this is completed
 * @param indexDelay how long a durable record may wait for others before the index follows: each
 *     time costs a commit of some twenty KiB, and a crash meanwhile costs reading the journal again
 * @param limits when the disk counts as full; from the first of them on the retention gives way
 */
public record OutboxSettings(
    Duration retention,
    int queueMax,
    int unindexedMax,
    int segmentBytesMax,
    Duration indexDelay,
    DiskLimits limits) {
  public OutboxSettings {
    if (retention.isNegative()
        || queueMax < 1
        || unindexedMax < 1
        || segmentBytesMax < 1
        || indexDelay.isNegative()) {
      throw new IllegalArgumentException("an outbox's bounds are positive");
    }
  }

  /** An index that follows soon, and the usual limits. */
  public OutboxSettings(Duration retention, int queueMax, int unindexedMax, int segmentBytesMax) {
    this(
        retention,
        queueMax,
        unindexedMax,
        segmentBytesMax,
        Duration.ofMillis(250),
        DiskLimits.usual());
  }

  /** A visit of some minutes makes two or three commits. */
  public static OutboxSettings usual() {
    return new OutboxSettings(
        Duration.ofDays(7), 1024, 4096, 1 << 20, Duration.ofMinutes(2), DiskLimits.usual());
  }

  public OutboxSettings withRetention(Duration retention) {
    return new OutboxSettings(
        retention, queueMax, unindexedMax, segmentBytesMax, indexDelay, limits);
  }

  public OutboxSettings withLimits(DiskLimits limits) {
    return new OutboxSettings(
        retention, queueMax, unindexedMax, segmentBytesMax, indexDelay, limits);
  }
}
