package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.kiosk.clock.SystemClock;
import org.healthhut.kiosk.outbox.JournaledOutbox;
import org.healthhut.kiosk.outbox.OutboxSettings;
import org.healthhut.kiosk.uplink.MqttTransport;
import org.healthhut.kiosk.uplink.UplinkLoop;
import org.healthhut.kiosk.uplink.UplinkSettings;
import org.healthhut.simulator.shell.Options;
import org.healthhut.tls.MutualTls;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.healthhut.wire.Subject;

/**
 * A kiosk without devices: the outbox, the uplink and the transport as a kiosk has them, and visits
 * of three invented readings each, as many as the file {@code rate} asks for. What the outbox has
 * called saved goes to {@code said-PID}, each line forced to the disk. Ends with who started it.
 */
final class Saver {
  private static final int READINGS_OF_A_VISIT = 3;
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Duration TELL_EVERY = Duration.ofMillis(50);

  private final Path work;
  private final SystemClock clock = SystemClock.ofMachine();
  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<String> saved = new LinkedBlockingQueue<>();
  private final JournaledOutbox outbox;
  private final UplinkLoop uplink;
  private final String run;
  private long visits;
  private int readings;

  private Saver(Options options) throws IOException {
    work = Path.of(options.text("work", "saver"));
    var data = Path.of(options.text("data", "saver/data"));
    var keys = Path.of(options.text("keys", "keys"));
    var kiosk = new KioskId(options.text("kiosk", "hut-saver"));
    var broker = URI.create(options.text("broker", "ssl://localhost:8883"));
    options.requireAllKnown();
    var key = DistrictKey.parse(Files.readString(keys.resolve("district-public.jwk")));
    outbox =
        JournaledOutbox.open(
            data,
            kiosk,
            key,
            random,
            clock,
            OutboxSettings.usual().withRetention(Duration.ofDays(30)));
    run = outbox.boot().id();
    System.out.println("opened " + outbox.recovery() + " " + outbox.standing());
    var tls =
        MutualTls.context(
            Files.readString(keys.resolve("authority.pem")),
            Files.readString(keys.resolve(kiosk + ".pem")),
            Files.readString(keys.resolve(kiosk + ".key")));
    uplink =
        UplinkLoop.start(
            outbox,
            MqttTransport.secured(broker, kiosk, state(), tls),
            clock,
            random,
            UplinkSettings.usual(),
            this::state,
            status -> System.out.println(clock.now().at() + " " + status));
  }

  public static void main(String[] arguments) {
    int status = 1;
    try {
      var saver = new Saver(Options.of(List.of(arguments)));
      Runtime.getRuntime().addShutdownHook(new Thread(saver::close));
      Thread.ofPlatform().daemon().name("said").start(saver::tellWhatIsSaved);
      saver.work();
      status = 0;
    } catch (IOException | InterruptedException | RuntimeException e) {
      System.out.println("ended by " + e);
    }
    System.exit(status); // closes it
  }

  private KioskState state() {
    return new KioskState(true, "chaos", outbox.boot().id(), Map.of());
  }

  private void work() throws IOException, InterruptedException {
    var starter = ProcessHandle.current().parent();
    double owed = 0;
    var before = clock.now().uptime();
    var told = Duration.ZERO;
    while (starter.isPresent() && starter.get().isAlive()) {
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
      var now = clock.now().uptime();
      int rate = Integer.parseInt(Files.readString(work.resolve("rate")).strip());
      owed = Math.min(rate, owed + rate * now.minus(before).toNanos() / 1e9);
      before = now;
      for (; owed >= 1; owed--) {
        measure();
      }
      if (now.minus(told).compareTo(TELL_EVERY) > 0) {
        told = now;
        tellStanding();
      }
    }
  }

  private void measure() {
    var visit = run + "-" + visits;
    if (readings == 0) {
      var token = "t" + visit;
      append(
          new Entry.VisitBegan(now(), visit, new Subject.Guest(token)),
          "visitBegan " + visit + " " + token);
    }
    readings++;
    var device = "bp-" + readings;
    int systolic = random.nextInt(100, 180);
    int diastolic = random.nextInt(50, 95);
    int pulse = random.nextInt(50, 130);
    var moment = now();
    append(
        new Entry.ReadingTaken(
            moment,
            visit,
            0,
            new Reading(
                new DeviceIdentity("hbp-9030", device, null),
                new ReadingTime(moment.at(), moment.clock(), null),
                Map.of(
                    Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
                    Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG),
                    Metric.PULSE, Quantity.of(pulse, Unit.PER_MINUTE)),
                Set.of(Flag.SIMULATED))),
        "reading %s %s diastolic=%d pulse=%d systolic=%d %d"
            .formatted(visit, device, diastolic, pulse, systolic, moment.at().toEpochMilli()));
    if (readings == READINGS_OF_A_VISIT) {
      append(
          new Entry.VisitEnded(now(), visit, "button", readings),
          "visitEnded " + visit + " button " + readings);
      readings = 0;
      visits++;
    }
  }

  private Moment now() {
    var now = clock.now();
    return new Moment(now.at().truncatedTo(ChronoUnit.MILLIS), now.clock(), now.uptime());
  }

  private void append(Entry entry, String content) {
    var epoch = outbox.standing().epoch();
    var _ =
        outbox
            .append(entry)
            .whenComplete((seq, refused) -> {
              if (refused == null) {
                saved.add(epoch + " " + seq + " " + content + "\n");
                uplink.wake();
              }
            });
  }

  private void tellWhatIsSaved() {
    var file = work.resolve("said-" + ProcessHandle.current().pid() + "-" + run);
    try (var said =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DSYNC)) {
      while (true) {
        var lines = new StringBuilder(saved.take());
        for (var next = saved.poll(); next != null; next = saved.poll()) {
          lines.append(next);
        }
        var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          said.write(bytes);
        }
      }
    } catch (IOException | InterruptedException e) {
      System.out.println("not told any more what is saved: " + e);
    }
  }

  /** {@code PID EPOCH CAPTURED ACKNOWLEDGED}, whole or as before. */
  private void tellStanding() throws IOException {
    var standing = outbox.standing();
    var draft =
        Files.writeString(
            work.resolve("standing.draft"),
            "%d %s %d %d"
                .formatted(
                    ProcessHandle.current().pid(),
                    standing.epoch(),
                    standing.captured(),
                    standing.acknowledged()));
    Files.move(draft, work.resolve("standing"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void close() {
    uplink.close();
    outbox.close();
  }
}
