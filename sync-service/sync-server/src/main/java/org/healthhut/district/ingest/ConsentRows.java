package org.healthhut.district.ingest;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What people answered to the question of consent: the table {@code consent_said}. Whose answer it
 * is, the visit knows; the view {@code consent} tells it by resident.
 */
final class ConsentRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  ConsentRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  void keep(List<Finding> fresh) {
    var rows = new ArrayList<Object[]>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.ConsentSaid said)) {
        rows.add(
            new Object[] {
              arrival.kiosk(),
              arrival.epoch(),
              source.seq(),
              said.visit(),
              said.version(),
              said.given(),
              Sql.timestamp(said.moment().at())
            });
      }
    }
    jdbc.batchUpdate(
        """
        insert into consent_said (kiosk, epoch, seq, visit, version, given, said_at)
        values (?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }
}
