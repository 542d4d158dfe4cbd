package org.healthhut.district.ingest;

import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What was measured, with what and of whom: the tables {@code reading}, {@code reading_value} and
 * {@code device}.
 */
final class ReadingRows {
  private static final int[] READING_TYPES = {
    Types.VARCHAR,
    Types.VARCHAR,
    Types.BIGINT,
    Types.VARCHAR,
    Types.OTHER,
    Types.BIGINT,
    Types.TIMESTAMP_WITH_TIMEZONE,
    Types.VARCHAR,
    Types.TIMESTAMP,
    Types.ARRAY,
    Types.TIMESTAMP_WITH_TIMEZONE,
    Types.INTEGER
  };

  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final VisitRows visits;
  private final Map<DeviceIdentity, Long> devices = new HashMap<>();

  ReadingRows(JdbcTemplate jdbc, Arrival arrival, VisitRows visits) {
    this.jdbc = jdbc;
    this.arrival = arrival;
    this.visits = visits;
  }

  /**
   * Gives the readings that came before their visit's beginning to its resident.
   *
   * @param begun the visits that now have a resident, with whom
   * @return the residents with readings they did not have
   */
  Set<UUID> join(Map<String, UUID> begun) {
    if (begun.isEmpty()) {
      return Set.of();
    }
    var visits = List.copyOf(begun.keySet());
    return Set.copyOf(
        jdbc.queryForList(
            """
            with joined as (
              update reading set resident = told.resident
              from unnest(?::text[], ?::uuid[]) as told (visit, resident)
              where kiosk = ? and epoch = ? and reading.visit = told.visit
              returning reading.resident)
            select distinct resident from joined\
            """,
            UUID.class,
            Sql.column(visits, visit -> visit),
            Sql.column(visits, begun::get),
            arrival.kiosk(),
            arrival.epoch()));
  }

  private record Taken(long seq, Entry.ReadingTaken entry, @Nullable UUID resident) {}

  /**
   * Keeps the readings of {@code fresh}, whose visits are there.
   *
   * @return the residents with readings they did not have, and when the last of those was taken
   */
  Map<UUID, Instant> keep(List<Finding> fresh, VisitRows.Told told) {
    var taken = taken(fresh, told);
    var newest = new HashMap<UUID, Instant>();
    if (taken.isEmpty()) {
      return newest;
    }
    jdbc.batchUpdate(
        """
        insert into reading (kiosk, epoch, seq, visit, resident, device, effective_at, clock,
          device_time, flags, received_at, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        taken.stream().map(this::row).toList(),
        READING_TYPES);
    jdbc.batchUpdate(
        """
        insert into reading_value (kiosk, epoch, seq, metric, loinc, comparator, value, unit)
        values (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        taken.stream().flatMap(this::valueRows).toList());
    for (var one : taken) {
      if (one.resident() != null) {
        newest.merge(
            one.resident(), one.entry().reading().time().at(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return newest;
  }

  private List<Taken> taken(List<Finding> fresh, VisitRows.Told told) {
    var taken = new ArrayList<Taken>();
    var elsewhere = new TreeSet<>(told.known());
    elsewhere.removeAll(told.residents().keySet());
    var residents = new HashMap<>(visits.residentsOf(elsewhere));
    residents.putAll(told.residents());
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.ReadingTaken entry)) {
        taken.add(new Taken(source.seq(), entry, residents.get(entry.visit())));
      }
    }
    return taken;
  }

  private @Nullable Object[] row(Taken taken) {
    var reading = taken.entry().reading();
    return new @Nullable Object[] {
      arrival.kiosk(),
      arrival.epoch(),
      taken.seq(),
      taken.entry().visit(),
      taken.resident(),
      devices.computeIfAbsent(reading.device(), this::device),
      Sql.timestamp(reading.time().at()),
      Sql.clock(reading.time().clock()),
      reading.time().device(),
      reading.flags().stream().map(Flag::key).toArray(String[]::new),
      arrival.receivedAt(),
      taken.entry().number()
    };
  }

  private Stream<Object[]> valueRows(Taken taken) {
    return taken.entry().reading().values().entrySet().stream()
        .map(value -> {
          var metric = value.getKey();
          var quantity = value.getValue();
          return new Object[] {
            arrival.kiosk(),
            arrival.epoch(),
            taken.seq(),
            metric.key(),
            metric.loinc(),
            quantity.comparator().sign(),
            quantity.value(),
            quantity.unit().ucum()
          };
        });
  }

  private long device(DeviceIdentity device) {
    var known = known(device);
    if (known.isEmpty()) {
      jdbc.update(
          """
          insert into device (kiosk, model, name, serial) values (?, ?, ?, ?)
          on conflict do nothing\
          """,
          arrival.kiosk(),
          device.model(),
          device.name(),
          device.serial());
      known = known(device);
    }
    return Sql.one(known);
  }

  private List<Long> known(DeviceIdentity device) {
    return jdbc.queryForList(
        """
        select id from device
        where kiosk = ? and model = ? and name = ? and serial is not distinct from ?\
        """,
        Long.class,
        arrival.kiosk(),
        device.model(),
        device.name(),
        device.serial());
  }
}
