package org.healthhut.district.care;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who asked to be contacted, and what a kiosk found urgent. */
@Repository("tasks")
public class Tasks {
  private static final String TASK =
      """
      select t.id, t.kind, t.about, t.why, t.symptoms, t.kiosk, t.raised_at, t.received_at,
        t.handled_by, t.handled_at, w.resident,
        array(select string_agg(v.comparator || v.value, '/' order by v.metric desc)
          from reading r join reading_value v using (kiosk, epoch, seq)
          where (r.kiosk, r.epoch, r.visit) = (t.kiosk, t.epoch, t.visit)
            and r.number = any (t.readings) and v.metric = any (case t.about
              when 'bloodPressure' then array['systolic', 'diastolic'] else array[t.about] end)
          group by r.seq order by r.seq)
      from task t join visit w using (kiosk, epoch, visit) \
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Tasks(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /** How many nobody has handled; for a page that only points at them. */
  public long open() {
    return count("");
  }

  /** How many of them are urgent. */
  public long urgent() {
    return count(" and kind = 'alert'");
  }

  private long count(String condition) {
    return jdbc.sql("select count(*) from task where handled_at is null" + condition)
        .query(Long.class)
        .single();
  }

  /** Newest arrivals first, whatever a kiosk's clock says. */
  List<Task> open(int limit) {
    return jdbc.sql(
            TASK + "where t.handled_at is null order by t.received_at desc, t.id desc limit ?")
        .param(limit)
        .query((row, _) -> task(row))
        .list();
  }

  List<Task> handled(int limit) {
    return jdbc.sql(
            TASK + "where t.handled_at is not null order by t.handled_at desc, t.id desc limit ?")
        .param(limit)
        .query((row, _) -> task(row))
        .list();
  }

  Optional<Task> one(long id) {
    return jdbc.sql(TASK + "where t.id = ?").param(id).query((row, _) -> task(row)).optional();
  }

  /** Whether nobody had handled it before. */
  boolean handle(long id, String account) {
    return jdbc.sql(
                "update task set handled_by = ?, handled_at = ? where id = ? and handled_at is null")
            .params(account, clock.instant().atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  private static Task task(ResultSet row) throws SQLException {
    @Nullable Timestamp handledAt = row.getTimestamp(10);
    return new Task(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        List.of((String[]) row.getArray(5).getArray()),
        row.getString(6),
        row.getTimestamp(7).toInstant(),
        row.getTimestamp(8).toInstant(),
        row.getString(9),
        handledAt == null ? null : handledAt.toInstant(),
        row.getObject(11, UUID.class),
        List.of((String[]) row.getArray(12).getArray()));
  }
}
