package org.healthhut.district.ask;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what the record has of one resident, all of it as of one moment. What is in quarantine is
 * no part of the record, and so are readings of guests. Where a kiosk assessed a session, the
 * session's value stands for its readings.
 */
final class Histories {
  /**
   * Of each kind the newest few; what is of two kinds comes twice. Of each visit and kind the last
   * assessment counts, at the time of its last reading; what an earlier one looked at is no reading
   * by itself either. A seq is a reading's or an assessment's, never both.
   */
  private static final String RECENT =
      """
      with session as (
        select a.kiosk, a.epoch, a.seq,
          coalesce((select max(r.effective_at) from reading r
            where (r.kiosk, r.epoch, r.visit) = (a.kiosk, a.epoch, a.visit)
              and r.number = any (a.from_readings)), e.at) as effective_at,
          array(select distinct unnest(r.flags) from reading r
            where (r.kiosk, r.epoch, r.visit) = (a.kiosk, a.epoch, a.visit)
              and r.number = any (a.from_readings)) as flags
        from visit w join assessment a using (kiosk, epoch, visit)
        join entry e on (e.kiosk, e.epoch, e.seq) = (a.kiosk, a.epoch, a.seq)
        where w.resident = :resident and not exists (select from assessment n
          where (n.kiosk, n.epoch, n.visit, n.kind) = (a.kiosk, a.epoch, a.visit, a.kind)
            and n.seq > a.seq))
      select r.kiosk, r.epoch, r.seq, r.effective_at, r.flags, v.metric, v.comparator, v.value, v.unit
      from unnest(:kinds::text[]) k (metric)
      cross join lateral (
        (select one.kiosk, one.epoch, one.seq, one.effective_at, one.flags from reading one
        where one.resident = :resident
          and exists (select from reading_value of
            where (of.kiosk, of.epoch, of.seq, of.metric)
              = (one.kiosk, one.epoch, one.seq, k.metric))
          and not exists (select from assessment a
            join assessment_value of using (kiosk, epoch, seq)
            where (a.kiosk, a.epoch, a.visit) = (one.kiosk, one.epoch, one.visit)
              and one.number = any (a.from_readings || a.left_out) and of.metric = k.metric)
        order by one.effective_at desc, one.kiosk, one.epoch, one.seq desc limit :each)
        union all
        (select s.kiosk, s.epoch, s.seq, s.effective_at, s.flags from session s
        where exists (select from assessment_value of
            where (of.kiosk, of.epoch, of.seq, of.metric) = (s.kiosk, s.epoch, s.seq, k.metric)))
        order by effective_at desc, kiosk, epoch, seq desc limit :each) r
      cross join lateral (
        select of.metric, of.comparator, of.value, of.unit from reading_value of
        where (of.kiosk, of.epoch, of.seq) = (r.kiosk, r.epoch, r.seq)
        union all
        select of.metric, of.comparator, of.value, of.unit from assessment_value of
        where (of.kiosk, of.epoch, of.seq) = (r.kiosk, r.epoch, r.seq)) v
      order by r.effective_at desc, r.kiosk, r.epoch, r.seq desc\
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate reading;

  Histories(DataSource database) {
    this.jdbc = JdbcClient.create(database);
    this.reading = new TransactionTemplate(new DataSourceTransactionManager(database));
    reading.setReadOnly(true);
    reading.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
  }

  /** Empty when nobody of this number was ever here. */
  Optional<UUID> resident(IdentityNumber number) {
    return jdbc.sql("select id from resident where document_type = '01' and document_number = ?")
        .param(number.reveal())
        .query(UUID.class)
        .optional();
  }

  Answer of(UUID resident) {
    return Objects.requireNonNull(
        reading.execute(_ ->
            jdbc.sql(
                    """
                    select r.name, r.sex, extract(year from r.born)::integer as born, r.doctor,
                      (select case when c.given then c.version end from consent c
                       where c.resident = r.id order by c.at desc limit 1) as consent
                    from resident r where r.id = ?\
                    """)
                .param(resident)
                .query((row, _) -> answer(row, recent(resident)))
                .single()));
  }

  private static Answer answer(ResultSet row, List<Answer.Past> recent) throws SQLException {
    return new Answer(
        true,
        masked(row.getString("name")),
        switch (row.getInt("sex")) {
          case 1 -> "male";
          case 2 -> "female";
          default -> null;
        },
        row.getInt("born"),
        row.getString("doctor"),
        row.getString("consent"),
        recent);
  }

  /** The first character and the last, of two the first: {@code 王*明}, {@code 王*}. */
  static @Nullable String masked(@Nullable String name) {
    if (name == null) {
      return null;
    }
    var characters = name.codePoints().toArray();
    int shownLast = characters.length > 2 ? 1 : 0;
    return new String(characters, 0, 1)
        + "*".repeat(Math.clamp(characters.length - 1 - shownLast, 1, 3))
        + new String(characters, characters.length - shownLast, shownLast);
  }

  /** The key of a reading or an assessment in the record. */
  private record Key(String kiosk, String epoch, long seq) {}

  private record Row(Instant at, Set<Flag> flags, Map<Metric, Quantity> values) {}

  private List<Answer.Past> recent(UUID resident) {
    var rows = new LinkedHashMap<Key, Row>();
    jdbc.sql(RECENT)
        .param("kinds", Answer.KINDS.stream().map(Metric::key).toArray(String[]::new))
        .param("resident", resident)
        .param("each", Answer.EACH_MAX)
        .query(row -> {
          var key = new Key(row.getString(1), row.getString(2), row.getLong(3));
          var one = rows.get(key);
          if (one == null) {
            one = new Row(row.getTimestamp(4).toInstant(), flags(row), new EnumMap<>(Metric.class));
            rows.put(key, one);
          }
          one.values().put(metric(row), quantity(row));
        });
    var recent = new ArrayList<Answer.Past>();
    rows.values().forEach(row -> recent.add(new Answer.Past(row.at(), row.values(), row.flags())));
    return recent;
  }

  private static Set<Flag> flags(ResultSet row) throws SQLException {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (var key : (String[]) row.getArray("flags").getArray()) {
      flags.add(known(Flag.ofKey(key), key));
    }
    return flags;
  }

  private static Metric metric(ResultSet row) throws SQLException {
    return known(Metric.ofKey(row.getString("metric")), row.getString("metric"));
  }

  private static Quantity quantity(ResultSet row) throws SQLException {
    return new Quantity(
        known(Comparator.ofSign(row.getString("comparator")), row.getString("comparator")),
        row.getBigDecimal("value"),
        known(Unit.ofUcum(row.getString("unit")), row.getString("unit")));
  }

  private static <T> T known(Optional<T> code, String key) {
    return code.orElseThrow(() -> new IllegalStateException("the record holds a code " + key));
  }
}
