package org.healthhut.district.ingest;

import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
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

  /** How a boot stands to what was heard of it before. */
  enum Known {
    NEW,
    SAME,
    /** The same id, but not the key it had when it was first heard of. */
    OTHER_KEY
  }

  Known keepBoot() {
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
    if (kept == 1) {
      return Known.NEW;
    }
    return boot.sealedKey()
            .equals(
                jdbc.queryForObject(
                    "select sealed_key from boot where kiosk = ? and epoch = ? and boot = ?",
                    String.class,
                    arrival.kiosk(),
                    arrival.epoch(),
                    boot.id()))
        ? Known.SAME
        : Known.OTHER_KEY;
  }

  /**
   * What an arrival brought.
   *
   * @param findings entries whose numbers are new
   * @param contradictions how many contradict what is held
   * @param found how many of the new ones had been given up as lost
   */
  record Fresh(List<Finding> findings, int contradictions, int found) {}

  /**
   * The findings whose numbers are new; none of them is believed unless the boot has its key. A
   * known number with another content changes nothing that is held: it is kept in quarantine. An
   * event in the place of a record that the kiosk can no longer read says nothing where that record
   * is held. A number that was given up as lost is new.
   */
  Fresh fresh(Numbering.Held held, Known boot) {
    boolean mayBeHeld = arrival.first() <= held.highest();
    var known = mayBeHeld ? held() : Map.<Long, Content>of();
    int contradictions = 0;
    var fresh = new ArrayList<Finding>();
    for (var finding : arrival.findings()) {
      var source = finding.source();
      var before = known.get(source.seq());
      if (before == null && boot != Known.OTHER_KEY) {
        fresh.add(finding);
      } else if (before == null) {
        fresh.add(
            new Finding.SetAside(
                source, Finding.Kind.BROKEN, null, "the boot had another key before"));
      } else if (!before.equals(
              new Content(arrival.boot().id(), Bytes.copyOf(Sql.digest(source.sealed()))))
          && !isStandIn(finding)) {
        contradictions++;
        log.atError()
            .addKeyValue("kiosk", arrival.kiosk())
            .addKeyValue("seq", source.seq())
            .log("entry.contradicted");
        quarantine.refuse(finding, Ack.Refusal.NUMBER_TAKEN, true);
      }
    }
    return new Fresh(fresh, contradictions, mayBeHeld ? makeRoom() : 0);
  }

  /** Takes away what stands for numbers of the arrival that were given up, and counts it. */
  private int makeRoom() {
    int found =
        jdbc.update(
            """
            delete from entry
            where kiosk = ? and epoch = ? and seq between ? and ? and kind = 'lost'\
            """,
            arrival.kiosk(),
            arrival.epoch(),
            arrival.first(),
            arrival.last());
    if (found > 0) {
      log.atWarn()
          .addKeyValue("kiosk", arrival.kiosk())
          .addKeyValue("first", arrival.first())
          .addKeyValue("last", arrival.last())
          .addKeyValue("count", found)
          .log("entry.found");
    }
    return found;
  }

  private static boolean isStandIn(Finding finding) {
    return finding instanceof Finding.Accepted(var _, Entry.KioskEvent event)
        && event.kind().equals(KioskEventRows.STAND_IN);
  }

  private record Content(String boot, Bytes digest) {}

  private Map<Long, Content> held() {
    var known = new HashMap<Long, Content>();
    jdbc.query(
        """
        select seq, boot, digest from entry
        where kiosk = ? and epoch = ? and seq between ? and ? and kind <> 'lost'\
        """,
        row -> {
          known.put(row.getLong(1), new Content(row.getString(2), Bytes.copyOf(row.getBytes(3))));
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

  /**
   * Notes the numbers that the boot gave to records of its own. Whether another boot has numbers
   * among them: a kiosk draws a new key at a start and never goes back to an old one, so then two
   * kiosks number as one.
   */
  boolean interleaves(List<Finding> fresh) {
    var own = fresh.stream().filter(finding -> !isStandIn(finding)).toList();
    if (own.isEmpty()) {
      return false;
    }
    long first = own.getFirst().source().seq();
    long last = own.getLast().source().seq();
    var before =
        Sql.one(
            jdbc.query(
                "select first_seq, last_seq from boot where kiosk = ? and epoch = ? and boot = ?",
                (row, _) ->
                    row.getObject(1) == null
                        ? new long[0]
                        : new long[] {row.getLong(1), row.getLong(2)},
                arrival.kiosk(),
                arrival.epoch(),
                arrival.boot().id()));
    boolean follows = before.length > 0 && before[1] + 1 == first && last - first + 1 == own.size();
    long low = before.length == 0 ? first : Math.min(before[0], first);
    long high = before.length == 0 ? last : Math.max(before[1], last);
    jdbc.update(
        "update boot set first_seq = ?, last_seq = ? where kiosk = ? and epoch = ? and boot = ?",
        low,
        high,
        arrival.kiosk(),
        arrival.epoch(),
        arrival.boot().id());
    return !follows
        && !jdbc.queryForList(
                """
                select boot from boot where kiosk = ? and epoch = ? and boot <> ?
                  and first_seq <= ? and last_seq >= ? limit 1\
                """,
                String.class,
                arrival.kiosk(),
                arrival.epoch(),
                arrival.boot().id(),
                high,
                low)
            .isEmpty();
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
