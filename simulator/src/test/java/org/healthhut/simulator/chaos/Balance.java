package org.healthhut.simulator.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.healthhut.simulator.chaos.Saving.RecordNumber;
import org.healthhut.wire.KioskId;

/**
 * What the resident was told is saved against what is in PostgreSQL.
 *
 * @param said records that were called saved
 * @param found the kiosk's records in the database
 * @param missing said and not found
 * @param doubled found under more than one number
 * @param changed found with another content than was said
 * @param lost said, and the kiosk tells the district of that very number that it is lost
 * @param refused the kiosk's rows in quarantine
 * @param unbroken of each numbering, the highest number is the unbroken one and the count of rows
 */
record Balance(
    int said,
    int found,
    int missing,
    int doubled,
    int changed,
    int lost,
    int refused,
    boolean unbroken) {
  private static final String FOUND =
      """
      select e.epoch, e.seq, case
          when r.seq is not null then 'reading ' || r.visit || ' ' || d.name || ' ' || v.told || ' '
            || round(extract(epoch from r.effective_at) * 1000)::bigint
          when b.visit is not null then 'visitBegan ' || b.visit || ' ' || b.token
          when n.visit is not null
            then 'visitEnded ' || n.visit || ' ' || n.ended_why || ' ' || n.readings_told
          when k.kind is not null then 'event ' || k.kind
          else e.kind end
      from entry e
      left join reading r on (r.kiosk, r.epoch, r.seq) = (e.kiosk, e.epoch, e.seq)
      left join device d on d.id = r.device
      left join (select kiosk, epoch, seq, string_agg(metric || '=' || value, ' ' order by metric)
          as told from reading_value group by 1, 2, 3) v
        on (v.kiosk, v.epoch, v.seq) = (e.kiosk, e.epoch, e.seq)
      left join visit b on (b.kiosk, b.epoch, b.began_seq) = (e.kiosk, e.epoch, e.seq)
      left join visit n on (n.kiosk, n.epoch, n.ended_seq) = (e.kiosk, e.epoch, e.seq)
      left join kiosk_event k on (k.kiosk, k.epoch, k.seq) = (e.kiosk, e.epoch, e.seq)
      where e.kiosk = ?\
      """;

  private static final String EVENT = "event ";
  private static final String LOST = EVENT + "record.lost";

  static Balance of(KioskId kiosk, Map<RecordNumber, String> said, Connection database)
      throws SQLException {
    var found = found(kiosk, database);
    int missing = 0;
    int changed = 0;
    int lost = 0;
    for (var one : said.entrySet()) {
      var there = found.get(one.getKey());
      if (there == null) {
        missing++;
      } else if (there.equals(LOST)) {
        lost++;
      } else if (!there.equals(one.getValue())) {
        changed++;
      }
    }
    var once = new HashSet<String>();
    int doubled = 0;
    for (var content : found.values()) {
      if (!content.startsWith(EVENT) && !once.add(content)) {
        doubled++;
      }
    }
    return new Balance(
        said.size(),
        found.size(),
        missing,
        doubled,
        changed,
        lost,
        count(kiosk, "select count(*) from quarantine where kiosk = ?", database),
        unbroken(kiosk, database));
  }

  private static Map<RecordNumber, String> found(KioskId kiosk, Connection database)
      throws SQLException {
    var found = new HashMap<RecordNumber, String>();
    try (var query = database.prepareStatement(FOUND)) {
      query.setString(1, kiosk.value());
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          var number = new RecordNumber(rows.getString(1), rows.getLong(2));
          if (found.put(number, rows.getString(3)) != null) {
            throw new AssertionError(number + " is in the database twice");
          }
        }
      }
    }
    return found;
  }

  /** Whether what arrived of each numbering of the kiosk has no gap and nothing counted twice. */
  static boolean unbroken(KioskId kiosk, Connection database) throws SQLException {
    return count(
            kiosk,
            """
            select count(*) from kiosk_epoch p where kiosk = ? and not (
              through = highest and received = highest and highest = (select count(*) from entry e
                where (e.kiosk, e.epoch) = (p.kiosk, p.epoch)))\
            """,
            database)
        == 0;
  }

  private static int count(KioskId kiosk, String sql, Connection database) throws SQLException {
    try (var query = database.prepareStatement(sql)) {
      query.setString(1, kiosk.value());
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** The highest unbroken number of one numbering; 0 for one that nobody has heard of. */
  static long through(KioskId kiosk, String epoch, Connection database) throws SQLException {
    try (var query =
        database.prepareStatement(
            "select through from kiosk_epoch where (kiosk, epoch) = (?, ?)")) {
      query.setString(1, kiosk.value());
      query.setString(2, epoch);
      try (var rows = query.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** Everything that was called saved is there, once and unaltered. */
  boolean holds() {
    return missing == 0 && doubled == 0 && changed == 0 && lost == 0 && refused == 0 && unbroken;
  }
}
