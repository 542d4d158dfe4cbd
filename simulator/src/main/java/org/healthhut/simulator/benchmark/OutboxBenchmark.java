package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;

/**
 * What keeping a record costs, on the disk of a folder: how long an append takes beside one small
 * forced write, whether segments that begin and go make anybody wait, and how much is written for a
 * reading at the pace of a kiosk.
 */
public final class OutboxBenchmark {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration NO_RETENTION = Duration.ZERO;
  private static final int SMALL_SEGMENT = 1 << 16;
  private static final int WARM_UP = 300;
  private static final int CHANGES = 10_000;
  private static final int BACKLOG = 8_000;
  private static final int PACED = 120;

  /** A kiosk's minutes pass in seconds: a reading a minute, and an index that waits for two. */
  private static final Duration MINUTE = Duration.ofMillis(600);

  private final Path folder;
  private final InstantSource clock;
  private final Supplier<Duration> uptime;
  private final RandomGenerator random;
  private final PrintStream out;
  private final DistrictKey key;

  public OutboxBenchmark(
      Path folder,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random,
      PrintStream out) {
    this.folder = folder;
    this.clock = clock;
    this.uptime = uptime;
    this.random = random;
    this.out = out;
    this.key =
        DistrictKey.parse(DistrictKeys.parse(DistrictKeys.generate("bench")).publicKey("bench"));
  }

  /** Measures {@code count} appends and the rest, and prints tables, then lines of JSON. */
  public void run(int count) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var timings = new ArrayList<Timings>();
    var written = new ArrayList<Written>();
    try {
      timings.addAll(appends(count));
      timings.addAll(changes());
      written.add(paced("at kiosk pace, all acknowledged", 0));
      written.add(paced("at kiosk pace, 8,000 waiting", BACKLOG));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the benchmark was cut short: " + e.getMessage(), e);
    }
    out.println(Timings.header());
    timings.forEach(each -> out.println(each.row()));
    out.println(Written.header());
    written.forEach(each -> out.println(each.row()));
    timings.forEach(each -> out.println(each.json()));
    written.forEach(each -> out.println(each.json()));
  }

  private List<Timings> appends(int count)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    var raw = new Timings("one 4 KiB write + fdatasync of this disk");
    var append = new Timings("append, until it is durable");
    try (var outbox = open(newFolder("appends"), OutboxSettings.usual());
        var probe = new DiskProbe(folder, uptime)) {
      for (int i = 0; i < WARM_UP + count; i++) {
        var took = append(outbox);
        var limit = probe.once();
        if (i >= WARM_UP) {
          append.add(took);
          raw.add(limit);
        }
      }
    }
    return List.of(raw, append);
  }

  /** Every two hundred appends a segment begins, another goes, and the index forgets its rows. */
  private List<Timings> changes()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    var raw = new Timings("one 4 KiB write + fdatasync meanwhile");
    var plain = new Timings("append, while segments go");
    var begins = new Timings("append that begins a segment");
    var data = newFolder("changes");
    try (var outbox = open(data, small());
        var probe = new DiskProbe(folder, uptime)) {
      append(outbox);
      var newest = newestSegment(data);
      for (int i = 0; i < CHANGES; i++) {
        var took = append(outbox);
        raw.add(probe.once());
        var now = newestSegment(data);
        (now.equals(newest) ? plain : begins).add(took);
        newest = now;
        acknowledgeAll(outbox);
      }
    }
    return List.of(raw, plain, begins);
  }

  private static Path newestSegment(Path data) throws IOException {
    try (var files = Files.list(data.resolve("journal"))) {
      return files.max(Comparator.naturalOrder()).orElseThrow();
    }
  }

  private Written paced(String what, int backlog)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (var outbox = open(newFolder("paced-" + backlog), small())) {
      for (int i = 0; i < backlog; i++) {
        append(outbox);
      }
      TimeUnit.MILLISECONDS.sleep(4 * MINUTE.toMillis());
      var before = Written.soFar();
      for (int i = 0; i < PACED; i++) {
        append(outbox);
        if (backlog == 0) {
          acknowledgeAll(outbox);
        }
        TimeUnit.MILLISECONDS.sleep(MINUTE.toMillis());
      }
      return Written.since(before, what, PACED);
    }
  }

  private static OutboxSettings small() {
    var usual = OutboxSettings.usual();
    return new OutboxSettings(
        NO_RETENTION,
        usual.queueMax(),
        usual.unindexedMax(),
        SMALL_SEGMENT,
        MINUTE.multipliedBy(usual.indexDelay().toMinutes()),
        usual.limits());
  }

  private Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  private JournaledOutbox open(Path data, OutboxSettings settings) throws IOException {
    return JournaledOutbox.open(data, new KioskId("hut-1"), key, random, this::now, settings);
  }

  private Duration append(Outbox outbox)
      throws InterruptedException, ExecutionException, TimeoutException {
    var before = uptime.get();
    outbox.append(reading()).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return uptime.get().minus(before);
  }

  private static void acknowledgeAll(Outbox outbox) {
    var standing = outbox.standing();
    outbox.acknowledged(standing.epoch(), standing.captured());
  }

  private Entry reading() {
    var now = now();
    return new Entry.ReadingTaken(
        now,
        "0123456789abcdef0123456789abcdef",
        1,
        new Reading(
            new DeviceIdentity("hbp-9030", "bp-a", null),
            new ReadingTime(now.at(), now.clock(), null),
            Map.of(
                Metric.SYSTOLIC, Quantity.of(118, Metric.SYSTOLIC.unit()),
                Metric.DIASTOLIC, Quantity.of(76, Metric.DIASTOLIC.unit()),
                Metric.PULSE, Quantity.of(68, Metric.PULSE.unit())),
            Set.of()));
  }

  private Moment now() {
    return new Moment(clock.instant(), ClockTrust.UNSYNCHRONIZED, uptime.get());
  }
}
