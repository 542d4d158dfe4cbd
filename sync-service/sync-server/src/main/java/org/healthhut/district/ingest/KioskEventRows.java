package org.healthhut.district.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.fleet.Commands;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** What kiosks tell their operator: the table {@code kiosk_event}. */
final class KioskEventRows {
  /** Stands in the place of a record that its kiosk can no longer read. */
  static final String STAND_IN = "record.lost";

  /** A start found records damaged, whether or not any is lost. */
  private static final String DAMAGED = "store.damaged";

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  KioskEventRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  void keep(List<Finding> fresh) {
    var rows = new ArrayList<Object[]>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.KioskEvent event)) {
        rows.add(
            new Object[] {
              arrival.kiosk(), arrival.epoch(), source.seq(), event.kind(), json(event.details())
            });
        if (event.kind().equals("command.done") || event.kind().equals("command.refused")) {
          Commands.answered(jdbc, arrival.kiosk(), event.kind(), event.details(), arrival.at());
        }
      }
    }
    jdbc.batchUpdate(
        """
        insert into kiosk_event (kiosk, epoch, seq, kind, details)
        values (?, ?, ?, ?, ?::jsonb)\
        """,
        rows);
    if (rows.stream().anyMatch(row -> STAND_IN.equals(row[3]))) {
      Alarms.damaged(jdbc, arrival.kiosk(), arrival.epoch(), standIns(), arrival.at());
    }
    if (rows.stream().anyMatch(KioskEventRows::isDamage)) {
      Alarms.raise(jdbc, arrival.kiosk(), Alarms.Kind.STORE_DAMAGED, arrival.epoch(), arrival.at());
    }
  }

  private static boolean isDamage(Object[] row) {
    return DAMAGED.equals(row[3]);
  }

  /** How many are held. Walks the events of the epoch, when one has come. */
  private long standIns() {
    return Sql.one(
        jdbc.queryForList(
            "select count(*) from kiosk_event where kiosk = ? and epoch = ? and kind = ?",
            Long.class,
            arrival.kiosk(),
            arrival.epoch(),
            STAND_IN));
  }

  private static String json(Map<String, String> details) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(details));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts did not encode", e);
    }
  }
}
