package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;

/**
 * One H2 database of records, boots and the acknowledged mark. Used by one thread at a time.
 *
 * <p>H2 keeps no checksum of its pages (measured: a flipped bit came back as silently wrong data),
 * so each row carries one that is verified whenever the row is read.
 */
final class H2File implements AutoCloseable {
  /**
   * {@code WRITE_DELAY=0} writes at the commit; {@code CHECKPOINT SYNC} then forces. A trace would
   * be one more file that grows when the disk is full: what H2 has to say is in the agent's log.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;CACHE_SIZE=4096;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  private static final int SALVAGE_ROWS = 500;

  /** A page that cannot be read is met again at each number that lies on it. */
  private static final int SALVAGE_FAILURES_MAX = 1000;

  private static final String[] TABLES = {
    "CREATE TABLE boots (id VARCHAR(64) PRIMARY KEY, kiosk VARCHAR(32) NOT NULL,"
        + " epoch VARCHAR(64) NOT NULL, sealed_key VARCHAR NOT NULL)",
    "CREATE TABLE records (seq BIGINT PRIMARY KEY, boot VARCHAR(64) NOT NULL,"
        + " sealed VARBINARY NOT NULL, crc32c INTEGER NOT NULL)",
    "CREATE TABLE mark (epoch VARCHAR(64) NOT NULL, acknowledged BIGINT NOT NULL,"
        + " crc32c INTEGER NOT NULL)",
  };

  private final Connection connection;
  private final String epoch;
  private final boolean isNew;
  private final Map<String, Boot> boots = new HashMap<>();
  private final PreparedStatement addBoot;
  private final PreparedStatement addRecord;
  private final PreparedStatement mark;
  private final PreparedStatement forget;
  private final PreparedStatement after;

  private H2File(Connection connection, String epoch, boolean isNew) throws SQLException {
    this.connection = connection;
    this.epoch = epoch;
    this.isNew = isNew;
    connection.setAutoCommit(false);
    this.addBoot = connection.prepareStatement("MERGE INTO boots KEY (id) VALUES (?, ?, ?, ?)");
    this.addRecord =
        connection.prepareStatement("MERGE INTO records KEY (seq) VALUES (?, ?, ?, ?)");
    this.mark = connection.prepareStatement("UPDATE mark SET acknowledged = ?, crc32c = ?");
    this.forget = connection.prepareStatement("DELETE FROM records WHERE seq <= ?");
    this.after =
        connection.prepareStatement(
            "SELECT seq, sealed, crc32c, boot FROM records WHERE seq > ? ORDER BY seq LIMIT ?");
    readBoots();
  }

  /**
   * Opens the database, or makes one.
   *
   * @param name as {@link Disk#databaseName} has it
   * @throws SQLException when it cannot be used: it does not open, lacks a table, or is of another
   *     epoch
   */
  static H2File open(String name, String epoch) throws SQLException, IOException {
    if (name.contains(";")) {
      throw new IOException("the data folder's path must not hold a ';': " + name);
    }
    var connection = connect(name, "");
    try {
      boolean isNew = prepare(connection, epoch);
      return new H2File(connection, epoch, isNew);
    } catch (SQLException | RuntimeException e) {
      // One connection left open, and H2 would go on with this database under whatever file has
      // its name.
      close(connection, e);
      throw e;
    }
  }

