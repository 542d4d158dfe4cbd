package org.healthhut.district.ingest;

import java.util.List;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Alert;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a doctor must look after: the table {@code task}. */
final class TaskRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  TaskRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  void keep(List<Finding> fresh) {
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.ContactAsked asked)) {
        contact(source.seq(), asked);
      } else if (finding instanceof Finding.Accepted(var source, Entry.AlertRaised raised)) {
        alert(source.seq(), raised.moment(), raised.visit(), raised.alert());
      }
    }
  }

  /** Asked twice in a visit is one task, since the first time, in whatever order they arrive. */
  private void contact(long seq, Entry.ContactAsked asked) {
    jdbc.update(
        """
        insert into task (kiosk, epoch, seq, visit, kind, about, rules, why, raised_at, received_at)
        values (?, ?, ?, ?, 'contact', '', '', '', ?, ?)
        on conflict (kiosk, epoch, visit) where kind = 'contact' do update
          set seq = excluded.seq, raised_at = excluded.raised_at
          where excluded.seq < task.seq\
        """,
        arrival.kiosk(),
        arrival.epoch(),
        seq,
        asked.visit(),
        Sql.timestamp(asked.moment().at()),
        arrival.receivedAt());
  }

  private void alert(long seq, Moment moment, String visit, Alert alert) {
    jdbc.update(
        """
        insert into task (kiosk, epoch, seq, visit, kind, about, rules, why, symptoms, readings,
          raised_at, received_at) values (?, ?, ?, ?, 'alert', ?, ?, ?, ?, ?, ?, ?)\
        """,
        arrival.kiosk(),
        arrival.epoch(),
        seq,
        visit,
        alert.kind(),
        alert.rules(),
        alert.why(),
        alert.symptoms().toArray(String[]::new),
        alert.readings().toArray(Integer[]::new),
        Sql.timestamp(moment.at()),
        arrival.receivedAt());
  }
}
