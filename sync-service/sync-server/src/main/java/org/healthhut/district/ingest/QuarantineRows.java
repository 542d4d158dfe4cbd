package org.healthhut.district.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Ack;
import org.healthhut.wire.KioskId;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an operator is to look at: the table {@code quarantine}. What comes again is kept once. Of
 * an arrival it also remembers what the kiosk is to be told of it.
 */
final class QuarantineRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final Map<Long, String> refused = new TreeMap<>();

  QuarantineRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /** Shows a message that is no batch, and so belongs to no arrival. */
  static void keep(JdbcTemplate jdbc, KioskId kiosk, String why, Bytes message, Instant at) {
    jdbc.update(
        """
        insert into quarantine (kiosk, why, content, bytes, digest, received_at)
        values (?, ?, ?, ?, ?, ?) on conflict do nothing\
        """,
        kiosk.value(),
        why,
        message.toArray(),
        message.length(),
        Sql.digest(message),
        Sql.timestamp(at));
  }

  /**
   * Shows {@code finding}, and tells the kiosk; of several reasons the first.
   *
   * @param withContent when not both are kept elsewhere, the content by its entry and the key by
   *     its boot
   */
  void refuse(Finding finding, String why, boolean withContent) {
    var source = finding.source();
    refused.putIfAbsent(source.seq(), why);
    jdbc.update(
        """
        insert into quarantine (kiosk, epoch, seq, boot, why, sealed_key, content, bytes, digest,
          received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
        """,
        arrival.kiosk(),
        arrival.epoch(),
        source.seq(),
        arrival.boot().id(),
        why,
        withContent ? arrival.boot().sealedKey() : null,
        withContent ? source.sealed().toArray() : null,
        source.sealed().length(),
        Sql.digest(source.sealed()),
        arrival.receivedAt());
  }

  /** What is held and was refused when it came is refused again, in the same words. */
  void recall() {
    jdbc.query(
        """
        select seq, why from quarantine join entry using (kiosk, epoch, seq, boot, digest)
        where kiosk = ? and epoch = ? and seq between ? and ? order by id\
        """,
        row -> {
          refused.putIfAbsent(row.getLong(1), row.getString(2));
        },
        arrival.kiosk(),
        arrival.epoch(),
        arrival.first(),
        arrival.last());
  }

  /** What {@link #refuse} and {@link #recall} found, in the order of numbers. */
  List<Ack.Refusal> refusals() {
    var refusals = new ArrayList<Ack.Refusal>();
    refused.forEach((seq, why) -> refusals.add(new Ack.Refusal(seq, why)));
    return refusals;
  }
}
