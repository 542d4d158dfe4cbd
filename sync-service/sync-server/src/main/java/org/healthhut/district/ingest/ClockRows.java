package org.healthhut.district.ingest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.healthhut.vital.ClockTrust;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Times that a kiosk told before it knew the time: the table {@code clock_correction}. An event
 * {@code clock.corrected} says when the machine began to count its uptime, and each entry has the
 * uptime at which it was made, so it is known when that was, whatever the clock showed and however
 * often it jumped. What was told stays in {@code entry.at} and {@code reading.told_at}.
 *
 * <p>An event names the boot it corrects, often an earlier one than its own. It may come before or
 * after that boot's readings, and twice: the first that is kept counts.
 */
final class ClockRows {
  /** A kiosk's wall clock that is further off than this tells nothing. */
  private static final Instant SINCE_MIN = Instant.parse("2020-01-01T00:00:00Z");

  /** A kiosk's clock may be right while this server's is behind; a day more is a mistake. */
  private static final Duration AHEAD_MAX = Duration.ofDays(1);

  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  ClockRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /**
   * Corrects what can be corrected with {@code fresh}, whose readings and events are kept: what
   * came before its correction, and what came after it.
   *
   * @return the residents whose readings have another time now
   */
  Set<UUID> correct(List<Finding> fresh) {
    var boots = new TreeSet<String>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry.KioskEvent event)
          && event.kind().equals("clock.corrected")) {
        keep(event.details()).ifPresent(boots::add);
      } else if (finding instanceof Finding.Accepted(var _, Entry.ReadingTaken taken)
          && taken.moment().clock() == ClockTrust.UNSYNCHRONIZED) {
        boots.add(arrival.boot().id());
      }
    }
    var residents = new TreeSet<UUID>();
    boots.forEach(boot -> residents.addAll(correct(boot)));
    return residents;
  }

  /**
   * The boot that {@code details} correct, unless told the one they came in. Details that no kiosk
   * of ours writes correct nothing; the event itself is kept as it is.
   */
  private Optional<String> keep(Map<String, String> details) {
    try {
      var boot = details.getOrDefault("boot", arrival.boot().id());
      var upSince = Instant.parse(details.getOrDefault("upSince", ""));
      long offset = Long.parseLong(details.getOrDefault("offsetMillis", ""));
      if (upSince.isBefore(SINCE_MIN)
          || upSince.isAfter(arrival.at().plus(AHEAD_MAX))
          || boot.length() > 64) {
        return Optional.empty();
      }
      jdbc.update(
          """
          insert into clock_correction (kiosk, epoch, boot, up_since, offset_millis)
          values (?, ?, ?, ?, ?) on conflict do nothing\
          """,
          arrival.kiosk(),
          arrival.epoch(),
          boot,
          Sql.timestamp(upSince),
          offset);
      return Optional.of(boot);
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private List<UUID> correct(String boot) {
    return jdbc
        .query(
            """
            update reading r set clock = 'corrected', told_at = r.effective_at,
              effective_at = r.effective_at
                + (c.up_since + e.uptime_millis * interval '1 millisecond' - e.at)
            from entry e join clock_correction c using (kiosk, epoch, boot)
            where (r.kiosk, r.epoch, r.seq) = (e.kiosk, e.epoch, e.seq) and r.clock = 'unsync'
              and e.clock = 'unsync' and e.kiosk = ? and e.epoch = ? and e.boot = ?
            returning r.resident\
            """,
            (row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)),
            arrival.kiosk(),
            arrival.epoch(),
            boot)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
