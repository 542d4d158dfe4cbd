package org.healthhut.district.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The record in PostgreSQL. A batch is one transaction. It begins by locking the row of the kiosk's
 * epoch, so that of several instances one at a time writes for a kiosk.
 */
public final class SqlRecordStore implements RecordStore {
  private static final Logger log = LoggerFactory.getLogger(SqlRecordStore.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ATTEMPTS_MAX = 5;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public SqlRecordStore(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
  }

  @Override
  public void check() {
    jdbc.queryForObject("select 1", Integer.class);
  }

  @Override
  public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
    try {
      return attempt(boot, findings, receivedAt);
    } catch (DataAccessException e) {
      if (!sqlState(e).startsWith("22") && !sqlState(e).startsWith("23")) {
        throw e;
      }
      // A value the tables refuse although Plausible let it pass. One such entry must not keep the
      // others out, so they are stored one by one and the culprit without its content.
      if (findings.size() > 1) {
        return oneByOne(boot, findings, receivedAt);
      }
      var culprit = findings.getFirst().source();
      log.atError()
          .addKeyValue("kiosk", boot.kiosk())
          .addKeyValue("seq", culprit.seq())
          .addKeyValue("sqlState", sqlState(e))
          .log("entry.refusedByDatabase");
      var setAside =
          new Finding.SetAside(culprit, Finding.Kind.BROKEN, null, "the tables cannot hold it");
      return attempt(boot, List.of(setAside), receivedAt);
    }
  }

  private Ack oneByOne(Boot boot, List<Finding> findings, Instant receivedAt) {
    var refused = new ArrayList<Ack.Refusal>();
    Ack last = store(boot, List.of(findings.getFirst()), receivedAt);
    refused.addAll(last.refused());
    for (var finding : findings.subList(1, findings.size())) {
      last = store(boot, List.of(finding), receivedAt);
      refused.addAll(last.refused());
    }
    return new Ack(last.epoch(), last.through(), last.resendFrom(), refused);
  }

