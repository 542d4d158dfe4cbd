package org.healthhut.district.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.Down;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Order;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What kiosks have been told to do, and what became of it: {@code queued} until it is first sent,
 * {@code sent} until the kiosk answers with an event, then {@code done} or {@code refused}; {@code
 * expired} when its time is over first.
 *
 * <p>A command is sent again when its kiosk comes online and every few minutes. Instances may send
 * the same one; the kiosk carries out a number once.
 */
public final class Commands {
  /** A kiosk that is on does not wait longer for one that was lost on the way. */
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private static final int LISTED_MAX = 100;

  /** Of commands in one message: one of the longest, or what is shorter together. */
  private static final int BYTES_MAX = 1 << 17;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  Commands(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    this.clock = clock;
  }

  /**
   * A command as pages and the API tell it; what it holds is not told.
   *
   * @param reason why the kiosk refused it
   */
  public record Issued(
      String kiosk,
      long number,
      String kind,
      String state,
      String issuedBy,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable Instant sentAt,
      int sentCount,
      @Nullable Instant answeredAt,
      @Nullable String reason) {
    public String kindWords() {
      return switch (kind) {
        case "publishState" -> "报告状态";
        case "restart" -> "重新启动";
        case "useDistrictKey" -> "更换区平台公钥";
        case "configure" -> "更换配置";
        default -> kind;
      };
    }

    public String stateWords() {
      return switch (state) {
        case "queued" -> "等待发送";
        case "sent" -> "已发送";
        case "done" -> "已执行";
        case "refused" -> "被拒绝";
        default -> "已过期";
      };
    }
  }

  /** Signs and queues a command; empty when there is no such kiosk. */
  public Optional<Issued> issue(
      KioskId kiosk, Command command, Duration lifetime, String account, CommandSigner signer) {
    var now = clock.instant();
    return Optional.ofNullable(
        transaction.execute(_ -> {
          var before =
              jdbc.sql(
                      """
                      select coalesce((select max(number) from command where kiosk = k.id), 0)
                      from kiosk k where k.id = ? for update\
                      """)
                  .param(kiosk.value())
                  .query(Long.class)
                  .optional();
          if (before.isEmpty()) {
            return null;
          }
          long number = Math.max(before.get() + 1, now.toEpochMilli());
          var order = new Order(kiosk, number, now, now.plus(lifetime), command);
          insert(order, account, signer.sign(order));
          return one(kiosk, number);
        }));
  }