  private static void close(Connection connection, Exception because) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /**
   * Whether {@code e} speaks of a file that no longer holds what was written, so that opening it
   * again cannot help. A full disk does not: measured, a failed write is 50000, whatever follows it
   * 90098, and the file opens and reads as before.
   */
  static boolean isDamage(SQLException e) {
    Throwable root = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      root = cause;
      if (cause instanceof MVStoreException store) {
        switch (store.getErrorCode()) {
          case DataUtils.ERROR_WRITING_FAILED,
              DataUtils.ERROR_CLOSED,
              DataUtils.ERROR_FILE_LOCKED -> {
            return false;
          }
          case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_FILE_CORRUPT -> {
            return true;
          }
          default -> {}
        }
      }
    }
    return switch (e.getErrorCode()) {
      case ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.DATABASE_ALREADY_OPEN_1,
          ErrorCode.OUT_OF_MEMORY,
          ErrorCode.LOCK_TIMEOUT_1,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2 ->
          false;
      // Damaged pages have been seen to come out of H2 as any exception, wrapped or not; pages that
      // point at each other can only come out as a stack that is full.
      case ErrorCode.GENERAL_ERROR_1 ->
          root instanceof RuntimeException
              || root instanceof AssertionError
              || root instanceof StackOverflowError;
      default -> true;
    };
  }

  private static Connection connect(String name, String settings) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + name + SETTINGS + settings, "sa", "");
  }

  /**
   * Reads what can still be read of a database that cannot be used, and leaves it as it is: every
   * row above the mark that is what was written. A row or a page that is not is passed over.
   *
   * @param name as {@link Disk#databaseName} has it
   * @param found is given the rows in their order
   * @return the mark; 0 when it is not what was written, and then all rows are above it
   * @throws SQLException when it does not open or is of another epoch; {@code found} may have been
   *     given some
   */
  static long salvage(String name, String epoch, Consumer<Outbox.Stored> found)
      throws SQLException {
    try (var connection = connect(name, ";ACCESS_MODE_DATA=r")) {
      requireEpoch(connection, epoch);
      try (var file = new H2File(connection, epoch, false)) {
        long marked = file.readableMark();
        file.readable(marked, found);
        return marked;
      }
    }
  }

  private long readableMark() {
    try {
      return acknowledged();
    } catch (SQLException e) {
      return 0;
    }
  }

  private void readable(long above, Consumer<Outbox.Stored> found) {
    long seq = above;
    for (int failures = 0; failures < SALVAGE_FAILURES_MAX; ) {
      try {
        after.setLong(1, seq);
        after.setInt(2, SALVAGE_ROWS);
        long before = seq;
        try (var rows = after.executeQuery()) {
          while (rows.next() && rows.getLong(1) > seq) {
            seq = rows.getLong(1);
            readable(rows).ifPresent(found);
          }
        }
        if (seq == before) {
          return;
        }
      } catch (SQLException e) {
        failures++;
        seq++;
      }
    }
  }

  private Optional<Outbox.Stored> readable(ResultSet row) {
    try {
      return Optional.of(verified(row));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /**
   * A boot of the epoch that the mark tells; empty when nothing was ever added.
   *
   * @throws SQLException when the database cannot be used
   */
  static Optional<Boot> someBoot(String name) throws SQLException {
    try (var connection = connect(name, "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT epoch FROM mark")) {
      if (!rows.next()) {
        return Optional.empty();
      }
      try (var file = new H2File(connection, rows.getString(1), false)) {
        file.acknowledged();
        return file.boots.values().stream()
            .filter(boot -> boot.epoch().equals(file.epoch))
            .findFirst();
      }
    }
  }

  /** Makes what an empty database lacks, and says whether it was one. */
  private static boolean prepare(Connection connection, String epoch) throws SQLException {
    try (var statement = connection.createStatement()) {
      int tables;
      try (var rows =
          statement.executeQuery(
              "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'")) {
        tables = rows.next() ? rows.getInt(1) : 0;
      }
      if (tables == 0) {
        for (var table : TABLES) {
          statement.execute(table);
        }
        try (var insert = connection.prepareStatement("INSERT INTO mark VALUES (?, 0, ?)")) {
          insert.setString(1, epoch);
          insert.setInt(2, checksum(epoch, 0));
          insert.execute();
        }
      } else if (tables != TABLES.length) {
        throw new SQLException("the index has " + tables + " of " + TABLES.length + " tables");
      }
      requireEpoch(connection, epoch);
      return tables == 0;
    }
  }

  private static void requireEpoch(Connection connection, String epoch) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT epoch FROM mark")) {
      if (!rows.next() || !epoch.equals(rows.getString(1))) {
        throw new SQLException("the index belongs to another epoch than the journal");
      }
    }
  }

  /** Whether opening made it, so that its mark says nothing. */
  boolean isNew() {
    return isNew;
  }

  /** The highest number, from a row that is what was written; 0 when there is none. */
  long highest() throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT seq, sealed, crc32c, boot FROM records ORDER BY seq DESC LIMIT 1")) {
      return rows.next() ? verified(rows).entry().seq() : 0;
    }
  }

  long acknowledged() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT acknowledged, crc32c FROM mark")) {
      if (!rows.next() || rows.getInt(2) != checksum(epoch, rows.getLong(1))) {
        throw new SQLException("the index's mark is not what was written");
      }
      return rows.getLong(1);
    }
  }

  long count(long after, long through) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM records WHERE seq > " + after + " AND seq <= " + through)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The numbers above {@code after} and up to {@code through} that have no row. */
  List<Long> missing(long after, long through) throws SQLException {
    var missing = new ArrayList<Long>();
    var within = " FROM records WHERE seq > " + after + " AND seq <= " + through;
    try (var statement = connection.createStatement();
        var count = statement.executeQuery("SELECT COUNT(*)" + within)) {
      if (count.next() && count.getLong(1) == through - after) {
        return missing;
      }
    }
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT seq" + within + " ORDER BY seq")) {
      long next = after + 1;
      while (rows.next()) {
        for (; next < rows.getLong(1); next++) {
          missing.add(next);
        }
        next++;
      }
      for (; next <= through; next++) {
        missing.add(next);
      }
    }
    return missing;
  }

  /** Adds and forgets in one transaction. Not yet forced to the disk: see {@link #force}. */
  void add(List<Outbox.Stored> records, long acknowledged, long forgetThrough) throws SQLException {
    try {
      for (var record : records) {
        remember(record.boot());
        var entry = record.entry();
        addRecord.setLong(1, entry.seq());
        addRecord.setString(2, record.boot().id());
        addRecord.setBytes(3, entry.sealed().toArray());
        addRecord.setInt(4, checksum(record.boot(), entry));
        addRecord.addBatch();
      }
      if (!records.isEmpty()) {
        addRecord.executeBatch();
      }
      mark.setLong(1, acknowledged);
      mark.setInt(2, checksum(epoch, acknowledged));
      mark.execute();
      if (forgetThrough > 0) {
        forget.setLong(1, forgetThrough);
        forget.execute();
      }
      connection.commit();
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  void force() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /**
   * The oldest rows above {@code seq}, all of one boot and without a gap.
   *
   * @throws SQLException when a row is not what was written
   */
  List<Outbox.Stored> after(long seq, int limit) throws SQLException {
    var found = new ArrayList<Outbox.Stored>();
    after.setLong(1, seq);
    after.setInt(2, limit);
    try (var rows = after.executeQuery()) {
      while (rows.next()) {
        var record = verified(rows);
        if (!found.isEmpty() && !record.follows(found.getLast())) {
          break;
        }
        found.add(record);
      }
    }
    connection.commit();
    return found;
  }

  private Outbox.Stored verified(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    var sealed = row.getBytes(2);
    var boot = boots.get(row.getString(4));
    if (sealed == null || boot == null || seq < 1) {
      throw new SQLException("row " + seq + " of the index has no boot or no content");
    }
    var entry = new SealedEntry(seq, Bytes.copyOf(sealed));
    if (checksum(boot, entry) != row.getInt(3)) {
      throw new SQLException("row " + seq + " of the index is not what was written");
    }
    return new Outbox.Stored(boot, entry);
  }

  private void readBoots() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id, kiosk, epoch, sealed_key FROM boots")) {
      while (rows.next()) {
        var boot =
            new Boot(new KioskId(text(rows, 2)), text(rows, 3), text(rows, 1), text(rows, 4));
        boots.put(boot.id(), boot);
      }
    } catch (IllegalArgumentException e) {
      throw new SQLException("a boot of the index is not what was written", e);
    }
  }

  /** Damaged pages have been seen to give null where the table allows none. */
  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    if (text == null) {
      throw new SQLException("column " + column + " of a boot of the index is empty");
    }
    return text;
  }

  /** Covers the boot as well: under a damaged key the district could open none of its records. */
  private static int checksum(Boot boot, SealedEntry entry) {
    return Frame.checksum(entry.seq(), Bytes.utf8(boot.toString()), entry.sealed());
  }

  private static int checksum(String epoch, long acknowledged) {
    return Frame.checksum(acknowledged, Bytes.utf8(epoch));
  }

  private void remember(Boot boot) throws SQLException {
    if (boots.containsKey(boot.id())) {
      return;
    }
    addBoot.setString(1, boot.id());
    addBoot.setString(2, boot.kiosk().value());
    addBoot.setString(3, boot.epoch());
    addBoot.setString(4, boot.sealedKey());
    addBoot.execute();
    boots.put(boot.id(), boot);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
