package org.healthhut.district.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    var first = new LinkedHashMap<String, Beginning>();
    var again = new ArrayList<Finding>();
    for (var finding : fresh) {
      var beginning = beginning(finding, residents);
      if (beginning != null && first.putIfAbsent(beginning.visit().visit(), beginning) != null) {
        again.add(finding);
      }
    }
    var begun = begun(List.copyOf(first.values()));
    var withResident = new TreeMap<String, UUID>();
    first.forEach((visit, beginning) -> {
      var resident = beginning.resident();
      if (!begun.contains(visit)) {
        again.add(beginning.finding());
      } else if (resident != null) {
        withResident.put(visit, resident);
      }
    });
    again.forEach(finding -> refuse(finding, "the visit has begun before"));
    return withResident;
  }

  private record Beginning(
      Finding finding, Entry.VisitBegan visit, String subject, @Nullable UUID resident) {}

  private static @Nullable Beginning beginning(
      Finding finding, Map<IdentityNumber, UUID> residents) {
    return switch (finding) {
      case Finding.Identified(var _, var visit, var identity) ->
          new Beginning(finding, visit, "resident", residents.get(identity.number()));
      case Finding.Accepted(var _, Entry.VisitBegan visit) ->
          new Beginning(finding, visit, "guest", null);
      case Finding.SetAside(var _, var _, Entry.VisitBegan visit, var _) ->
          new Beginning(finding, visit, "unidentified", null);
      case Finding.Accepted _, Finding.SetAside _, Finding.Untouched _ -> null;
    };
  }

  /** Which of these visits, each another, had not begun before. */
  private Set<String> begun(List<Beginning> beginnings) {
    if (beginnings.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.queryForList(
            """
            insert into visit (kiosk, epoch, visit, subject, resident, token, began_seq, began_at)
            select ?, ?, * from unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::bigint[],
              ?::timestamptz[])
            on conflict (kiosk, epoch, visit) do update
              set subject = excluded.subject, resident = excluded.resident,
                  token = excluded.token, began_seq = excluded.began_seq,
                  began_at = excluded.began_at
              where visit.began_seq is null
            returning visit\
            """,
            String.class,
            arrival.kiosk(),
            arrival.epoch(),
            Sql.column(beginnings, each -> each.visit().visit()),
            Sql.column(beginnings, Beginning::subject),
            Sql.column(beginnings, Beginning::resident),
            Sql.column(beginnings, each -> each.visit().subject().token()),
            Sql.column(beginnings, each -> each.finding().source().seq()),
            Sql.column(beginnings, each -> each.visit().moment().at())));
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
    var first = new LinkedHashMap<String, Ending>();
    var again = new ArrayList<Finding>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry.VisitEnded end)
          && first.putIfAbsent(end.visit(), new Ending(finding, end)) != null) {
        again.add(finding);
      }
    }
    var ended = ended(List.copyOf(first.values()));
    first.forEach((visit, ending) -> {
      if (!ended.contains(visit)) {
        again.add(ending.finding());
      }
    });
    again.forEach(finding -> refuse(finding, "the visit has ended before"));
  }

  private record Ending(Finding finding, Entry.VisitEnded end) {}

  /** Which of these visits, each another, had not ended before. */
  private Set<String> ended(List<Ending> endings) {
    if (endings.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        jdbc.queryForList(
            """
            update visit set ended_seq = told.seq, ended_at = told.at, ended_why = told.why,
              readings_told = told.readings
            from unnest(?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::integer[])
              as told (visit, seq, at, why, readings)
            where kiosk = ? and epoch = ? and visit.visit = told.visit and ended_seq is null
            returning visit.visit\
            """,
            String.class,
            Sql.column(endings, each -> each.end().visit()),
            Sql.column(endings, each -> each.finding().source().seq()),
            Sql.column(endings, each -> each.end().moment().at()),
            Sql.column(endings, each -> each.end().why()),
            Sql.column(endings, each -> each.end().readings()),
            arrival.kiosk(),
            arrival.epoch()));
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
