package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.district.ingest.Broker;
import org.healthhut.district.ingest.Ingest;
import org.healthhut.district.ingest.MqttIngest;
import org.healthhut.district.ingest.NativeCurves;
import org.healthhut.district.ingest.SqlRecordStore;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.LinkState;
import org.healthhut.kiosk.uplink.MqttTransport;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.kiosk.uplink.UplinkLoop;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.broker.EmbeddedBroker;
import org.healthhut.tls.MutualTls;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long a backlog takes to leave a kiosk: a start of the kiosk finds the records waiting on its
 * disk and sends them over the broker, until the last is acknowledged. Once to a {@link
 * MqttQuickDistrict}, which is the kiosk and its line alone; once all the way to the district's
 * disk, to an ingest that commits them in PostgreSQL. Beside it what Eclipse Paho alone takes with
 * the same bytes and the same broker, with nobody who reads, checks or keeps anything: once each
 * sealed record a message of its own, once the very batches that the kiosk has sent.
 *
 * <p>Broker, kiosk and ingest run in this process, PostgreSQL in its own, all on this machine.
 */
public final class DrainBenchmark {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int APPENDS_WAITING_MAX = 512;
  private static final int WORKERS = 4;
  private static final int WARM_UP_SHARE = 4;

  private final Path folder;
  private final DataSource database;
  private final int brokerPort;
  private final InstantSource clock;
  private final Supplier<Duration> uptime;
  private final RandomGenerator random;
  private final PrintStream out;

  /**
   * @param random cryptographically strong: keys come from it
   */
  public DrainBenchmark(
      Path folder,
      DataSource database,
      int brokerPort,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random,
      PrintStream out) {
    this.folder = folder;
    this.database = database;
    this.brokerPort = brokerPort;
    this.clock = clock;
    this.uptime = uptime;
    this.random = random;
    this.out = out;
  }

