package org.healthhut.district.ingest;

import java.util.List;
import org.healthhut.district.fleet.Gaps;
import org.healthhut.wire.Ack;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far a kiosk's epoch has come: the tables {@code kiosk} and {@code kiosk_epoch}. */
final class Numbering {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  Numbering(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /**
   * What was held before this arrival.
   *
   * @param through the highest unbroken number
   * @param highest the highest number that arrived; above {@code through} when there is a gap
   * @param isNew this epoch was not known
   * @param others how many epochs of the kiosk were known, this one left out
   * @param later how many of them began after this one
   */
  record Held(long through, long highest, boolean isNew, int others, int later) {}

  /** Until the transaction ends, nobody else writes for this kiosk. */
  Held lock() {
    jdbc.update(
        """
        insert into kiosk (id, first_seen, last_contact) values (?, ?, ?)
        on conflict (id) do update
          set last_contact = greatest(kiosk.last_contact, excluded.last_contact)\
        """,
        arrival.kiosk(),
        arrival.receivedAt(),
        arrival.receivedAt());
    return Sql.one(
        jdbc.query(
            """
            insert into kiosk_epoch (kiosk, epoch, first_seen, last_seen) values (?, ?, ?, ?)
            on conflict (kiosk, epoch) do update
              set last_seen = greatest(kiosk_epoch.last_seen, excluded.last_seen)
            returning through, highest, xmax = 0,
              (select count(*) from kiosk_epoch o
                where o.kiosk = kiosk_epoch.kiosk and o.epoch <> kiosk_epoch.epoch),
              (select count(*) from kiosk_epoch o
                where o.kiosk = kiosk_epoch.kiosk and o.first_seen > kiosk_epoch.first_seen)\
            """,
            (row, _) ->
                new Held(
                    row.getLong(1),
                    row.getLong(2),
                    row.getBoolean(3),
                    row.getInt(4),
                    row.getInt(5)),
            arrival.kiosk(),
            arrival.epoch(),
            arrival.receivedAt(),
            arrival.receivedAt()));
  }

  /** Counts in what of the arrival is new, and answers it. */
  Ack advance(Held held, EntryRows.Fresh fresh, List<Ack.Refusal> refused) {
    long highest = Math.max(held.highest(), arrival.last());
    long through =
        arrival.first() <= held.through() + 1
            ? Math.max(held.through(), arrival.last())
            : held.through();
    if (through < highest) {
      through = Gaps.endOfRunAfter(jdbc, arrival.kiosk(), arrival.epoch(), through);
    }
    jdbc.update(
        """
        update kiosk_epoch
        set through = ?, highest = ?, received = received + ?, lost = lost - ?
        where kiosk = ? and epoch = ?\
        """,
        through,
        highest,
        fresh.findings().size(),
        fresh.found(),
        arrival.kiosk(),
        arrival.epoch());
    return new Ack(arrival.epoch(), through, through < highest ? through + 1 : null, refused);
  }
}
