package org.healthhut.simulator.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.simulator.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The benchmarks of many records run to their end and print what they are to print; no figure is
 * judged.
 */
class ThroughputBenchmarksTest {
  private static final int RECORDS = 300;

  private final long origin = System.nanoTime();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aFewHundredRecordsAreDrainedAndTakenIn(@TempDir Path folder) throws Exception {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var clock = InstantSource.system();
    try (var server = EmbeddedDatabase.start(folder.resolve("database"), FreePorts.next())) {
      new IngestBenchmark(server, clock, this::uptime, new SecureRandom(), out).run(RECORDS);
      try (var database = Database.open(server.jdbcUrl(), null, null)) {
        new DrainBenchmark(
                folder, database, FreePorts.next(), clock, this::uptime, new SecureRandom(), out)
            .run(RECORDS);
        assertEquals(
            0L,
            new JdbcTemplate(database)
                .queryForObject("select count(*) from quarantine", Long.class));
      }
    }
    var json =
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("{"))
            .toList();
    assertEquals(11, json.size(), json::toString);
    for (var line : json) {
      var figure = new JsonMapper().readTree(line);
      assertEquals(RECORDS, figure.path("records").asInt(), line);
      assertTrue(figure.path("recordsPerSecond").asDouble() > 0, line);
    }
  }

  private Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - origin);
  }
}
