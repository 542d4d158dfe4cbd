package org.healthhut.district.ingest;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The record in PostgreSQL. A batch is one transaction, written by {@link Writing}. It begins by
 * locking the row of the kiosk's epoch, so that of several instances one at a time writes for a
 * kiosk.
 */
public final class SqlRecordStore implements RecordStore {
  private static final Logger log = LoggerFactory.getLogger(SqlRecordStore.class);
  private static final int ATTEMPTS_MAX = 5;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public SqlRecordStore(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
  }

  @Override
  public void check() {
    jdbc.queryForObject("select 1", Integer.class);
  }

  @Override
  public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
    try {
      return attempt(new Arrival(boot, findings, receivedAt));
    } catch (DataAccessException e) {
      if (!sqlState(e).startsWith("22") && !sqlState(e).startsWith("23")) {
        throw e;
      }
      // A value the tables refuse although Plausible let it pass. One such entry must not keep the
      // others out, so they are stored one by one and the culprit without its content.
      if (findings.size() > 1) {
        return oneByOne(boot, findings, receivedAt);
      }
      var culprit = findings.getFirst().source();
      log.atError()
          .addKeyValue("kiosk", boot.kiosk())
          .addKeyValue("seq", culprit.seq())
          .addKeyValue("sqlState", sqlState(e))
          .log("entry.refusedByDatabase");
      var setAside =
          new Finding.SetAside(culprit, Finding.Kind.BROKEN, null, "the tables cannot hold it");
      return attempt(new Arrival(boot, List.of(setAside), receivedAt));
    }
  }

  private Ack oneByOne(Boot boot, List<Finding> findings, Instant receivedAt) {
    var acks = findings.stream().map(finding -> store(boot, List.of(finding), receivedAt)).toList();
    var refused = acks.stream().flatMap(ack -> ack.refused().stream()).toList();
    var last = acks.getLast();
    return new Ack(last.epoch(), last.through(), last.resendFrom(), refused);
  }

  private Ack attempt(Arrival arrival) {
    for (int attempt = 1; ; attempt++) {
      try {
        var ack = transaction.execute(_ -> new Writing(jdbc, arrival).all());
        if (ack == null) {
          throw new IllegalStateException("a transaction without an answer");
        }
        return ack;
      } catch (DataAccessException e) {
        // Class 40: two transactions met in each other's way, and this one gave in.
        if (!sqlState(e).startsWith("40") || attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  @Override
  public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
    QuarantineRows.keep(jdbc, kiosk, why, message, receivedAt);
  }

  /** SQLSTATE, or nothing when the failure did not come from the database. */
  private static String sqlState(DataAccessException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
