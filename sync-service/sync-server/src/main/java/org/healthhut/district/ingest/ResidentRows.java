package org.healthhut.district.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.healthhut.person.IdentityNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who the residents are: the table {@code resident}, the only one here whose rows several kiosks
 * write. What is written is the same in whatever order their transactions commit.
 */
final class ResidentRows {
  /** As the database holds two that were given at once: by the name. */
  private static final Comparator<Finding.Identified> NEWEST =
      Comparator.<Finding.Identified, Instant>comparing(found -> found.visit().moment().at())
          .thenComparing(found -> String.valueOf(found.identity().name()));

  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  ResidentRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /**
   * The residents whose identities {@code fresh} holds. Each statement is in the order of identity
   * numbers or locks in the order of ids, so that two kiosks do not wait for each other in a ring.
   */
  Map<IdentityNumber, UUID> keep(List<Finding> fresh) {
    var identified = new TreeMap<String, List<Finding.Identified>>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Identified found) {
        identified
            .computeIfAbsent(found.identity().number().reveal(), _ -> new ArrayList<>())
            .add(found);
      }
    }
    if (identified.isEmpty()) {
      return Map.of();
    }
    keepNumbers(identified.values().stream().map(List::getFirst).toList());
    var known = ids(identified.keySet());
    var ids = new HashMap<IdentityNumber, UUID>();
    var named = new ArrayList<Finding.Identified>();
    identified.forEach((number, visits) -> {
      var id = known.get(number);
      if (id == null) {
        throw new IllegalStateException("a resident is not there after being kept");
      }
      ids.put(visits.getFirst().identity().number(), id);
      visits.stream()
          .filter(found -> found.identity().name() != null)
          .max(NEWEST)
          .ifPresent(named::add);
    });
    keepNames(named, ids);
    return ids;
  }

  private void keepNumbers(List<Finding.Identified> residents) {
    var numbers = residents.stream().map(found -> found.identity().number()).toList();
    jdbc.update(
        """
        insert into resident (document_type, document_number, sex, born, created_at)
        select '01', number, sex, born, ?
        from unnest(?::text[], ?::smallint[], ?::date[]) with ordinality as told (number, sex, born, place) order by place
        on conflict do nothing\
        """,
        arrival.receivedAt(),
        Sql.column(numbers, IdentityNumber::reveal),
        Sql.column(numbers, number -> number.male() ? 1 : 2),
        Sql.column(numbers, IdentityNumber::born));
  }

  private Map<String, UUID> ids(Set<String> numbers) {
    var ids = new HashMap<String, UUID>();
    jdbc.query(
        """
        select document_number, id from resident
        where document_type = '01' and document_number = any (?)\
        """,
        row -> {
          ids.put(row.getString(1), row.getObject(2, UUID.class));
        },
        (Object) numbers.toArray(String[]::new));
    return ids;
  }

  /** The newest card says the name, in whatever order the visits arrive. */
  private void keepNames(List<Finding.Identified> named, Map<IdentityNumber, UUID> ids) {
    if (named.isEmpty()) {
      return;
    }
    var residents = Sql.column(named, found -> ids.get(found.identity().number()));
    lock(residents);
    jdbc.update(
        """
        update resident set name = told.name, name_given_at = told.at
        from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as told (id, name, at)
        where resident.id = told.id and (resident.name is null
          or (resident.name_given_at, resident.name) < (told.at, told.name))\
        """,
        residents,
        Sql.column(named, found -> found.identity().name()),
        Sql.column(named, found -> found.visit().moment().at()));
  }

  /** What is read of these residents from now on, no other transaction changes. */
  private void lock(@Nullable String[] residents) {
    jdbc.query(
        "select id from resident where id = any (?::uuid[]) order by id for no key update",
        _ -> {},
        (Object) residents);
  }

  /**
   * Readings have been added to these residents, or have another time now. Locked first, each
   * statement sees what another kiosk's transaction has committed meanwhile. Only a time that a
   * reading is known to have had in error is taken back.
   *
   * @param corrected whether readings have another time now
   */
  void noteNews(SortedSet<UUID> residents, boolean corrected) {
    if (residents.isEmpty()) {
      return;
    }
    var ids = Sql.column(List.copyOf(residents), id -> id);
    lock(ids);
    jdbc.update(
        """
        update resident r set last_reading_at = greatest(
            case when ? and exists (select from reading
                where resident = r.id and told_at = r.last_reading_at)
              then null else r.last_reading_at end,
            (select max(effective_at) from reading where resident = r.id))
        where r.id = any (?::uuid[])\
        """,
        corrected,
        ids);
  }
}
