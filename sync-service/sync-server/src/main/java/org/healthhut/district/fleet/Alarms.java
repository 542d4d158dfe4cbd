package org.healthhut.district.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an operator must look at. An alarm is logged once, when it is first raised; while nobody has
 * acknowledged it, the same again counts up in its row.
 */
public final class Alarms {
  private static final Logger log = LoggerFactory.getLogger(Alarms.class);
  private static final int SHOWN_MAX = 200;

  /** The kinds, under their names in the database. */
  public enum Kind {
    NUMBER_CONTRADICTED("numberContradicted", "同一编号先后内容不同", "One number, two contents"),
    NUMBERS_WENT_BACK("numbersWentBack", "编号倒退，可能恢复了旧存储卡", "Numbers went back: an old card?"),
    BOOT_KEY_CHANGED("bootKeyChanged", "同一次启动换了密钥", "One start, two keys"),
    STARTS_INTERLEAVED("startsInterleaved", "两套编号交错到达，可能有两台小屋共用此名", "Two kiosks under one id?"),
    STARTS_ALTERNATE("startsAlternate", "两次启动同时在线，可能有两台小屋共用此名", "Two starts alive at once"),
    EPOCH_BEGUN("epochBegun", "开始了新的编号批次", "A new numbering has begun"),
    DISTRICT_BEHIND("districtBehind", "小屋已确认的记录这里没有", "Confirmed records are not here"),
    ACCOUNT_WRONG("accountWrong", "小屋的账目不平", "The kiosk's account is wrong"),
    RECORDS_DAMAGED("recordsDamaged", "小屋存储损坏，有记录读不出", "Records at the kiosk are damaged"),
    STORE_DAMAGED("storeDamaged", "小屋存储曾损坏，已隔离并抢救", "A kiosk's store was damaged, and salvaged"),
    STAFF_CALLED("staffCalled", "有人在小屋呼叫工作人员", "Someone called for staff");

    private final String key;
    private final String words;
    private final String english;

    Kind(String key, String words, String english) {
      this.key = key;
      this.words = words;
      this.english = english;
    }

    public String key() {
      return key;
    }
  }

  /**
   * One alarm as pages and the API tell it.
   *
   * @param about what it is about, as an epoch or a start
   */
  public record Alarm(
      long id,
      String kiosk,
      String kind,
      String about,
      Instant firstSeen,
      Instant lastSeen,
      long count,
      @Nullable String acknowledgedBy,
      @Nullable Instant acknowledgedAt) {
    public String words() {
      return named().map(known -> known.words).orElse(kind);
    }

    public String english() {
      return named().map(known -> known.english).orElse("");
    }

    private Optional<Kind> named() {
      return Arrays.stream(Kind.values()).filter(known -> known.key.equals(kind)).findFirst();
    }
  }

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Alarms(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /**
   * Raises one, within the transaction that {@code jdbc} is in.
   *
   * @param kiosk must be in the table {@code kiosk}
   * @param about an id; the same kind about the same is the same alarm
   */
  public static void raise(JdbcOperations jdbc, String kiosk, Kind kind, String about, Instant at) {
    var now = at.atOffset(ZoneOffset.UTC);
    var count =
        jdbc.queryForObject(
            """
            insert into alarm (kiosk, kind, about, first_seen, last_seen) values (?, ?, ?, ?, ?)
            on conflict (kiosk, kind, about) where acknowledged_at is null do update
              set count = alarm.count + 1, last_seen = greatest(alarm.last_seen, excluded.last_seen)
            returning count\
            """,
            Long.class,
            kiosk,
            kind.key,
            about,
            now,
            now);
    if (count != null && count == 1) {
      log.atError()
          .addKeyValue("kiosk", kiosk)
          .addKeyValue("kind", kind.key)
          .addKeyValue("about", about)
          .log("alarm.raised");
    }
  }

  /**
   * Raises {@link Kind#RECORDS_DAMAGED} when {@code lost} is more than was told of the epoch
   * before: the kiosk counts what it cannot read, and sends a stand-in for each.
   */
  public static void damaged(
      JdbcOperations jdbc, String kiosk, String epoch, long lost, Instant at) {
    if (lost > 0
        && jdbc.update(
                """
                insert into kiosk_damage (kiosk, epoch, lost) values (?, ?, ?)
                on conflict (kiosk, epoch) do update set lost = excluded.lost
                  where kiosk_damage.lost < excluded.lost\
                """,
                kiosk,
                epoch,
                lost)
            == 1) {
      raise(jdbc, kiosk, Kind.RECORDS_DAMAGED, epoch, at);
    }
  }

  /** Those nobody has acknowledged, newest first. */
  public List<Alarm> open() {
    return jdbc.sql(SELECT + "where acknowledged_at is null order by last_seen desc, id limit ?")
        .param(SHOWN_MAX)
        .query((row, _) -> alarm(row))
        .list();
  }

  /** All of a kiosk, the open ones first. */
  List<Alarm> of(String kiosk) {
    return jdbc.sql(
            SELECT
                + "where kiosk = ? order by acknowledged_at is not null, last_seen desc, id limit ?")
        .params(kiosk, SHOWN_MAX)
        .query((row, _) -> alarm(row))
        .list();
  }

  /** Whether there was such an alarm and nobody had acknowledged it. */
  boolean acknowledge(long id, String account) {
    return jdbc.sql(
                """
                update alarm set acknowledged_by = ?, acknowledged_at = ?
                where id = ? and acknowledged_at is null\
                """)
            .params(account, clock.instant().atOffset(ZoneOffset.UTC), id)
            .update()
        == 1;
  }

  private static final String SELECT =
      """
      select id, kiosk, kind, about, first_seen, last_seen, count, acknowledged_by, acknowledged_at
      from alarm \
      """;

  private static Alarm alarm(ResultSet row) throws SQLException {
    Timestamp acknowledgedAt = row.getTimestamp(9);
    return new Alarm(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getTimestamp(5).toInstant(),
        row.getTimestamp(6).toInstant(),
        row.getLong(7),
        row.getString(8),
        acknowledgedAt == null ? null : acknowledgedAt.toInstant());
  }
}
