package org.healthhut.district.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.healthhut.person.IdentityNumber;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose each visit is, when it began and how it ended: the table {@code visit}. A visit begins once
 * and ends once; who says so again is refused.
 */
final class VisitRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final EntryRows entries;
  private final QuarantineRows quarantine;

  VisitRows(JdbcTemplate jdbc, Arrival arrival, EntryRows entries, QuarantineRows quarantine) {
    this.jdbc = jdbc;
    this.arrival = arrival;
    this.entries = entries;
    this.quarantine = quarantine;
  }

  /**
   * Begins the visits of {@code fresh}.
   *
   * @param residents everyone whose identity {@code fresh} holds
   * @return the visits that now have a resident, with whom
   */
  Map<String, UUID> begin(List<Finding> fresh, Map<IdentityNumber, UUID> residents) {
    var begun = new TreeMap<String, UUID>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Identified(var _, var visit, var identity)) {
        var resident = residents.get(identity.number());
        if (begin(finding, visit, "resident", resident)) {
          begun.put(visit.visit(), resident);
        }
      } else if (finding instanceof Finding.Accepted(var _, Entry.VisitBegan visit)) {
        begin(finding, visit, "guest", null);
      } else if (finding instanceof Finding.SetAside(var _, var _, Entry.VisitBegan visit, var _)) {
        begin(finding, visit, "unidentified", null);
      }
    }
    return begun;
  }

  private boolean begin(
      Finding finding, Entry.VisitBegan visit, String subject, @Nullable UUID resident) {
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
            arrival.kiosk(),
            arrival.epoch(),
            visit.visit(),
            subject,
            resident,
            visit.subject().token(),
            finding.source().seq(),
            Sql.timestamp(visit.moment().at()));
    if (begun == 0) {
      refuse(finding, "the visit has begun before");
    }
    return begun == 1;
  }

  /**
   * Makes a row for each visit that something in {@code fresh} belongs to and whose beginning has
   * not arrived.
   *
   * @return all the visits that something belongs to
   */
  SortedSet<String> await(List<Finding> fresh) {
    var named = new TreeSet<String>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry entry)) {
        visit(entry).ifPresent(named::add);
      }
    }
    jdbc.batchUpdate(
        """
        insert into visit (kiosk, epoch, visit) values (?, ?, ?)
        on conflict do nothing\
        """,
        named.stream()
            .map(visit -> new Object[] {arrival.kiosk(), arrival.epoch(), visit})
            .toList());
    return named;
  }

  private static Optional<String> visit(Entry entry) {
    return switch (entry) {
      case Entry.ReadingTaken reading -> Optional.of(reading.visit());
      case Entry.Assessed assessed -> Optional.of(assessed.visit());
      case Entry.ConsentSaid said -> Optional.of(said.visit());
      case Entry.TakeAwayGiven given -> Optional.of(given.visit());
      case Entry.ContactAsked asked -> Optional.of(asked.visit());
      case Entry.AlertRaised raised -> Optional.of(raised.visit());
      case Entry.VisitEnded end -> Optional.of(end.visit());
      case Entry.VisitBegan _,
          Entry.StrayReading _,
          Entry.StaffCalled _,
          Entry.KioskEvent _,
          Entry.Unknown _ ->
          Optional.empty();
    };
  }

  /** Ends the visits that {@code fresh} says have ended, each of which is there. */
  void end(List<Finding> fresh) {
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.VisitEnded end)) {
        int ended =
            jdbc.update(
                """
                update visit set ended_seq = ?, ended_at = ?, ended_why = ?, readings_told = ?
                where kiosk = ? and epoch = ? and visit = ? and ended_seq is null\
                """,
                source.seq(),
                Sql.timestamp(end.moment().at()),
                end.why(),
                end.readings(),
                arrival.kiosk(),
                arrival.epoch(),
                end.visit());
        if (ended == 0) {
          refuse(finding, "the visit has ended before");
        }
      }
    }
  }

  /** No row of this table holds what {@code finding} says, so its entry must. */
  private void refuse(Finding finding, String why) {
    entries.keepSealed(finding);
    quarantine.refuse(finding, why, false);
  }

  /** Those of {@code visits} that have a resident, with whom. */
  Map<String, UUID> residentsOf(List<String> visits) {
    var residents = new HashMap<String, UUID>();
    jdbc.query(
        """
        select visit, resident from visit
        where kiosk = ? and epoch = ? and visit = any (?) and resident is not null\
        """,
        row -> {
          residents.put(row.getString(1), row.getObject(2, UUID.class));
        },
        arrival.kiosk(),
        arrival.epoch(),
        visits.toArray(String[]::new));
    return residents;
  }
}
