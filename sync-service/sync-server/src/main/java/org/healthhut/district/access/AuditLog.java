package org.healthhut.district.access;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who did what, and who looked at whom. A page writes here before it reads: what cannot be written
 * down is not shown. The database refuses to change or delete a row.
 */
public final class AuditLog {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public AuditLog(DataSource database, InstantSource clock) {
    this.jdbc = JdbcClient.create(database);
    this.clock = clock;
  }

  /** {@code account} is about to look at {@code resident}. */
  public void looked(String account, String action, UUID resident) {
    jdbc.sql("insert into audit_log (at, account, action, resident) values (?, ?, ?, ?)")
        .params(clock.instant().atOffset(ZoneOffset.UTC), account, action, resident)
        .update();
  }

  /** {@code account} does something that is about nobody in particular. */
  public void acted(String account, String action) {
    jdbc.sql("insert into audit_log (at, account, action) values (?, ?, ?)")
        .params(clock.instant().atOffset(ZoneOffset.UTC), account, action)
        .update();
  }
}
