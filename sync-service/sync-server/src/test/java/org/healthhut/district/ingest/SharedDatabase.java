package org.healthhut.district.ingest;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Random;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** One real PostgreSQL for the whole test run; each caller of {@link #empty} gets it swept. */
public final class SharedDatabase {
  private static final SharedDatabase ONLY = new SharedDatabase();

  private final EmbeddedDatabase server;
  private final HikariDataSource pool;

  private SharedDatabase() {
    try {
      Path folder = Files.createTempDirectory("district-test");
      server = EmbeddedDatabase.start(folder, 0);
      pool = Database.open(server.jdbcUrl(), null, null);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop(Path folder) {
    pool.close();
    try {
      server.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address, for a server of its own. */
  public static String jdbcUrl() {
    return ONLY.server.jdbcUrl();
  }

  public static HikariDataSource pool() {
    return ONLY.pool;
  }

  /** Answers from it to what is sealed to {@link Sealing#DISTRICT}. */
  public static Inquiries inquiries(InstantSource clock) {
    return new Inquiries(Sealing.KEYS, pool(), new AuditLog(pool(), clock), clock, new Random(1));
  }

  /** The same, with nothing in it but accounts. As a replica, so that the audit log lets go. */
  public static HikariDataSource empty() {
    new JdbcTemplate(ONLY.pool)
        .execute(
            """
            begin;
            set local session_replication_role = replica;
            delete from audit_log;
            truncate guest_count, staff_call, task, take_away, consent_said, assessment_value, assessment,
              alarm, command, clock_correction, kiosk_start, kiosk_damage, quarantine, kiosk_event, reading_value, reading, visit, device, entry, boot,
              kiosk_epoch, kiosk;
            delete from resident;
            commit\
            """);
    return ONLY.pool;
  }
}
