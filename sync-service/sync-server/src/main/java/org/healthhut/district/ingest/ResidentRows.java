package org.healthhut.district.ingest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Moment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who the residents are: the table {@code resident}, the only one here whose rows several kiosks
 * write. What is written is the same in whatever order their transactions commit.
 */
final class ResidentRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  ResidentRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /**
   * The residents whose identities {@code fresh} holds. In the order of identity numbers, so that
   * two kiosks never wait for each other in a ring.
   */
  Map<IdentityNumber, UUID> keep(List<Finding> fresh) {
    var ids = new HashMap<IdentityNumber, UUID>();
    fresh.stream()
        .filter(Finding.Identified.class::isInstance)
        .map(Finding.Identified.class::cast)
        .sorted(Comparator.comparing(found -> found.identity().number().reveal()))
        .forEach(found ->
            ids.put(found.identity().number(), keep(found.identity(), found.visit().moment())));
    return ids;
  }

  private UUID keep(Identity identity, Moment moment) {
    var number = identity.number();
    jdbc.update(
        """
        insert into resident (document_type, document_number, sex, born, created_at)
        values ('01', ?, ?, ?, ?) on conflict do nothing\
        """,
        number.reveal(),
        number.male() ? 1 : 2,
        number.born(),
        arrival.receivedAt());
    var id =
        Sql.one(
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
          Sql.timestamp(moment.at()),
          id,
          Sql.timestamp(moment.at()),
          identity.name());
    }
    return id;
  }

  /**
   * Readings have been added to these residents, or have another time now. A statement that has
   * waited for another kiosk's transaction sees none of its readings, but does see the time it
   * noted; only a time that a reading is known to have had in error is taken back.
   */
  void noteNews(SortedSet<UUID> residents) {
    for (var resident : residents) {
      jdbc.update(
          """
          update resident set last_reading_at = greatest(
              case when exists (select from reading
                  where resident = ? and told_at = resident.last_reading_at)
                then null else last_reading_at end,
              (select max(effective_at) from reading where resident = ?))
          where id = ?\
          """,
          resident,
          resident,
          resident);
    }
  }
}
