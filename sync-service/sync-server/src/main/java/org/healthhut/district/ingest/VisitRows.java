package org.healthhut.district.ingest;

import java.util.ArrayList;
import java.util.Collections;
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
import java.util.function.Function;
import org.healthhut.person.IdentityNumber;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose each visit is, when it began and how it ended: the table {@code visit}. A visit begins once
 * and ends once; who says so again is refused.
 */
final class VisitRows {
  private static final String BEGUN_BEFORE = "the visit has begun before";
  private static final String ENDED_BEFORE = "the visit has ended before";

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
   * What an arrival has made of the visits it speaks of.
   *
   * @param residents who came to the visits that now have a resident
   * @param known the visits that something in it belongs to and that were there before, so that
   *     what came earlier, or what became of them, may matter
   */
  record Told(Map<String, UUID> residents, SortedSet<String> known) {
    Told {
      residents = Map.copyOf(residents);
      known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
    }

    /** Those of {@link #residents} to whose visits something may have come before. */
    Map<String, UUID> late() {
      var late = new TreeMap<>(residents);
      late.keySet().retainAll(known);
      return late;
    }
  }

  /**
   * Begins and ends the visits that {@code fresh} says have begun and ended, and makes a row for
   * each that something in it belongs to and whose beginning has not arrived.
   *
   * @param residents everyone whose identity {@code fresh} holds
   */
  Told keep(List<Finding> fresh, Map<IdentityNumber, UUID> residents) {
    var refused = new ArrayList<Refused>();
    var endings = endings(fresh, refused);
    var beginnings = beginnings(fresh, residents, refused);
    var begun = begun(List.copyOf(beginnings.values()), endings);
    var known = named(fresh);
    var whose = new TreeMap<String, UUID>();
    beginnings.forEach((visit, beginning) -> {
      var isNew = begun.get(visit);
      var resident = beginning.resident();
      if (isNew == null) {
        refused.add(new Refused(beginning.finding(), BEGUN_BEFORE));
      } else if (resident != null) {
        whose.put(visit, resident);
      }
      if (isNew != null && isNew) {
        known.remove(visit);
        endings.remove(visit);
      } else {
        known.add(visit);
      }
    });
    await(known);
    var ended = ended(List.copyOf(endings.values()));
    endings.forEach((visit, ending) -> {
      if (!ended.contains(visit)) {
        refused.add(new Refused(ending.finding(), ENDED_BEFORE));
      }
    });
    refused.forEach(this::refuse);
    return new Told(whose, known);
  }

  private record Refused(Finding finding, String why) {}

  private record Beginning(
      Finding finding, Entry.VisitBegan visit, String subject, @Nullable UUID resident) {
    String name() {
      return visit.visit();
    }
  }

  private record Ending(Finding finding, Entry.VisitEnded end) {
    long seq() {
      return finding.source().seq();
    }
  }

  /** By visit, the first of each. */
  private static Map<String, Beginning> beginnings(
      List<Finding> fresh, Map<IdentityNumber, UUID> residents, List<Refused> refused) {
    var first = new LinkedHashMap<String, Beginning>();
    for (var finding : fresh) {
      var beginning = beginning(finding, residents);
      if (beginning != null && first.putIfAbsent(beginning.visit().visit(), beginning) != null) {
        refused.add(new Refused(finding, BEGUN_BEFORE));
      }
    }
    return first;
  }

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

  /** By visit, the first of each. */
  private static Map<String, Ending> endings(List<Finding> fresh, List<Refused> refused) {
    var first = new LinkedHashMap<String, Ending>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry.VisitEnded end)
          && first.putIfAbsent(end.visit(), new Ending(finding, end)) != null) {
        refused.add(new Refused(finding, ENDED_BEFORE));
      }
    }
    return first;
  }

  /**
   * Which of these visits, each another, had not begun before, and whether nothing was known of
   * them at all. Only those also end, where {@code endings} says so.
   */
  private Map<String, Boolean> begun(List<Beginning> beginnings, Map<String, Ending> endings) {
    var begun = new HashMap<String, Boolean>();
    if (beginnings.isEmpty()) {
      return begun;
    }
    jdbc.query(
        """
        insert into visit (kiosk, epoch, visit, subject, resident, token, began_seq, began_at,
          ended_seq, ended_at, ended_why, readings_told)
        select ?, ?, * from unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::bigint[],
          ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[], ?::integer[])
        on conflict (kiosk, epoch, visit) do update
          set subject = excluded.subject, resident = excluded.resident,
              token = excluded.token, began_seq = excluded.began_seq,
              began_at = excluded.began_at
          where visit.began_seq is null
        returning visit, xmax = 0\
        """,
        row -> {
          begun.put(row.getString(1), row.getBoolean(2));
        },
        arrival.kiosk(),
        arrival.epoch(),
        Sql.column(beginnings, Beginning::name),
        Sql.column(beginnings, Beginning::subject),
        Sql.column(beginnings, Beginning::resident),
        Sql.column(beginnings, each -> each.visit().subject().token()),
        Sql.column(beginnings, each -> each.finding().source().seq()),
        Sql.column(beginnings, each -> each.visit().moment().at()),
        ends(beginnings, endings, Ending::seq),
        ends(beginnings, endings, each -> each.end().moment().at()),
        ends(beginnings, endings, each -> each.end().why()),
        ends(beginnings, endings, each -> each.end().readings()));
    return begun;
  }

  /** A column of the ends of {@code beginnings}, empty where there is none. */
  private static @Nullable String[] ends(
      List<Beginning> beginnings, Map<String, Ending> endings, Function<Ending, Object> value) {
    return Sql.column(
        beginnings,
        each -> {
          var ending = endings.get(each.name());
          return ending == null ? null : value.apply(ending);
        });
  }

  private static SortedSet<String> named(List<Finding> fresh) {
    var named = new TreeSet<String>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry entry)) {
        visit(entry).ifPresent(named::add);
      }
    }
    return named;
  }

  /** Makes a row for each of these that has none. */
  private void await(SortedSet<String> visits) {
    if (visits.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into visit (kiosk, epoch, visit)
        select ?, ?, told.visit from unnest(?::text[]) as told (visit)
        on conflict do nothing\
        """,
        arrival.kiosk(),
        arrival.epoch(),
        visits.toArray(String[]::new));
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
            Sql.column(endings, Ending::seq),
            Sql.column(endings, each -> each.end().moment().at()),
            Sql.column(endings, each -> each.end().why()),
            Sql.column(endings, each -> each.end().readings()),
            arrival.kiosk(),
            arrival.epoch()));
  }

  /** No row of this table holds what the finding says, so its entry must. */
  private void refuse(Refused refused) {
    entries.keepSealed(refused.finding());
    quarantine.refuse(refused.finding(), refused.why(), false);
  }

  /** Those of {@code visits} that have a resident, with whom. */
  Map<String, UUID> residentsOf(Set<String> visits) {
    var residents = new HashMap<String, UUID>();
    if (visits.isEmpty()) {
      return residents;
    }
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
