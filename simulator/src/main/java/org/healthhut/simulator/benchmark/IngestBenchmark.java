package org.healthhut.simulator.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.NativeCurves;
import org.healthhut.district.ingest.Receipt;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.wire.Batch;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many records a second the district takes in for good: batches as they come from the broker,
 * opened, checked and committed. Beside it what plain JDBC batches take to put the rows that this
 * has made into the same tables of another database on the same server, with the same connections,
 * batches and transactions; the rows of residents, devices and kiosks are there before it begins.
 */
public final class IngestBenchmark {
  private static final String KEY = "bench";

  /** Whole visits, so that plain inserts need no update. */
  private static final int BATCH = 50 * InventedVisits.ENTRIES_OF_A_VISIT;

  private static final int WARM_UP_SHARE = 20;
  private static final List<Case> CASES =
      List.of(
          new Case("one kiosk, residents", 1, false),
          new Case("4 kiosks at once, residents", 4, false),
          new Case("4 kiosks at once, guests", 4, true));

  private record Case(String name, int kiosks, boolean guests) {}

  private final EmbeddedDatabase server;
  private final InstantSource clock;
  private final Supplier<Duration> uptime;
  private final RandomGenerator random;
  private final PrintStream out;
  private final DistrictKeys keys = NativeCurves.on(DistrictKeys.parse(DistrictKeys.generate(KEY)));

  public IngestBenchmark(
      EmbeddedDatabase server,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random,
      PrintStream out) {
    this.server = server;
    this.clock = clock;
    this.uptime = uptime;
    this.random = random;
    this.out = out;
  }

  /**
   * Takes in {@code records}, of one kiosk and of four at once; prints a table and lines of JSON.
   */
  public void run(int records) throws IOException, InterruptedException {
    try (var ours = Database.open(server.jdbcUrl(), null, null);
        var plain = Database.open(another(ours), null, null)) {
      var all = new ArrayList<Throughput>();
      for (var each : CASES) {
        measure(ours, plain, each, Math.max(records / WARM_UP_SHARE, each.kiosks()));
        all.addAll(measure(ours, plain, each, records));
      }
      out.println(Throughput.header());
      all.forEach(each -> out.println(each.row()));
      all.forEach(each -> out.println(each.json()));
    } catch (SQLException | ExecutionException e) {
      throw new IOException("the benchmark was cut short: " + e.getMessage(), e);
    }
  }

  private String another(HikariDataSource ours) {
    var name = "plain_%08x".formatted(random.nextInt());
    new JdbcTemplate(ours).execute("create database " + name);
    return server.jdbcUrl().replaceFirst("/postgres\\?", "/" + name + "?");
  }

  /** What one kiosk sends. */
  private record Sent(KioskId kiosk, List<Bytes> batches) {}

  private List<Throughput> measure(
      HikariDataSource ours, HikariDataSource plain, Case of, int records)
      throws SQLException, InterruptedException, ExecutionException {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < of.kiosks(); i++) {
      sent.add(sent(records / of.kiosks(), of.guests()));
    }
    int all = records / of.kiosks() * of.kiosks();
    long bytes =
        sent.stream().flatMap(each -> each.batches().stream()).mapToLong(Bytes::length).sum();
    var ingest = new Ingest(keys, new SqlRecordStore(ours), clock);
    settle(ours);
    var took = together(sent.stream().map(each -> taking(ingest, each)).toList());
    var rows = new ArrayList<PlainRows>();
    for (var each : sent) {
      rows.add(PlainRows.of(ours, each.kiosk().value(), BATCH));
      rows.getLast().putOnce(plain);
    }
    settle(plain);
    var plainTook = together(rows.stream().map(each -> putting(each, plain)).toList());
    int size = rows.stream().mapToInt(PlainRows::size).sum();
    var limit =
        Throughput.limit(
            "plain JDBC, %d rows, %s".formatted(size, of.name()), all, bytes, plainTook);
    return List.of(
        limit, Throughput.limit("ingest, durable, " + of.name(), all, bytes, took).beside(limit));
  }

  private Sent sent(int records, boolean guests) {
    var kiosk = new KioskId("hut-%08x".formatted(random.nextInt()));
    var key = DistrictKey.parse(keys.publicKey(KEY));
    var boot = BootKey.draw(kiosk, "epoch", "boot", key, random);
    var visits = new InventedVisits(key, clock.instant().minus(Duration.ofDays(90)), guests);
    var batches = new ArrayList<Bytes>();
    var entries = new ArrayList<SealedEntry>();
    for (int seq = 1; seq <= records; seq++) {
      entries.add(boot.seal(seq, visits.next()));
      if (entries.size() == BATCH || seq == records) {
        batches.add(Codec.encode(new Batch(boot.boot(), entries)));
        entries.clear();
      }
    }
    return new Sent(kiosk, batches);
  }

  private static void settle(HikariDataSource pool) {
    var jdbc = new JdbcTemplate(pool);
    jdbc.execute("analyze");
    jdbc.execute("checkpoint");
  }

  private static Callable<Void> taking(Ingest ingest, Sent sent) {
    return () -> {
      for (var batch : sent.batches()) {
        var receipt = ingest.take(sent.kiosk(), batch);
        if (!(receipt instanceof Receipt.Answered(var ack)) || !ack.refused().isEmpty()) {
          throw new IllegalStateException("a batch was not taken as it is");
        }
      }
      return null;
    };
  }

  private static Callable<Void> putting(PlainRows rows, HikariDataSource plain) {
    return () -> {
      rows.putEach(plain);
      return null;
    };
  }

  private Duration together(List<Callable<Void>> work)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(work.size())) {
      var began = uptime.get();
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
      return uptime.get().minus(began);
    }
  }
}
