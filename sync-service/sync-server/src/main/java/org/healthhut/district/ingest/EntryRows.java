package org.healthhut.district.ingest;

import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each number exactly once, and the boot it came from: the tables {@code boot}, {@code entry}. */
final class EntryRows {
  private static final Logger log = LoggerFactory.getLogger(EntryRows.class);
  private static final int[] ENTRY_TYPES = {
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
    Types.TIMESTAMP_WITH_TIMEZONE
  };

  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final QuarantineRows quarantine;

  EntryRows(JdbcTemplate jdbc, Arrival arrival, QuarantineRows quarantine) {
    this.jdbc = jdbc;
    this.arrival = arrival;
    this.quarantine = quarantine;
  }

  /** Whether the boot has the key it had when it was first heard of. */
  boolean keepBoot() {
    var boot = arrival.boot();
    int kept =
        jdbc.update(
            """
            insert into boot (kiosk, epoch, boot, sealed_key, first_seen) values (?, ?, ?, ?, ?)
            on conflict do nothing\
            """,
            arrival.kiosk(),
            arrival.epoch(),
            boot.id(),
            boot.sealedKey(),
            arrival.receivedAt());
    return kept == 1
        || boot.sealedKey()
            .equals(
                jdbc.queryForObject(
                    "select sealed_key from boot where kiosk = ? and epoch = ? and boot = ?",
                    String.class,
                    arrival.kiosk(),
                    arrival.epoch(),
                    boot.id()));
  }

  /**
   * The findings whose numbers are new; none of them is believed unless {@code sameKey}. A known
   * number with another content raises an alarm.
   */
  List<Finding> fresh(Numbering.Held held, boolean sameKey) {
    var known = arrival.first() <= held.highest() ? known() : Map.<Long, Known>of();
    var fresh = new ArrayList<Finding>();
    for (var finding : arrival.findings()) {
      var source = finding.source();
      var before = known.get(source.seq());
      if (before == null && sameKey) {
        fresh.add(finding);
      } else if (before == null) {
        fresh.add(
            new Finding.SetAside(
                source, Finding.Kind.BROKEN, null, "the boot had another key before"));
      } else if (!before.equals(
          new Known(arrival.boot().id(), Bytes.copyOf(Sql.digest(source.sealed()))))) {
        log.atError()
            .addKeyValue("kiosk", arrival.kiosk())
            .addKeyValue("seq", source.seq())
            .log("entry.contradicted");
        quarantine.refuse(finding, "the number came before with another content", true);
      }
    }
    return fresh;
  }

  private record Known(String boot, Bytes digest) {}

  private Map<Long, Known> known() {
    var known = new HashMap<Long, Known>();
    jdbc.query(
        """
        select seq, boot, digest from entry
        where kiosk = ? and epoch = ? and seq between ? and ?\
        """,
        row -> {
          known.put(row.getLong(1), new Known(row.getString(2), Bytes.copyOf(row.getBytes(3))));
        },
        arrival.kiosk(),
        arrival.epoch(),
        arrival.first(),
        arrival.last());
    return known;
  }

  void keep(List<Finding> fresh) {
    jdbc.batchUpdate(
        """
        insert into entry (kiosk, epoch, seq, boot, kind, at, clock, uptime_millis, digest,
          sealed, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        fresh.stream().map(this::row).toList(),
        ENTRY_TYPES);
  }

  private @Nullable Object[] row(Finding finding) {
    return switch (finding) {
      case Finding.Accepted(var _, Entry entry) ->
          row(finding, Finding.Kind.of(entry), entry.moment(), false);
      case Finding.Identified(var _, Entry.VisitBegan visit, var _) ->
          row(finding, Finding.Kind.VISIT_BEGAN, visit.moment(), false);
      case Finding.Untouched(var _, Moment moment) ->
          row(finding, Finding.Kind.UNKNOWN, moment, true);
      case Finding.SetAside(var _, Finding.Kind kind, var entry, var _) ->
          row(finding, kind, entry == null ? null : entry.moment(), true);
    };
  }

  private @Nullable Object[] row(
      Finding finding, Finding.Kind kind, @Nullable Moment moment, boolean withSealed) {
    var source = finding.source();
    return new @Nullable Object[] {
      arrival.kiosk(),
      arrival.epoch(),
      source.seq(),
      arrival.boot().id(),
      kind.key(),
      moment == null ? null : Sql.timestamp(moment.at()),
      moment == null ? null : Sql.clock(moment.clock()),
      moment == null ? null : moment.uptime().toMillis(),
      Sql.digest(source.sealed()),
      withSealed ? source.sealed().toArray() : null,
      arrival.receivedAt()
    };
  }

  /** For an entry that {@link #keep} took for one whose content would be in other tables. */
  void keepSealed(Finding finding) {
    jdbc.update(
        "update entry set sealed = ? where kiosk = ? and epoch = ? and seq = ?",
        finding.source().sealed().toArray(),
        arrival.kiosk(),
        arrival.epoch(),
        finding.source().seq());
  }
}
