package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.simulator.FreePorts;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The simulated record answers as PostgreSQL does, whatever arrives in whatever order. */
class RecordStoreContractTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Moment MOMENT =
      new Moment(NOON, ClockTrust.SYNCHRONIZED, Duration.ofMinutes(1));
  private static final int ARRIVALS = 300;
  private static final int SEEDS = 2;

  @TempDir Path folder;

  /** One that came, as both are told of it. */
  private record Arrival(Boot boot, List<Finding> findings) {}

  @Test
  void answersAsPostgresDoes() throws IOException {
    try (var server = EmbeddedDatabase.start(folder, FreePorts.next());
        var pool = Database.open(server.jdbcUrl(), null, null)) {
      var real = new SqlRecordStore(pool);
      for (int seed = 0; seed < SEEDS; seed++) {
        compare(seed, real, new MemoryRecordStore(), JdbcClient.create(pool));
      }
    }
  }

  private static void compare(
      int seed, RecordStore real, MemoryRecordStore simulated, JdbcClient database) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < ARRIVALS; i++) {
      var arrival = arrival(seed, random);
      var receivedAt = NOON.plusSeconds(i);
      Ack expected = real.store(arrival.boot(), arrival.findings(), receivedAt);
      Ack answered = simulated.store(arrival.boot(), arrival.findings(), receivedAt);
      var label = "seed " + seed + ", arrival " + i;
      assertEquals(expected, answered, label);
      var kiosk = arrival.boot().kiosk();
      assertEquals(alarms(database, kiosk), simulated.alarms(kiosk), label);
    }
    var message = Bytes.of(1, 2, 3);
    real.setAside(new KioskId("hut-1"), "no batch", message, NOON);
    simulated.setAside(new KioskId("hut-1"), "no batch", message, NOON);
    real.check();
    simulated.check();
  }

  private static Set<MemoryRecordStore.Alarm> alarms(JdbcClient database, KioskId kiosk) {
    return database
        .sql("select kind, about from alarm where kiosk = ?")
        .param(kiosk.value())
        .query((row, _) -> new MemoryRecordStore.Alarm(kind(row.getString(1)), row.getString(2)))
        .set();
  }

  private static Alarms.Kind kind(String key) {
    return Arrays.stream(Alarms.Kind.values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** Few kiosks, epochs, boots and numbers, so that all of them meet. */
  private static Arrival arrival(int seed, SplittableRandom random) {
    var kiosk = new KioskId("hut-" + seed + "-" + random.nextInt(2));
    int name = random.nextInt(3);
    var key = random.nextInt(20) == 0 ? "another-key" : "key-" + name;
    var boot = new Boot(kiosk, "e" + random.nextInt(2), "b" + name, key);
    long first = 1L + random.nextInt(60);
    var findings = new ArrayList<Finding>();
    for (long seq = first; seq <= first + random.nextInt(6); seq++) {
      findings.add(finding(seq, random.nextInt(10) == 0 ? 1 : 0));
    }
    return new Arrival(boot, findings);
  }

  /** One number has one of two contents, and each content is always the same finding. */
  private static Finding finding(long seq, int content) {
    var source = new SealedEntry(seq, Bytes.of(1, (int) seq, content));
    return (seq + content) % 7 == 0
        ? new Finding.SetAside(source, Finding.Kind.BROKEN, null, "the seal does not open")
        : new Finding.Accepted(source, new Entry.KioskEvent(MOMENT, "test", Map.of()));
  }
}
