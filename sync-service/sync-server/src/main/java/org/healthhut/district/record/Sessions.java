package org.healthhut.district.record;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Questions to what kiosks derived; of each visit and kind the last assessment counts. */
@Repository
class Sessions {
  private static final String SESSION =
      """
      select a.kiosk, a.epoch, a.visit, coalesce(t.at, e.at), a.kind, a.rules, a.protocol,
        a.classes, a.from_readings, a.left_out, a.marks, a.meal,
        array(select array[v.metric, v.comparator, v.value::text, v.unit] from assessment_value v
          where (v.kiosk, v.epoch, v.seq) = (a.kiosk, a.epoch, a.seq))
      from assessment a join entry e using (kiosk, epoch, seq)
      left join lateral (select max(r.effective_at) from reading r
        where (r.kiosk, r.epoch, r.visit) = (a.kiosk, a.epoch, a.visit)
          and r.number = any (a.from_readings)) t(at) on true
      where not exists (select from assessment n
        where (n.kiosk, n.epoch, n.visit, n.kind) = (a.kiosk, a.epoch, a.visit, a.kind)
          and n.seq > a.seq) and %s\
      """;

  private final JdbcClient jdbc;

  Sessions(DataSource database) {
    this.jdbc = JdbcClient.create(database);
  }

  /** The newest of a resident, newest first. Their time is that of their last reading. */
  List<SessionView> ofResident(UUID resident, int limit) {
    return jdbc.sql(
            SESSION.formatted(
                    "(a.kiosk, a.epoch, a.visit) in"
                        + " (select kiosk, epoch, visit from visit where resident = ?)")
                + " order by 4 desc, a.kiosk, a.epoch, a.seq desc limit ?")
        .params(resident, limit)
        .query((row, _) -> session(row))
        .list();
  }

  /** In the order in which they were made. */
  List<SessionView> ofVisit(VisitName visit) {
    return jdbc.sql(
            SESSION.formatted("a.kiosk = ? and a.epoch = ? and a.visit = ?") + " order by a.seq")
        .params(visit.kiosk(), visit.epoch(), visit.visit())
        .query((row, _) -> session(row))
        .list();
  }

  private static SessionView session(ResultSet row) throws SQLException {
    var values = new TreeMap<String, ReadingView.Value>();
    for (var value : (Object[]) row.getArray(13).getArray()) {
      var part = (String[]) value;
      values.put(
          part[0],
          new ReadingView.Value(part[1], new BigDecimal(part[2]).toPlainString(), part[3], ""));
    }
    return new SessionView(
        new VisitName(row.getString(1), row.getString(2), row.getString(3)),
        row.getTimestamp(4).toInstant(),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        values,
        List.of((String[]) row.getArray(8).getArray()),
        List.of((Integer[]) row.getArray(9).getArray()),
        List.of((Integer[]) row.getArray(10).getArray()),
        List.of((String[]) row.getArray(11).getArray()),
        row.getString(12));
  }
}
