package org.healthhut.simulator.benchmark;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows that ingest has made of a kiosk's records, taken out of one database to be put into
 * another by plain JDBC: the same batches, one transaction each, one prepared statement a table.
 */
final class PlainRows {
  /** What stands once: put in beforehand, and not timed. */
  private static final Map<String, String> ONCE =
      inOrder(
          "kiosk", "id = ?",
          "kiosk_epoch", "kiosk = ?",
          "boot", "kiosk = ?",
          "device", "kiosk = ?",
          "resident", "id in (select resident from visit where kiosk = ?)");

  /** What each record makes, with the number it belongs to. */
  private static final Map<String, String> EACH =
      inOrder("entry", "seq", "visit", "began_seq", "reading", "seq", "reading_value", "seq");

  private record Rows(String table, List<String> columns, List<@Nullable Object[]> values) {
    String insert(String otherwise) {
      return "insert into %s (%s) overriding system value values (%s)%s"
          .formatted(
              table,
              String.join(", ", columns),
              columns.stream().map(_ -> "?").collect(Collectors.joining(", ")),
              otherwise);
    }
  }

  private final List<Rows> once;
  private final List<List<Rows>> batches;

  private PlainRows(List<Rows> once, List<List<Rows>> batches) {
    this.once = once;
    this.batches = batches;
  }

  private static Map<String, String> inOrder(String... pairs) {
    var map = new LinkedHashMap<String, String>();
    IntStream.range(0, pairs.length / 2).forEach(i -> map.put(pairs[2 * i], pairs[2 * i + 1]));
    return map;
  }

  /** Reads what {@code from} has of {@code kiosk}, whose batches had {@code batchSize} records. */
  static PlainRows of(DataSource from, String kiosk, int batchSize) throws SQLException {
    try (var connection = from.getConnection()) {
      var once = new ArrayList<Rows>();
      for (var table : ONCE.entrySet()) {
        once.add(read(connection, table.getKey(), "where " + table.getValue(), kiosk));
      }
      var batches = new ArrayList<List<Rows>>();
      for (var table : EACH.entrySet()) {
        var found =
            read(connection, table.getKey(), "where kiosk = ? order by " + table.getValue(), kiosk);
        int number = found.columns().indexOf(table.getValue());
        for (var row : found.values()) {
          long seq = row[number] instanceof Long known ? known : 0;
          int part = (int) ((seq - 1) / batchSize);
          while (batches.size() <= part) {
            batches.add(new ArrayList<>());
          }
          var batch = batches.get(part);
          if (batch.isEmpty() || !batch.getLast().table().equals(found.table())) {
            batch.add(new Rows(found.table(), found.columns(), new ArrayList<>()));
          }
          batch.getLast().values().add(row);
        }
      }
      return new PlainRows(once, batches);
    }
  }

  private static Rows read(Connection connection, String table, String which, String kiosk)
      throws SQLException {
    try (var select = connection.prepareStatement("select * from " + table + " " + which)) {
      select.setString(1, kiosk);
      try (var rows = select.executeQuery()) {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(rows.getMetaData().getColumnName(i));
        }
        var values = new ArrayList<@Nullable Object[]>();
        while (rows.next()) {
          values.add(row(rows, columns.size()));
        }
        return new Rows(table, columns, values);
      }
    }
  }

  private static @Nullable Object[] row(ResultSet rows, int columns) throws SQLException {
    var row = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      var value = rows.getObject(i + 1);
      row[i] = value instanceof Array array ? array.getArray() : value;
    }
    return row;
  }

  /** How many rows the records made. */
  int size() {
    return batches.stream().flatMap(List::stream).mapToInt(rows -> rows.values().size()).sum();
  }

  void putOnce(DataSource into) throws SQLException {
    try (var connection = into.getConnection()) {
      for (var rows : once) {
        put(connection, rows, " on conflict do nothing");
      }
    }
  }

  /** Puts the rest in, each batch committed before the next begins. */
  void putEach(DataSource into) throws SQLException {
    try (var connection = into.getConnection()) {
      connection.setAutoCommit(false);
      for (var batch : batches) {
        for (var rows : batch) {
          put(connection, rows, "");
        }
        connection.commit();
      }
      connection.setAutoCommit(true);
    }
  }

  private static void put(Connection connection, Rows rows, String otherwise) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(rows.insert(otherwise))) {
      for (var row : rows.values()) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(
              i + 1,
              row[i] instanceof String[] texts ? connection.createArrayOf("text", texts) : row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
