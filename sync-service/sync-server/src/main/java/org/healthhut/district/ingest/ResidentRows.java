package org.healthhut.district.ingest;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
    var people = people(fresh);
    if (people.isEmpty()) {
      return Map.of();
    }
    var ids = keepNew(List.copyOf(people.values()));
    var met = new TreeMap<>(people);
    met.keySet().removeAll(ids.keySet());
    if (!met.isEmpty()) {
      ids.putAll(ids(met.keySet()));
      keepNames(met.values().stream().filter(person -> person.newest() != null).toList(), ids);
    }
    var byNumber = new HashMap<IdentityNumber, UUID>();
    people.forEach((digits, person) -> {
      var id = ids.get(digits);
      if (id == null) {
        throw new IllegalStateException("a resident is not there after being kept");
      }
      byNumber.put(person.number(), id);
    });
    return byNumber;
  }

  /**
   * Somebody whose card was read or number typed.
   *
   * @param newest the newest visit that tells a name
   */
  private record Person(IdentityNumber number, Finding.@Nullable Identified newest) {
    @Nullable Object name() {
      return newest == null ? null : newest.identity().name();
    }

    @Nullable Object namedAt() {
      return newest == null ? null : newest.visit().moment().at();
    }

    Person with(Person other) {
      boolean isNewer =
          newest == null || (other.newest != null && NEWEST.compare(newest, other.newest) < 0);
      return isNewer ? other : this;
    }
  }

  /** In the order of their numbers, so that no two kiosks wait for each other in a ring. */
  private static SortedMap<String, Person> people(List<Finding> fresh) {
    var people = new TreeMap<String, Person>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Identified found) {
        var number = found.identity().number();
        var person = new Person(number, found.identity().name() == null ? null : found);
        people.merge(number.reveal(), person, Person::with);
      }
    }
    return people;
  }

  /** Keeps those of {@code people} whom nobody knew; their ids, by number. */
  private Map<String, UUID> keepNew(List<Person> people) {
    var kept = new HashMap<String, UUID>();
    jdbc.query(
        """
        insert into resident (document_type, document_number, sex, born, name, name_given_at,
          created_at)
        select '01', number, sex, born, name, named_at, ?
        from unnest(?::text[], ?::smallint[], ?::date[], ?::text[], ?::timestamptz[])
          with ordinality as told (number, sex, born, name, named_at, place) order by place
        on conflict do nothing
        returning document_number, id\
        """,
        row -> {
          kept.put(row.getString(1), row.getObject(2, UUID.class));
        },
        arrival.receivedAt(),
        Sql.column(people, person -> person.number().reveal()),
        Sql.column(people, person -> person.number().male() ? 1 : 2),
        Sql.column(people, person -> person.number().born()),
        Sql.column(people, Person::name),
        Sql.column(people, Person::namedAt));
    return kept;
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
  private void keepNames(List<Person> named, Map<String, UUID> ids) {
    if (named.isEmpty()) {
      return;
    }
    var residents = Sql.column(named, person -> ids.get(person.number().reveal()));
    lock(residents);
    jdbc.update(
        """
        update resident set name = told.name, name_given_at = told.at
        from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as told (id, name, at)
        where resident.id = told.id and (resident.name is null
          or (resident.name_given_at, resident.name) < (told.at, told.name))\
        """,
        residents,
        Sql.column(named, Person::name),
        Sql.column(named, Person::namedAt));
  }

  /** What is read of these residents from now on, no other transaction changes. */
  private void lock(@Nullable String[] residents) {
    jdbc.query(
        "select id from resident where id = any (?::uuid[]) order by id for no key update",
        _ -> {},
        (Object) residents);
  }

  /**
   * Readings have been added to residents, or have another time now. Locked first, each statement
   * sees what another kiosk's transaction has committed meanwhile. Only a time that a reading is
   * known to have had in error is taken back.
   *
   * @param newest of each resident with readings that are new, when the last of them was taken
   * @param recounted residents to whom readings came that were here before, or whose readings have
   *     another time now
   * @param corrected whether readings have another time now
   */
  void noteNews(Map<UUID, Instant> newest, SortedSet<UUID> recounted, boolean corrected) {
    var all = new TreeSet<>(newest.keySet());
    all.addAll(recounted);
    if (all.isEmpty()) {
      return;
    }
    lock(Sql.column(List.copyOf(all), id -> id));
    var added = List.copyOf(newest.entrySet());
    jdbc.update(
        """
        update resident set last_reading_at = told.at
        from unnest(?::uuid[], ?::timestamptz[]) as told (id, at)
        where resident.id = told.id
          and (last_reading_at is null or last_reading_at < told.at)\
        """,
        Sql.column(added, Map.Entry::getKey),
        Sql.column(added, Map.Entry::getValue));
    if (recounted.isEmpty()) {
      return;
    }
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
        Sql.column(List.copyOf(recounted), id -> id));
  }
}
