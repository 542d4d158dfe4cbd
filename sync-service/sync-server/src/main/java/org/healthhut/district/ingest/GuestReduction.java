package org.healthhut.district.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.healthhut.district.record.TakeAways;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reduces the visits of guests that nobody claimed in time, and forgets take-away codes that open
 * nothing any more. The time runs from when a visit's beginning arrived, so that what an offline
 * kiosk brings late can be claimed too, or from when its last code was given. Several instances may
 * do this at once.
 */
public final class GuestReduction {
  private static final int BATCH_MAX = 500;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public GuestReduction(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
  }

  private record Due(String kiosk, String epoch, String visit) {}

  /** How many visits were reduced. */
  public int reduce(Instant now) {
    int reduced = 0;
    List<Due> due;
    do {
      due = due(now.minus(TakeAways.GOOD_FOR));
      int before = reduced;
      for (var one : due) {
        reduced += reduce(one, now) ? 1 : 0;
      }
      // What others claim or reduce meanwhile is not due the next time.
      if (reduced == before) {
        break;
      }
    } while (due.size() == BATCH_MAX);
    jdbc.update(
        "delete from take_away where given_at <= ?", Sql.timestamp(now.minus(TakeAways.GOOD_FOR)));
    return reduced;
  }

  private List<Due> due(Instant before) {
    return jdbc.query(
        """
        select v.kiosk, v.epoch, v.visit from visit v
        join entry e on (e.kiosk, e.epoch, e.seq) = (v.kiosk, v.epoch, v.began_seq)
        where v.subject = 'guest' and v.reduced_at is null and e.received_at <= ?
          and not exists (select from take_away t
            where (t.kiosk, t.epoch, t.visit) = (v.kiosk, v.epoch, v.visit) and t.given_at > ?)
        order by v.kiosk, v.epoch, v.visit limit ?\
        """,
        (row, _) -> new Due(row.getString(1), row.getString(2), row.getString(3)),
        Sql.timestamp(before),
        Sql.timestamp(before),
        BATCH_MAX);
  }

  private boolean reduce(Due due, Instant now) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          jdbc.query(
              "select from kiosk_epoch where kiosk = ? and epoch = ? for update",
              _ -> {},
              due.kiosk(),
              due.epoch());
          return new GuestRows(jdbc, due.kiosk(), due.epoch())
              .reduce(due.visit(), Sql.timestamp(now));
        }));
  }

  /** How often it is worth asking. */
  public static final Duration EVERY = Duration.ofMinutes(10);
}