  /** Drains {@code records} and prints a table, then lines of JSON. */
  public void run(int records) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var work = Files.createTempDirectory(folder, "drain-");
    var warm = kiosk();
    var kiosk = kiosk();
    var keys = Enrolment.in(work.resolve("keys"), List.of(warm, kiosk), clock, random);
    try (var broker = EmbeddedBroker.start(brokerPort, keys)) {
      var uri = URI.create(broker.address());
      measure(uri, keys, work, warm, Math.max(records / WARM_UP_SHARE, 1));
      var all = measure(uri, keys, work, kiosk, records);
      out.println(Throughput.header());
      all.forEach(each -> out.println(each.row()));
      all.forEach(each -> out.println(each.json()));
    } catch (ExecutionException e) {
      throw new IOException("the benchmark was cut short: " + e.getMessage(), e);
    }
  }

  private KioskId kiosk() {
    return new KioskId("hut-%08x".formatted(random.nextInt()));
  }

  private List<Throughput> measure(
      URI broker, Enrolment keys, Path work, KioskId kiosk, int records)
      throws IOException, InterruptedException, ExecutionException {
    var key = DistrictKey.parse(Files.readString(keys.districtPublic()));
    var data = work.resolve(kiosk.value());
    try (var outbox = open(data, kiosk, key)) {
      fill(outbox, key, records);
    }
    var sent = new ConcurrentSkipListMap<Long, Span>();
    Duration line;
    try (var outbox = open(data, kiosk, key);
        var _ = MqttQuickDistrict.connect(broker, keys)) {
      line = drain(broker, keys, kiosk, outbox, sent);
      outbox.unacknowledged(outbox.standing().epoch(), 1);
    }
    Duration whole;
    try (var outbox = open(data, kiosk, key);
        var receiving = ingesting(broker, keys)) {
      receiving.start();
      awaitHeard(broker, keys, kiosk);
      whole = drain(broker, keys, kiosk, outbox, new ConcurrentSkipListMap<>());
    }
    var batches = new ArrayList<byte[]>();
    var singles = new ArrayList<byte[]>();
    try (var outbox = open(data, kiosk, key)) {
      for (var span : sent.values()) {
        var batch = batch(outbox, span);
        batches.add(Codec.encode(batch).toArray());
        batch.entries().forEach(entry -> singles.add(entry.sealed().toArray()));
      }
    }
    int carried = singles.size();
    try (var alone = MqttAlone.connect(broker, keys, kiosk, uptime)) {
      var single =
          Throughput.limit(
              "Paho alone, each sealed record a message",
              carried,
              bytes(singles),
              alone.send(singles));
      var batched =
          Throughput.limit(
              "Paho alone, the very batches the kiosk sent",
              carried,
              bytes(batches),
              alone.send(batches));
      var left = Throughput.limit("backlog drained over the line", carried, bytes(batches), line);
      var kept = Throughput.limit("backlog drained to PostgreSQL", carried, bytes(batches), whole);
      return List.of(
          single, left.beside(single), kept.beside(single), batched, left.beside(batched));
    }
  }

  private static long bytes(List<byte[]> payloads) {
    return payloads.stream().mapToLong(payload -> payload.length).sum();
  }

  private JournaledOutbox open(Path data, KioskId kiosk, DistrictKey key) throws IOException {
    return JournaledOutbox.open(data, kiosk, key, random, kioskClock(), OutboxSettings.usual());
  }

  private KioskClock kioskClock() {
    return () -> new Moment(clock.instant(), ClockTrust.SYNCHRONIZED, uptime.get());
  }

  private void fill(Outbox outbox, DistrictKey key, int records)
      throws IOException, InterruptedException, ExecutionException {
    var visits = new InventedVisits(key, clock.instant().minus(Duration.ofDays(90)), false);
    var waiting = new Semaphore(APPENDS_WAITING_MAX);
    var last = CompletableFuture.completedFuture(0L);
    for (int i = 0; i < records; i++) {
      if (!waiting.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("the outbox has stood still for " + LIMIT);
      }
      last = outbox.append(visits.next()).whenComplete((_, _) -> waiting.release());
    }
    long seq = last.get();
    if (seq != records) {
      throw new IOException(records + " records were appended, but the last has number " + seq);
    }
  }

  private record Span(long first, long last) {}

  private MqttIngest ingesting(URI broker, Enrolment keys) throws IOException {
    var opening = NativeCurves.on(DistrictKeys.parse(Files.readString(keys.districtPrivate())));
    var ingest = new Ingest(opening, new SqlRecordStore(database), clock);
    var district =
        new Broker(broker, Optional.of(tls(keys, Enrolment.DISTRICT)), "bench-ingest", WORKERS);
    var inquiries = new Inquiries(opening, database, new AuditLog(database, clock), clock, random);
    return new MqttIngest(district, ingest, inquiries, new Fleet(database, clock), random);
  }

  private Duration drain(
      URI broker, Enrolment keys, KioskId kiosk, Outbox outbox, Map<Long, Span> sent)
      throws IOException, InterruptedException {
    var state = state();
    var mqtt = MqttTransport.secured(broker, kiosk, state, tls(keys, kiosk.value()));
    BlockingQueue<Duration> connected = new LinkedBlockingQueue<>();
    BlockingQueue<Duration> drained = new LinkedBlockingQueue<>();
    try (var _ =
        UplinkLoop.start(
            outbox,
            new Noting(mqtt, sent, connected, uptime),
            kioskClock(),
            random,
            UplinkSettings.usual(),
            () -> state,
            status -> {
              if (status.state() == LinkState.LIVE && status.standing().waiting() == 0) {
                drained.add(uptime.get());
              }
            })) {
      var began = connected.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      var ended = drained.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (began == null || ended == null) {
        throw new IOException("the backlog has not drained within " + LIMIT);
      }
      return ended.minus(began);
    }
  }

  private static KioskState state() {
    return new KioskState(true, "benchmark", "benchmark", Map.of());
  }

  /** Until the ingest has subscribed, which it shows by keeping the retained state. */
  private void awaitHeard(URI broker, Enrolment keys, KioskId kiosk)
      throws IOException, InterruptedException {
    var mqtt = MqttTransport.secured(broker, kiosk, state(), tls(keys, kiosk.value()));
    try (var connection = mqtt.connect(new Deaf())) {
      connection.publish(state());
    }
    var jdbc = new JdbcTemplate(database);
    var end = uptime.get().plus(LIMIT);
    while (jdbc.queryForList("select id from kiosk where id = ?", kiosk.value()).isEmpty()) {
      if (uptime.get().compareTo(end) > 0) {
        throw new IOException("the ingest has not subscribed within " + LIMIT);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static SSLContext tls(Enrolment keys, String name) throws IOException {
    return MutualTls.context(
        Files.readString(keys.authority()),
        Files.readString(keys.certificate(name)),
        Files.readString(keys.privateKey(name)));
  }

  private static Batch batch(Outbox outbox, Span span) throws IOException {
    int records = (int) (span.last() - span.first() + 1);
    var stored = outbox.after(span.first() - 1, records);
    if (stored.size() != records) {
      throw new IOException("a batch that was sent is not in the outbox any more");
    }
    return new Batch(stored.getFirst().boot(), stored.stream().map(Outbox.Stored::entry).toList());
  }

  /** Notes when the line stood and what was sent over it: what is sent again once, by its first. */
  private record Noting(
      Transport line,
      Map<Long, Span> sent,
      BlockingQueue<Duration> connected,
      Supplier<Duration> uptime)
      implements Transport {
    @Override
    public String name() {
      return line.name();
    }

    @Override
    public Connection connect(Listener listener) throws IOException, InterruptedException {
      var open = line.connect(listener);
      connected.add(uptime.get());
      return new Connection() {
        @Override
        public UplinkSettings bounds(UplinkSettings usual) {
          return open.bounds(usual);
        }

        @Override
        public void publish(Batch batch) throws IOException {
          sent.put(batch.first(), new Span(batch.first(), batch.last()));
          open.publish(batch);
        }

        @Override
        public void publish(KioskState state) throws IOException {
          open.publish(state);
        }

        @Override
        public void close() {
          open.close();
        }
      };
    }
  }

  private record Deaf() implements Transport.Listener {
    @Override
    public void acknowledged(Ack ack) {}

    @Override
    public void lost(String why) {}
  }
}
