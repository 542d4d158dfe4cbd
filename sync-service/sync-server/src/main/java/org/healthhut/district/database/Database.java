package org.healthhut.district.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Opens pools of connections that keep to the house rules. */
public final class Database {
  private static final int CONNECTIONS_MAX = 16;
  private static final int CONNECT_MILLIS_MAX = 10_000;

  private Database() {}

  /**
   * Connects and brings the tables up to date.
   *
   * @return to be closed by the caller
   */
  public static HikariDataSource open(
      String jdbcUrl, @Nullable String user, @Nullable String password) {
    var config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setUsername(user);
    config.setPassword(password);
    config.setPoolName("district");
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECT_MILLIS_MAX);
    // PostgreSQL's "Detail: Key (document_number)=(…)" must not reach a log.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("ApplicationName", "sync-server");
    var pool = new HikariDataSource(config);
    try {
      Flyway.configure().dataSource(pool).load().migrate();
      return pool;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }
}
