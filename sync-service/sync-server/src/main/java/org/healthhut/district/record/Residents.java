package org.healthhut.district.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.healthhut.person.IdentityNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Questions to the record. */
@Repository
public class Residents {
  private static final ZoneId DISTRICT_ZONE = ZoneId.of("Asia/Shanghai");
  private static final String RESIDENT =
      "select r.id, right(r.document_number, 2), r.name, r.sex, r.born, r.last_reading_at, r.doctor"
          + " from resident r ";
  private static final String READING =
      """
      select r.kiosk, r.epoch, r.seq, r.visit, w.subject, d.model, d.name, d.serial,
        r.effective_at, r.clock, r.device_time, r.received_at, r.flags,
        v.metric, v.comparator, v.value, v.unit, v.loinc, r.told_at, r.number,
        (select a.left_out_why[array_position(a.left_out, r.number)] from assessment a
          where (a.kiosk, a.epoch, a.visit) = (r.kiosk, r.epoch, r.visit)
            and r.number = any (a.from_readings || a.left_out) order by a.seq desc limit 1)
      from (%s) r
      join visit w using (kiosk, epoch, visit)
      join device d on d.id = r.device
      join reading_value v on v.kiosk = r.kiosk and v.epoch = r.epoch and v.seq = r.seq
      order by r.%s desc, r.kiosk, r.epoch, r.seq desc\
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Residents(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /**
   * A resident as a page shows them.
   *
   * @param maskedNumber the identity number, all but its last two characters hidden
   */
  public record Resident(
      UUID id,
      String maskedNumber,
      @Nullable String name,
      String sex,
      int age,
      @Nullable Instant lastReadingAt,
      @Nullable String doctor) {

    /** The first character of the name, for lists. */
    public String maskedName() {
      return name == null
          ? "未登记姓名"
          : name.substring(0, name.offsetByCodePoints(0, 1))
              + "＊".repeat(name.length() > 2 ? 2 : 1);
    }

    public String shownName() {
      return name == null ? "未登记姓名" : name;
    }
  }

  /** Those with the newest readings first, at most {@code limit}. */
  List<Resident> newest(int limit) {
    return jdbc.sql(RESIDENT + "order by r.last_reading_at desc nulls last, r.id limit ?")
        .param(limit)
        .query((row, _) -> resident(row))
        .list();
  }

  public List<Resident> among(List<UUID> ids) {
    return jdbc.sql(
            RESIDENT + "where r.id = any (?) order by r.last_reading_at desc nulls last, r.id")
        .param(ids.toArray(UUID[]::new))
        .query((row, _) -> resident(row))
        .list();
  }

  Optional<Resident> one(UUID id) {
    return jdbc.sql(RESIDENT + "where r.id = ?")
        .param(id)
        .query((row, _) -> resident(row))
        .optional();
  }

  /** Notes the family doctor a resident has signed with; nobody when {@code doctor} is empty. */
  void sign(UUID id, String doctor) {
    jdbc.sql("update resident set doctor = nullif(?, '') where id = ?").params(doctor, id).update();
  }

  /** Who is meant by a whole identity number or its last four characters; empty for neither. */
  Optional<List<UUID>> search(String typed, int limit) {
    var today = LocalDate.ofInstant(clock.instant(), DISTRICT_ZONE);
    if (IdentityNumber.parse(typed, today)
        instanceof IdentityNumber.Parsed.Valid(IdentityNumber number)) {
      return Optional.of(
          ids("document_type = '01' and document_number = ?", number.reveal(), limit));
    }
    var lastFour = typed.strip().toUpperCase(Locale.ROOT);
    return lastFour.matches("[0-9]{3}[0-9X]")
        ? Optional.of(ids("right(document_number, 4) = ?", lastFour, limit))
        : Optional.empty();
  }

  private List<UUID> ids(String condition, String value, int limit) {
    return jdbc.sql("select id from resident where " + condition + " order by id limit ?")
        .params(value, limit)
        .query(UUID.class)
        .list();
  }

  /** The newest readings of a resident, newest first. */
  List<ReadingView> readings(UUID resident, int limit) {
    var newest =
        "select * from reading where resident = ?"
            + " order by effective_at desc, kiosk, epoch, seq desc limit ?";
    return jdbc.sql(READING.formatted(newest, "effective_at"))
        .params(resident, limit)
        .query(READINGS);
  }

  /** The readings of a visit, newest first. */
  List<ReadingView> readings(VisitName visit) {
    return jdbc.sql(
            READING.formatted(
                "select * from reading where kiosk = ? and epoch = ? and visit = ?",
                "effective_at"))
        .params(visit.kiosk(), visit.epoch(), visit.visit())
        .query(READINGS);
  }

  /** Readings of guests and of visits whose beginning is missing, newest arrivals first. */
  List<ReadingView> unclaimed(int limit) {
    var newest = "select * from reading where resident is null order by received_at desc limit ?";
    return jdbc.sql(READING.formatted(newest, "received_at")).param(limit).query(READINGS);
  }

  /** Changes whenever a reading or an assessment of the resident is added; says nothing of it. */
  String stamp(UUID resident) {
    return jdbc.sql(
            """
            select count(*) || '-' || coalesce(extract(epoch from max(received_at)), 0) || '-' ||
              (select count(*) from assessment a join visit using (kiosk, epoch, visit)
                where visit.resident = ?)
            from reading where resident = ?\
            """)
        .params(resident, resident)
        .query(String.class)
        .single();
  }

  private Resident resident(ResultSet row) throws SQLException {
    var born = row.getObject(5, LocalDate.class);
    var lastReading = row.getTimestamp(6);
    return new Resident(
        row.getObject(1, UUID.class),
        "•".repeat(16) + row.getString(2),
        row.getString(3),
        switch (row.getInt(4)) {
          case 1 -> "男";
          case 2 -> "女";
          default -> "未说明";
        },
        Period.between(born, LocalDate.ofInstant(clock.instant(), DISTRICT_ZONE)).getYears(),
        lastReading == null ? null : lastReading.toInstant(),
        row.getString(7));
  }

  /** Rows of one reading follow each other. */
  private static final ResultSetExtractor<List<ReadingView>> READINGS =
      rows -> {
        var readings = new ArrayList<ReadingView>();
        boolean more = rows.next();
        while (more) {
          var kiosk = rows.getString(1);
          var epoch = rows.getString(2);
          long seq = rows.getLong(3);
          var values = new TreeMap<String, ReadingView.Value>();
          var head = head(rows);
          do {
            values.put(
                rows.getString(14),
                new ReadingView.Value(
                    rows.getString(15),
                    rows.getBigDecimal(16).toPlainString(),
                    rows.getString(17),
                    rows.getString(18)));
            more = rows.next();
          } while (more
              && rows.getLong(3) == seq
              && rows.getString(2).equals(epoch)
              && rows.getString(1).equals(kiosk));
          readings.add(head.with(values));
        }
        return readings;
      };

  private interface Head {
    ReadingView with(Map<String, ReadingView.Value> values);
  }

  private static Head head(ResultSet row) throws SQLException {
    var kiosk = row.getString(1);
    var epoch = row.getString(2);
    long seq = row.getLong(3);
    var visit = row.getString(4);
    var subject = row.getString(5);
    var device = new ReadingView.Device(row.getString(6), row.getString(7), row.getString(8));
    Timestamp effectiveAt = row.getTimestamp(9);
    var clock = row.getString(10);
    var deviceTime = row.getObject(11, LocalDateTime.class);
    Timestamp receivedAt = row.getTimestamp(12);
    Timestamp toldAt = row.getTimestamp(19);
    int number = row.getInt(20);
    var leftOut = row.getString(21);
    var flags = List.of((String[]) row.getArray(13).getArray());
    return values ->
        new ReadingView(
            kiosk,
            epoch,
            seq,
            visit,
            subject,
            device,
            effectiveAt.toInstant(),
            clock,
            toldAt == null ? null : toldAt.toInstant(),
            deviceTime,
            receivedAt.toInstant(),
            flags,
            number,
            leftOut,
            values);
  }
}
