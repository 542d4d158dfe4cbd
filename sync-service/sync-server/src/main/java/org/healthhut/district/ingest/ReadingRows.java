package org.healthhut.district.ingest;

import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    var residents = new HashSet<UUID>();
    begun.forEach((visit, resident) -> {
      int joined =
          jdbc.update(
              "update reading set resident = ? where kiosk = ? and epoch = ? and visit = ?",
              resident,
              arrival.kiosk(),
              arrival.epoch(),
              visit);
      if (joined > 0) {
        residents.add(resident);
      }
    });
    return residents;
  }

  private record Taken(long seq, Entry.ReadingTaken entry, @Nullable UUID resident) {}

  /**
   * Keeps the readings of {@code fresh}, whose visits are there.
   *
   * @return the residents with readings they did not have
   */
  Set<UUID> keep(List<Finding> fresh) {
    var taken = taken(fresh);
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
    var residents = new HashSet<UUID>();
    for (var one : taken) {
      if (one.resident() != null) {
        residents.add(one.resident());
      }
    }
    return residents;
  }

  private List<Taken> taken(List<Finding> fresh) {
    var named = new ArrayList<String>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var _, Entry.ReadingTaken entry)) {
        named.add(entry.visit());
      }
    }
    if (named.isEmpty()) {
      return List.of();
    }
    var residents = visits.residentsOf(named);
    var taken = new ArrayList<Taken>();
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
    jdbc.update(
        """
        insert into device (kiosk, model, name, serial) values (?, ?, ?, ?)
        on conflict do nothing\
        """,
        arrival.kiosk(),
        device.model(),
        device.name(),
        device.serial());
    return Sql.one(
        jdbc.queryForList(
            """
            select id from device
            where kiosk = ? and model = ? and name = ? and serial is not distinct from ?\
            """,
            Long.class,
            arrival.kiosk(),
            device.model(),
            device.name(),
            device.serial()));
  }
}
