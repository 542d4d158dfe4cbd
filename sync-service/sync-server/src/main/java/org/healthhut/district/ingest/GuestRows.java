package org.healthhut.district.ingest;

import java.time.OffsetDateTime;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Guests' visits that nobody has claimed, reduced to the table {@code guest_count}: how many visits
 * and readings of each kind, by day and kiosk. Their entries stay as numbers with digests, without
 * content. Called within a transaction that has locked the kiosk's epoch.
 */
final class GuestRows {
  private final JdbcTemplate jdbc;
  private final String kiosk;
  private final String epoch;

  GuestRows(JdbcTemplate jdbc, String kiosk, String epoch) {
    this.jdbc = jdbc;
    this.kiosk = kiosk;
    this.epoch = epoch;
  }

  /** Reduces {@code visit} unless it is claimed or reduced by now; whether it did. */
  boolean reduce(String visit, OffsetDateTime now) {
    int reduced =
        jdbc.update(
            """
            update visit set reduced_at = ?, token = null
            where kiosk = ? and epoch = ? and visit = ?
              and subject = 'guest' and reduced_at is null\
            """,
            now,
            kiosk,
            epoch,
            visit);
    if (reduced == 0) {
      return false;
    }
    jdbc.update(
        """
        insert into guest_count (day, kiosk, kind, count)
        select (began_at at time zone 'Asia/Shanghai')::date, kiosk, 'visit', 1
        from visit where kiosk = ? and epoch = ? and visit = ?
        on conflict (day, kiosk, kind) do update set count = guest_count.count + excluded.count\
        """,
        kiosk,
        epoch,
        visit);
    empty(visit);
    return true;
  }

  /** Reduces what has come late for those of {@code visits} that are reduced already. */
  void reduceLate(Set<String> visits) {
    if (visits.isEmpty()) {
      return;
    }
    jdbc.queryForList(
            """
            select visit from visit
            where kiosk = ? and epoch = ? and visit = any (?) and reduced_at is not null
            order by visit\
            """,
            String.class,
            kiosk,
            epoch,
            visits.toArray(String[]::new))
        .forEach(this::empty);
  }

  private void empty(String visit) {
    jdbc.update(
        """
        insert into guest_count (day, kiosk, kind, count)
        select (r.effective_at at time zone 'Asia/Shanghai')::date, r.kiosk, k.kind, count(*)
        from reading r cross join lateral (
          select case when bool_or(metric = 'systolic') then 'bloodPressure'
              when bool_or(metric = 'glucose') then 'glucose'
              when bool_or(metric = 'oxygenSaturation') then 'oxygenSaturation'
              when bool_or(metric in ('weight', 'height', 'bodyMassIndex', 'bodyFat'))
                then 'bodySize'
              when bool_or(metric in ('temperature', 'skinTemperature')) then 'temperature'
              else 'other' end
          from reading_value v where (v.kiosk, v.epoch, v.seq) = (r.kiosk, r.epoch, r.seq)) k(kind)
        where r.kiosk = ? and r.epoch = ? and r.visit = ?
        group by 1, 2, 3
        on conflict (day, kiosk, kind) do update set count = guest_count.count + excluded.count\
        """,
        kiosk,
        epoch,
        visit);
    jdbc.update(
        """
        delete from reading_value v using reading r
        where (v.kiosk, v.epoch, v.seq) = (r.kiosk, r.epoch, r.seq)
          and r.kiosk = ? and r.epoch = ? and r.visit = ?\
        """,
        kiosk,
        epoch,
        visit);
    jdbc.update(
        """
        update task set symptoms = '{}', readings = '{}'
        where kiosk = ? and epoch = ? and visit = ?\
        """,
        kiosk,
        epoch,
        visit);
    // assessment takes its values with it.
    for (var table : new String[] {"reading", "assessment", "consent_said", "take_away"}) {
      jdbc.update(
          "delete from " + table + " where kiosk = ? and epoch = ? and visit = ?",
          kiosk,
          epoch,
          visit);
    }
  }
}
