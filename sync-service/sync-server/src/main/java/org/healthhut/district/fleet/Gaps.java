package org.healthhut.district.fleet;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers that are missing below others that arrived. What a kiosk no longer has is missing for
 * ever and keeps everything above it from being acknowledged, until an operator gives it up.
 */
public final class Gaps {
  private static final Logger log = LoggerFactory.getLogger(Gaps.class);
  private static final int SHOWN_MAX = 20;

  /**
   * A kiosk is asked for a gap with every acknowledgement. Once it has been in touch so long after
   * it went past the gap, it has had its chance.
   */
  static final Duration CHANCE = Duration.ofMinutes(10);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  Gaps(DataSource database, InstantSource clock) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.clock = clock;
  }

  /** The first few above {@code through}, in order. */
  List<Numbering.Gap> above(String kiosk, String epoch, long through) {
    return jdbc.query(
        """
        select before + 1, seq - 1, received_at + ? * interval '1 second' <= last_contact from (
          select seq, received_at, lag(seq, 1, ?) over (order by seq) as before from entry
          where kiosk = ? and epoch = ? and seq > ?) numbered
        join kiosk on id = ?
        where seq > before + 1 order by 1 limit ?\
        """,
        (row, _) -> new Numbering.Gap(row.getLong(1), row.getLong(2), row.getBoolean(3)),
        CHANCE.toSeconds(),
        through,
        kiosk,
        epoch,
        through,
        kiosk,
        SHOWN_MAX);
  }

  /**
   * Gives up numbers, so that what is above them can be acknowledged. One that comes all the same
   * is taken in as any other.
   *
   * @param first of a gap that can be closed
   * @param last of its {@link Numbering.Gap#piece}
   * @param noted writes down who does it, in the same transaction
   * @return whether it is done; not when there is no such gap, or its kiosk may still fill it
   */
  boolean close(String kiosk, String epoch, long first, long last, Runnable noted) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> closeNow(kiosk, epoch, first, last, noted)));
  }

  private boolean closeNow(String kiosk, String epoch, long first, long last, Runnable noted) {
    // Nobody takes in a record of this epoch until the transaction ends.
    var through =
        jdbc.queryForList(
            "select through from kiosk_epoch where kiosk = ? and epoch = ? for update",
            Long.class,
            kiosk,
            epoch);
    if (through.isEmpty()
        || above(kiosk, epoch, through.getFirst()).stream()
            .filter(Numbering.Gap::closable)
            .map(Numbering.Gap::piece)
            .noneMatch(piece -> piece.first() == first && piece.last() == last)) {
      return false;
    }
    noted.run();
    jdbc.update(
        """
        insert into entry (kiosk, epoch, seq, kind, received_at)
        select ?, ?, number, 'lost', ? from generate_series(?::bigint, ?::bigint) number\
        """,
        kiosk,
        epoch,
        clock.instant().atOffset(ZoneOffset.UTC),
        first,
        last);
    jdbc.update(
        "update kiosk_epoch set through = ?, lost = lost + ? where kiosk = ? and epoch = ?",
        endOfRunAfter(jdbc, kiosk, epoch, through.getFirst()),
        last - first + 1,
        kiosk,
        epoch);
    log.atWarn()
        .addKeyValue("kiosk", kiosk)
        .addKeyValue("epoch", epoch)
        .addKeyValue("first", first)
        .addKeyValue("last", last)
        .log("gap.closed");
    return true;
  }

  /** The last of the numbers that follow {@code through} without a gap, or itself. */
  public static long endOfRunAfter(JdbcOperations jdbc, String kiosk, String epoch, long through) {
    var end =
        jdbc.queryForObject(
            """
            select case when exists (
                select from entry where kiosk = ? and epoch = ? and seq = ? + 1)
              then (select seq from (
                  select seq, lead(seq) over (order by seq) as next from entry
                  where kiosk = ? and epoch = ? and seq > ?) numbered
                where next is distinct from seq + 1 order by seq limit 1)
              else ? end\
            """,
            Long.class,
            kiosk,
            epoch,
            through,
            kiosk,
            epoch,
            through,
            through);
    if (end == null) {
      throw new IllegalStateException("a run without an end");
    }
    return end;
  }
}
