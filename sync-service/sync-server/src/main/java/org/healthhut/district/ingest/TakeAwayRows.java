package org.healthhut.district.ingest;

import java.time.Instant;
import java.util.List;
import org.healthhut.district.record.TakeAways;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** Codes under which a visit's results may be looked at: the table {@code take_away}. */
final class TakeAwayRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final EntryRows entries;
  private final QuarantineRows quarantine;

  TakeAwayRows(JdbcTemplate jdbc, Arrival arrival, EntryRows entries, QuarantineRows quarantine) {
    this.jdbc = jdbc;
    this.arrival = arrival;
    this.entries = entries;
    this.quarantine = quarantine;
  }

  /** A code that is held for another visit already opens that one, and is refused. */
  void keep(List<Finding> fresh) {
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.TakeAwayGiven given)) {
        int kept =
            jdbc.update(
                """
                insert into take_away (kiosk, epoch, seq, visit, code_digest, given_at)
                values (?, ?, ?, ?, ?, ?) on conflict (code_digest) do nothing\
                """,
                arrival.kiosk(),
                arrival.epoch(),
                source.seq(),
                given.visit(),
                TakeAways.digest(given.code()),
                Sql.timestamp(givenAt(given.moment())));
        if (kept == 0) {
          entries.keepSealed(finding);
          quarantine.refuse(finding, "the take-away code was given before", false);
        }
      }
    }
  }

  /** A code is never good for longer than a day from now, whatever the kiosk's clock says. */
  private Instant givenAt(Moment moment) {
    boolean believed =
        moment.clock() == ClockTrust.SYNCHRONIZED && moment.at().isBefore(arrival.at());
    return believed ? moment.at() : arrival.at();
  }
}
