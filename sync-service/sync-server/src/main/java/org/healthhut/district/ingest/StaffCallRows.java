package org.healthhut.district.ingest;

import java.util.List;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** Calls for a kiosk's staff: the table {@code staff_call}, and an alarm for the operator. */
final class StaffCallRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  StaffCallRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  void keep(List<Finding> fresh) {
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.StaffCalled called)) {
        jdbc.update(
            "insert into staff_call (kiosk, epoch, seq, code, called_at) values (?, ?, ?, ?, ?)",
            arrival.kiosk(),
            arrival.epoch(),
            source.seq(),
            called.code(),
            Sql.timestamp(called.moment().at()));
        Alarms.raise(jdbc, arrival.kiosk(), Alarms.Kind.STAFF_CALLED, called.code(), arrival.at());
      }
    }
  }
}