  private void insert(Order order, String account, String jws) {
    var issued = order.issuedAt().atOffset(ZoneOffset.UTC);
    jdbc.sql(
            """
            insert into command (kiosk, number, kind, jws, issued_by, issued_at, expires_at, due_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            order.kiosk().value(),
            order.number(),
            order.command().kind(),
            jws,
            account,
            issued,
            order.expiresAt().atOffset(ZoneOffset.UTC),
            issued)
        .update();
  }

  private Issued one(KioskId kiosk, long number) {
    return jdbc.sql(SELECT + "where kiosk = ? and number = ?")
        .params(kiosk.value(), number)
        .query((row, _) -> issued(row))
        .single();
  }

  /** Newest first. */
  public List<Issued> of(String kiosk) {
    expire();
    return jdbc.sql(SELECT + "where kiosk = ? order by number desc limit ?")
        .params(kiosk, LISTED_MAX)
        .query((row, _) -> issued(row))
        .list();
  }

  private void expire() {
    jdbc.sql(
            """
            update command set state = 'expired'
            where state in ('queued', 'sent') and expires_at <= ?\
            """)
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * What the broker is to be given now, and counts as sent with this: of each kiosk that is online
   * there, all that is open in the order of numbers, as far as one message takes it, when something
   * of that is due. The rest follows when these are answered. Of a kiosk that has sent nothing yet
   * there is no acknowledgement to say, so its commands wait.
   */
  public Map<KioskId, Down> due() {
    return due(null);
  }

  /** The same for one kiosk that waits for an answer, by CoAP; empty when it has nothing due. */
  public Optional<Down> dueNow(KioskId kiosk) {
    return Optional.ofNullable(due(kiosk.value()).get(kiosk));
  }

  /**
   * @param asking the kiosk that is there for certain; null for those that are at the broker
   */
  private Map<KioskId, Down> due(@Nullable String asking) {
    var now = clock.instant();
    expire();
    var commands = new TreeMap<String, TreeMap<Long, String>>();
    jdbc.sql(
            """
            with first as (
              select * from (
                select kiosk, number, due_at, row_number() over of_kiosk as place,
                  sum(length(jws)) over of_kiosk as bytes
                from command o join kiosk k on k.id = o.kiosk
                where state in ('queued', 'sent') and k.blocked_at is null
                  and (k.id = :asking or :asking::text is null and k.online and k.line <> 'coap')
                  and exists (select from kiosk_epoch e where e.kiosk = o.kiosk)
                window of_kiosk as (partition by kiosk order by number)) open
              where place <= :max and (place = 1 or bytes <= :bytes))
            update command c set state = 'sent', sent_at = :now, sent_count = sent_count + 1,
              due_at = :again
            from first f
            where (c.kiosk, c.number) = (f.kiosk, f.number) and c.state in ('queued', 'sent')
              and exists (select from first d where d.kiosk = f.kiosk and d.due_at <= :now)
            returning c.kiosk, c.number, c.jws\
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("again", now.plus(AGAIN).atOffset(ZoneOffset.UTC))
        .param("max", Down.COMMANDS_MAX)
        .param("bytes", BYTES_MAX)
        .param("asking", asking)
        .query(row -> {
          commands
              .computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
              .put(row.getLong(2), row.getString(3));
        });
    var due = new LinkedHashMap<KioskId, Down>();
    commands.forEach((kiosk, byNumber) ->
        due.put(
            new KioskId(kiosk), new Down(nothingNew(kiosk), new ArrayList<>(byNumber.values()))));
    return due;
  }

  /**
   * Of the newest numbering, and it confirms nothing: it answers no batch, and a kiosk that heard
   * it could take records of another one, which numbers as it does, for its own.
   */
  private Ack nothingNew(String kiosk) {
    return jdbc.sql(
            """
            select epoch from kiosk_epoch where kiosk = ?
            order by last_seen desc, first_seen desc limit 1\
            """)
        .param(kiosk)
        .query((row, _) -> new Ack(row.getString(1), 0, null, List.of()))
        .single();
  }

  /**
   * Keeps what a kiosk's event says of a command, within the transaction that {@code jdbc} is in.
   * The first answer counts.
   */
  public static void answered(
      JdbcOperations jdbc, String kiosk, String event, Map<String, String> details, Instant at) {
    var number = details.getOrDefault("number", "");
    if (!number.matches("[1-9][0-9]{0,17}")) {
      return;
    }
    jdbc.update(
        """
        update command set state = ?, answered_at = ?, reason = ?
        where kiosk = ? and number = ? and state in ('queued', 'sent', 'expired')\
        """,
        event.equals("command.done") ? "done" : "refused",
        at.atOffset(ZoneOffset.UTC),
        details.get("reason"),
        kiosk,
        Long.parseLong(number));
  }

  private static final String SELECT =
      """
      select kiosk, number, kind, state, issued_by, issued_at, expires_at, sent_at, sent_count,
        answered_at, reason
      from command \
      """;

  private static Issued issued(ResultSet row) throws SQLException {
    return new Issued(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getTimestamp(6).toInstant(),
        row.getTimestamp(7).toInstant(),
        instant(row.getTimestamp(8)),
        row.getInt(9),
        instant(row.getTimestamp(10)),
        row.getString(11));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }
}