  private Ack attempt(Boot boot, List<Finding> findings, Instant receivedAt) {
    for (int attempt = 1; ; attempt++) {
      try {
        var ack =
            transaction.execute(_ -> new Writing(boot, findings, timestamp(receivedAt)).all());
        if (ack == null) {
          throw new IllegalStateException("a transaction without an answer");
        }
        return ack;
      } catch (DataAccessException e) {
        // Class 40: two transactions met in each other's way, and this one gave in.
        if (!sqlState(e).startsWith("40") || attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  @Override
  public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
    jdbc.update(
        """
        insert into quarantine (kiosk, why, content, bytes, digest, received_at)
        values (?, ?, ?, ?, ?, ?) on conflict do nothing\
        """,
        kiosk.value(),
        why,
        message.toArray(),
        message.length(),
        digest(message),
        timestamp(receivedAt));
  }

  /** SQLSTATE, or nothing when the failure did not come from the database. */
  private static String sqlState(DataAccessException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String clock(ClockTrust trust) {
    return trust == ClockTrust.SYNCHRONIZED ? "sync" : "unsync";
  }

  private static byte[] digest(Bytes bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String json(Map<String, String> details) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(details));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts did not encode", e);
    }
  }

  /** One batch being written, inside its transaction. */
  private final class Writing {
    private final Boot boot;
    private final List<Finding> findings;
    private final OffsetDateTime receivedAt;
    private final String kiosk;
    private final String epoch;
    private final long first;
    private final long last;
    private final Map<Long, String> refused = new TreeMap<>();
    private final Set<UUID> residentsWithNews = new TreeSet<>();

    Writing(Boot boot, List<Finding> findings, OffsetDateTime receivedAt) {
      this.boot = boot;
      this.findings = findings;
      this.receivedAt = receivedAt;
      this.kiosk = boot.kiosk().value();
      this.epoch = boot.epoch();
      this.first = findings.getFirst().source().seq();
      this.last = findings.getLast().source().seq();
    }

    private record Held(long through, long highest) {}

    Ack all() {
      var held = lock();
      boolean sameKey = keepBoot();
      var fresh = fresh(held, sameKey);
      if (!fresh.isEmpty()) {
        keepEntries(fresh);
        beginVisits(fresh);
        awaitVisits(fresh);
        endVisits(fresh);
        keepReadings(fresh);
        keepEvents(fresh);
        fresh.forEach(this::setAsideIfSo);
        noteNews();
      }
      if (fresh.size() < findings.size()) {
        recallRefusals();
      }
      return advance(held, fresh.size());
    }

    private Held lock() {
      jdbc.update(
          """
          insert into kiosk (id, first_seen, last_contact) values (?, ?, ?)
          on conflict (id) do update
            set last_contact = greatest(kiosk.last_contact, excluded.last_contact)\
          """,
          kiosk,
          receivedAt,
          receivedAt);
      return one(
          jdbc.query(
              """
              insert into kiosk_epoch (kiosk, epoch, first_seen, last_seen) values (?, ?, ?, ?)
              on conflict (kiosk, epoch) do update
                set last_seen = greatest(kiosk_epoch.last_seen, excluded.last_seen)
              returning through, highest\
              """,
              (row, _) -> new Held(row.getLong(1), row.getLong(2)),
              kiosk,
              epoch,
              receivedAt,
              receivedAt));
    }

    /** Whether the boot has the key it had when it was first heard of. */
    private boolean keepBoot() {
      int kept =
          jdbc.update(
              """
              insert into boot (kiosk, epoch, boot, sealed_key, first_seen) values (?, ?, ?, ?, ?)
              on conflict do nothing\
              """,
              kiosk,
              epoch,
              boot.id(),
              boot.sealedKey(),
              receivedAt);
      return kept == 1
          || boot.sealedKey()
              .equals(
                  jdbc.queryForObject(
                      "select sealed_key from boot where kiosk = ? and epoch = ? and boot = ?",
                      String.class,
                      kiosk,
                      epoch,
                      boot.id()));
    }

    private record Known(String boot, Bytes digest) {}

    /** The findings whose numbers are new. A known number with another content raises an alarm. */
    private List<Finding> fresh(Held held, boolean sameKey) {
      var known = new HashMap<Long, Known>();
      if (first <= held.highest()) {
        jdbc.query(
            """
            select seq, boot, digest from entry
            where kiosk = ? and epoch = ? and seq between ? and ?\
            """,
            row -> {
              known.put(row.getLong(1), new Known(row.getString(2), Bytes.copyOf(row.getBytes(3))));
            },
            kiosk,
            epoch,
            first,
            last);
      }
      var fresh = new ArrayList<Finding>();
      for (var finding : findings) {
        var source = finding.source();
        var before = known.get(source.seq());
        if (before == null && sameKey) {
          fresh.add(finding);
        } else if (before == null) {
          var why = "the boot had another key before";
          fresh.add(new Finding.SetAside(source, Finding.Kind.BROKEN, null, why));
          quarantine(finding, why, true);
        } else if (!before.equals(new Known(boot.id(), Bytes.copyOf(digest(source.sealed()))))) {
          log.atError()
              .addKeyValue("kiosk", kiosk)
              .addKeyValue("seq", source.seq())
              .log("entry.contradicted");
          quarantine(finding, "the number came before with another content", true);
        }
      }
      return fresh;
    }

    private void keepEntries(List<Finding> fresh) {
      var rows = new ArrayList<@Nullable Object[]>();
      for (var finding : fresh) {
        var source = finding.source();
        var kind =
            switch (finding) {
              case Finding.Accepted accepted -> Finding.Kind.of(accepted.entry());
              case Finding.Identified _ -> Finding.Kind.VISIT_BEGAN;
              case Finding.Untouched _ -> Finding.Kind.UNKNOWN;
              case Finding.SetAside setAside -> setAside.kind();
            };
        var moment =
            switch (finding) {
              case Finding.Accepted accepted -> accepted.entry().moment();
              case Finding.Identified identified -> identified.visit().moment();
              case Finding.Untouched untouched -> untouched.moment();
              case Finding.SetAside setAside ->
                  setAside.entry() == null ? null : setAside.entry().moment();
            };
        boolean keepSealed =
            switch (finding) {
              case Finding.Accepted _, Finding.Identified _ -> false;
              case Finding.Untouched _, Finding.SetAside _ -> true;
            };
        rows.add(
            new @Nullable Object[] {
              kiosk,
              epoch,
              source.seq(),
              boot.id(),
              kind.key(),
              moment == null ? null : timestamp(moment.at()),
              moment == null ? null : clock(moment.clock()),
              moment == null ? null : moment.uptime().toMillis(),
              digest(source.sealed()),
              keepSealed ? source.sealed().toArray() : null,
              receivedAt
            });
      }
      batch(
          """
          insert into entry (kiosk, epoch, seq, boot, kind, at, clock, uptime_millis, digest,
            sealed, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
          """,
          rows,
          Types.VARCHAR,
          Types.VARCHAR,
          Types.BIGINT,
          Types.VARCHAR,
          Types.VARCHAR,
          Types.TIMESTAMP_WITH_TIMEZONE,
          Types.VARCHAR,
          Types.BIGINT,
          Types.BINARY,
          Types.BINARY,
          Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private void beginVisits(List<Finding> fresh) {
      var residents = residents(fresh);
      for (var finding : fresh) {
        if (finding instanceof Finding.Identified(var _, var visit, var identity)) {
          begin(finding, visit, "resident", residents.get(identity.number()));
        } else if (finding instanceof Finding.Accepted(var _, Entry.VisitBegan visit)) {
          begin(finding, visit, "guest", null);
        } else if (finding
            instanceof Finding.SetAside(var _, var _, Entry.VisitBegan visit, var _)) {
          begin(finding, visit, "unidentified", null);
        }
      }
    }

    /** In the order of identity numbers, so that two kiosks never wait for each other in a ring. */
    private Map<IdentityNumber, UUID> residents(List<Finding> fresh) {
      var residents = new HashMap<IdentityNumber, UUID>();
      fresh.stream()
          .filter(Finding.Identified.class::isInstance)
          .map(Finding.Identified.class::cast)
          .sorted(Comparator.comparing(found -> found.identity().number().reveal()))
          .forEach(found ->
              residents.put(
                  found.identity().number(), resident(found.identity(), found.visit().moment())));
      return residents;
    }

    private UUID resident(Identity identity, Moment moment) {
      var number = identity.number();
      jdbc.update(
          """
          insert into resident (document_type, document_number, sex, born, created_at)
          values ('01', ?, ?, ?, ?) on conflict do nothing\
          """,
          number.reveal(),
          number.male() ? 1 : 2,
          number.born(),
          receivedAt);
      var id =
          one(
              jdbc.queryForList(
                  "select id from resident where document_type = '01' and document_number = ?",
                  UUID.class,
                  number.reveal()));
      if (identity.name() != null) {
        // The newest card says the name, in whatever order the visits arrive.
        jdbc.update(
            """
            update resident set name = ?, name_given_at = ?
            where id = ? and (name is null or (name_given_at, name) < (?, ?))\
            """,
            identity.name(),
            timestamp(moment.at()),
            id,
            timestamp(moment.at()),
            identity.name());
      }
      return id;
    }

    private void begin(
        Finding finding, Entry.VisitBegan visit, String subject, @Nullable UUID resident) {
      long seq = finding.source().seq();
      int begun =
          jdbc.update(
              """
              insert into visit (kiosk, epoch, visit, subject, resident, token, began_seq, began_at)
              values (?, ?, ?, ?, ?, ?, ?, ?)
              on conflict (kiosk, epoch, visit) do update
                set subject = excluded.subject, resident = excluded.resident,
                    token = excluded.token, began_seq = excluded.began_seq,
                    began_at = excluded.began_at
                where visit.began_seq is null\
              """,
              kiosk,
              epoch,
              visit.visit(),
              subject,
              resident,
              visit.subject().token(),
              seq,
              timestamp(visit.moment().at()));
      if (begun == 0) {
        keepSealed(finding);
        quarantine(finding, "the visit has begun before", false);
      } else if (resident != null) {
        int joined =
            jdbc.update(
                "update reading set resident = ? where kiosk = ? and epoch = ? and visit = ?",
                resident,
                kiosk,
                epoch,
                visit.visit());
        if (joined > 0) {
          residentsWithNews.add(resident);
        }
      }
    }

    /** A visit that readings or an end name, and whose beginning has not arrived. */
    private void awaitVisits(List<Finding> fresh) {
      var named = new TreeSet<String>();
      for (var finding : fresh) {
        if (finding instanceof Finding.Accepted(var _, Entry.ReadingTaken reading)) {
          named.add(reading.visit());
        } else if (finding instanceof Finding.Accepted(var _, Entry.VisitEnded end)) {
          named.add(end.visit());
        }
      }
      batch(
          """
          insert into visit (kiosk, epoch, visit) values (?, ?, ?)
          on conflict do nothing\
          """,
          named.stream().map(visit -> new @Nullable Object[] {kiosk, epoch, visit}).toList());
    }

    private void endVisits(List<Finding> fresh) {
      for (var finding : fresh) {
        if (finding instanceof Finding.Accepted(var source, Entry.VisitEnded end)) {
          int ended =
              jdbc.update(
                  """
                  update visit set ended_seq = ?, ended_at = ?, ended_why = ?, readings_told = ?
                  where kiosk = ? and epoch = ? and visit = ? and ended_seq is null\
                  """,
                  source.seq(),
                  timestamp(end.moment().at()),
                  end.why(),
                  end.readings(),
                  kiosk,
                  epoch,
                  end.visit());
          if (ended == 0) {
            keepSealed(finding);
            quarantine(finding, "the visit has ended before", false);
          }
        }
      }
    }

    private record Taken(long seq, Entry.ReadingTaken entry) {}

    private void keepReadings(List<Finding> fresh) {
      var taken = new ArrayList<Taken>();
      for (var finding : fresh) {
        if (finding instanceof Finding.Accepted(var source, Entry.ReadingTaken entry)) {
          taken.add(new Taken(source.seq(), entry));
        }
      }
      if (taken.isEmpty()) {
        return;
      }
      var residents = residentsOf(taken.stream().map(one -> one.entry().visit()).toList());
      var devices = new HashMap<DeviceIdentity, Long>();
      var readings = new ArrayList<@Nullable Object[]>();
      var values = new ArrayList<@Nullable Object[]>();
      for (var one : taken) {
        var reading = one.entry().reading();
        var resident = residents.get(one.entry().visit());
        if (resident != null) {
          residentsWithNews.add(resident);
        }
        readings.add(
            new @Nullable Object[] {
              kiosk,
              epoch,
              one.seq(),
              one.entry().visit(),
              resident,
              devices.computeIfAbsent(reading.device(), this::device),
              timestamp(reading.time().at()),
              clock(reading.time().clock()),
              reading.time().device(),
              reading.flags().stream().map(Flag::key).toArray(String[]::new),
              receivedAt
            });
        reading
            .values()
            .forEach((metric, quantity) ->
                values.add(
                    new @Nullable Object[] {
                      kiosk,
                      epoch,
                      one.seq(),
                      metric.key(),
                      metric.loinc(),
                      quantity.comparator().sign(),
                      quantity.value(),
                      quantity.unit().ucum()
                    }));
      }
      batch(
          """
          insert into reading (kiosk, epoch, seq, visit, resident, device, effective_at, clock,
            device_time, flags, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
          """,
          readings,
          Types.VARCHAR,
          Types.VARCHAR,
          Types.BIGINT,
          Types.VARCHAR,
          Types.OTHER,
          Types.BIGINT,
          Types.TIMESTAMP_WITH_TIMEZONE,
          Types.VARCHAR,
          Types.TIMESTAMP,
          Types.ARRAY,
          Types.TIMESTAMP_WITH_TIMEZONE);
      batch(
          """
          insert into reading_value (kiosk, epoch, seq, metric, loinc, comparator, value, unit)
          values (?, ?, ?, ?, ?, ?, ?, ?)\
          """,
          values);
    }

    private Map<String, UUID> residentsOf(List<String> visits) {
      var residents = new HashMap<String, UUID>();
      jdbc.query(
          """
          select visit, resident from visit
          where kiosk = ? and epoch = ? and visit = any (?) and resident is not null\
          """,
          row -> {
            residents.put(row.getString(1), row.getObject(2, UUID.class));
          },
          kiosk,
          epoch,
          visits.toArray(String[]::new));
      return residents;
    }

    private long device(DeviceIdentity device) {
      jdbc.update(
          """
          insert into device (kiosk, model, name, serial) values (?, ?, ?, ?)
          on conflict do nothing\
          """,
          kiosk,
          device.model(),
          device.name(),
          device.serial());
      return one(
          jdbc.queryForList(
              """
              select id from device
              where kiosk = ? and model = ? and name = ? and serial is not distinct from ?\
              """,
              Long.class,
              kiosk,
              device.model(),
              device.name(),
              device.serial()));
    }

    private void keepEvents(List<Finding> fresh) {
      var rows = new ArrayList<@Nullable Object[]>();
      for (var finding : fresh) {
        if (finding instanceof Finding.Accepted(var source, Entry.KioskEvent event)) {
          rows.add(
              new @Nullable Object[] {
                kiosk, epoch, source.seq(), event.kind(), json(event.details())
              });
        }
      }
      batch(
          """
          insert into kiosk_event (kiosk, epoch, seq, kind, details)
          values (?, ?, ?, ?, ?::jsonb)\
          """,
          rows);
    }

    private void setAsideIfSo(Finding finding) {
      if (finding instanceof Finding.SetAside setAside) {
        quarantine(setAside, setAside.why(), false);
      }
    }

    /**
     * Shows {@code finding} to an operator.
     *
     * @param withContent when neither the entry nor the boot keeps it
     */
    private void quarantine(Finding finding, String why, boolean withContent) {
      var source = finding.source();
      refused.putIfAbsent(source.seq(), why);
      jdbc.update(
          """
          insert into quarantine (kiosk, epoch, seq, boot, why, sealed_key, content, bytes, digest,
            received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
          """,
          kiosk,
          epoch,
          source.seq(),
          boot.id(),
          why,
          withContent ? boot.sealedKey() : null,
          withContent ? source.sealed().toArray() : null,
          source.sealed().length(),
          digest(source.sealed()),
          receivedAt);
    }

    private void keepSealed(Finding finding) {
      jdbc.update(
          "update entry set sealed = ? where kiosk = ? and epoch = ? and seq = ?",
          finding.source().sealed().toArray(),
          kiosk,
          epoch,
          finding.source().seq());
    }

    /**
     * The statement sees no reading of a transaction that it has waited for, but it sees what that
     * one noted.
     */
    private void noteNews() {
      for (var resident : residentsWithNews) {
        jdbc.update(
            """
            update resident set last_reading_at = greatest(last_reading_at,
              (select max(effective_at) from reading where resident = ?))
            where id = ?\
            """,
            resident,
            resident);
      }
    }

    /** What is held and was refused when it came is refused again, in the same words. */
    private void recallRefusals() {
      jdbc.query(
          """
          select seq, why from quarantine join entry using (kiosk, epoch, seq, boot, digest)
          where kiosk = ? and epoch = ? and seq between ? and ? order by id\
          """,
          row -> {
            refused.putIfAbsent(row.getLong(1), row.getString(2));
          },
          kiosk,
          epoch,
          first,
          last);
    }

    private Ack advance(Held held, int added) {
      long highest = Math.max(held.highest(), last);
      long through = first <= held.through() + 1 ? Math.max(held.through(), last) : held.through();
      if (through < highest) {
        through = endOfRunAfter(through);
      }
      jdbc.update(
          """
          update kiosk_epoch set through = ?, highest = ?, received = received + ?
          where kiosk = ? and epoch = ?\
          """,
          through,
          highest,
          added,
          kiosk,
          epoch);
      var refusals = new ArrayList<Ack.Refusal>();
      refused.forEach((seq, why) -> refusals.add(new Ack.Refusal(seq, why)));
      return new Ack(epoch, through, through < highest ? through + 1 : null, refusals);
    }

    /** The last of the numbers that follow {@code through} without a gap, or itself. */
    private long endOfRunAfter(long through) {
      return one(
          jdbc.queryForList(
              """
              select case when exists (
                  select from entry where kiosk = ? and epoch = ? and seq = ? + 1)
                then (select min(seq) from entry e where kiosk = ? and epoch = ? and seq > ?
                  and not exists (select from entry n
                    where n.kiosk = e.kiosk and n.epoch = e.epoch and n.seq = e.seq + 1))
                else ? end\
              """,
              Long.class,
              kiosk,
              epoch,
              through,
              kiosk,
              epoch,
              through,
              through));
    }

    private void batch(String sql, List<@Nullable Object[]> rows, int... types) {
      if (!rows.isEmpty()) {
        jdbc.batchUpdate(sql, rows, types);
      }
    }

    private static <T> T one(List<T> rows) {
      if (rows.size() != 1) {
        throw new IllegalStateException("one row expected, not " + rows.size());
      }
      return rows.getFirst();
    }
  }
}
