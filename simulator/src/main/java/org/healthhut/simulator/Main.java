package org.healthhut.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.district.database.Database;
import org.healthhut.district.database.EmbeddedDatabase;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.bench.BenchServer;
import org.healthhut.simulator.benchmark.DecodeBenchmark;
import org.healthhut.simulator.benchmark.DrainBenchmark;
import org.healthhut.simulator.benchmark.IngestBenchmark;
import org.healthhut.simulator.benchmark.OutboxBenchmark;
import org.healthhut.simulator.benchmark.WayBenchmark;
import org.healthhut.simulator.broker.EmbeddedBroker;
import org.healthhut.simulator.decode.Decode;
import org.healthhut.simulator.demo.Demo;
import org.healthhut.simulator.demo.DemoOptions;
import org.healthhut.simulator.demo.Programs;
import org.healthhut.simulator.demo.Stack;
import org.healthhut.simulator.noise.NoiseReport;
import org.healthhut.simulator.shell.Interrupt;
import org.healthhut.simulator.shell.Options;
import org.healthhut.simulator.world.PromiseBroken;
import org.healthhut.simulator.world.WorldReport;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/** Starts a part of the simulator: {@code simulator COMMAND OPTIONS}. */
public final class Main {
  private static final Map<String, Command> COMMANDS = commands();

  private final PrintStream out;
  private final InstantSource clock;
  private final Supplier<Duration> uptime;

  /** A part of the simulator: how it is called, and what it does until it is interrupted. */
  private record Command(String usage, String purpose, Work work) {}

  @FunctionalInterface
  private interface Work {
    void run(Main main, Options options) throws IOException, InterruptedException;
  }

  private Main(PrintStream out, InstantSource clock, Supplier<Duration> uptime) {
    this.out = out;
    this.clock = clock;
    this.uptime = uptime;
  }

  private static Map<String, Command> commands() {
    var commands = new LinkedHashMap<String, Command>();
    commands.put(
        "bench",
        new Command(
            "bench [--port 8090] [--dir bench] [--seed 42] [--devices NAME=MODEL,...]",
            "virtual devices on serial ports, and a page to use and disturb them",
            Main::bench));
    commands.put(
        "decode",
        new Command(Decode.USAGE, "what a driver makes of bytes, as lines of JSON", Main::decode));
    commands.put(
        "demo",
        new Command(
            "demo " + DemoOptions.usage(),
            "the whole way from a device to the doctor's page, on this machine",
            Main::demo));
    commands.put(
        "benchmark",
        new Command(
            "benchmark [--outbox] [--drivers] [--drain] [--ingest] [--count 200]"
                + " [--records 100000] "
                + DemoOptions.usage(),
            "how long a reading takes to each station of the way, beside the disk it runs on;"
                + " what keeping it costs, which --outbox measures alone; what decoding costs,"
                + " which --drivers measures alone; and how fast a backlog drains (--drain) and"
                + " the district takes in (--ingest)",
            Main::benchmark));
    commands.put(
        "noise",
        new Command(
            NoiseReport.USAGE,
            "gives every driver noise and damaged frames, and counts the readings it makes of them",
            (main, options) -> NoiseReport.run(options, main.out)));
    commands.put(
        "world",
        new Command(
            WorldReport.USAGE,
            "kiosks, line and district in one process, in virtual time, under every fault there"
                + " is: nothing lost, nothing doubled",
            (main, options) -> WorldReport.run(options, main.out)));
    commands.put(
        "broker",
        new Command(
            "broker --keys FOLDER [--port 8883]",
            "an MQTT broker for the keys that a demo has made",
            Main::broker));
    commands.put(
        "database",
        new Command(
            "database [--dir database] [--port 5433]",
            "a PostgreSQL that keeps its data in a folder",
            Main::database));
    return commands;
  }

  /** The only reader of this machine's clocks. */
  public static void main(String[] arguments) throws InterruptedException {
    long started = System.nanoTime();
    var main =
        new Main(
            System.out,
            InstantSource.system(),
            () -> Duration.ofNanos(System.nanoTime() - started));
    System.exit(main.run(List.of(arguments), System.err));
  }

  private int run(List<String> arguments, PrintStream err) throws InterruptedException {
    var command = arguments.isEmpty() ? null : COMMANDS.get(arguments.getFirst());
    if (command == null) {
      err.print(usage());
      return 2;
    }
    try {
      command.work().run(this, Options.of(arguments.subList(1, arguments.size())));
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println("usage: simulator " + command.usage());
      return 2;
    } catch (IOException | PromiseBroken e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static String usage() {
    var text = new StringBuilder("usage: simulator COMMAND\n");
    COMMANDS
        .values()
        .forEach(command ->
            text.append("  ")
                .append(command.usage())
                .append("\n      ")
                .append(command.purpose())
                .append('\n'));
    return text.toString();
  }

  private void bench(Options options) throws IOException, InterruptedException {
    int port = options.number("port", 8090, 0, 65_535);
    var folder = Path.of(options.text("dir", "bench"));
    long seed = options.number("seed", 42, 0, Integer.MAX_VALUE);
    var named = options.text("devices", "");
    options.requireAllKnown();
    var places = named.isEmpty() ? Bench.STANDARD : Bench.places(named);
    try (var interrupt = Interrupt.open();
        var bench = Bench.open(folder, places, clock, uptime, seed);
        var server = BenchServer.start(bench, port)) {
      out.println("模拟数据 simulated data, seed " + seed);
      for (var device : bench.devices()) {
        out.printf("%-8s %s  %s%n", device.name(), device.port(), device.model().englishName());
      }
      out.println("page     " + server.address());
      interrupt.await();
    }
  }

  private void decode(Options options) throws IOException {
    Decode.run(options, new Moment(clock.instant(), ClockTrust.UNSYNCHRONIZED, uptime.get()), out);
  }

  private void demo(Options options) throws IOException, InterruptedException {
    var chosen = DemoOptions.of(options);
    options.requireAllKnown();
    try (var interrupt = Interrupt.open();
        var stack = stack(chosen)) {
      new Demo(stack, uptime, out).play();
      interrupt.await();
      out.println("[demo] ending");
    }
  }

  private void benchmark(Options options) throws IOException, InterruptedException {
    var alone =
        Stream.of("outbox", "drivers", "drain", "ingest")
            .filter(options::flag)
            .collect(Collectors.toUnmodifiableSet());
    int count = options.number("count", 200, 10, 100_000);
    int records = options.number("records", 100_000, 20, 10_000_000);
    var chosen = DemoOptions.of(options);
    options.requireAllKnown();
    if (alone.isEmpty()) {
      try (var _ = Interrupt.open();
          var stack = stack(chosen)) {
        new WayBenchmark(stack, uptime, out).run(count);
      }
    }
    if (alone.isEmpty() || alone.contains("outbox")) {
      var folder = chosen.data().resolve("outbox");
      new OutboxBenchmark(folder, clock, uptime, new SecureRandom(), out).run(count);
    }
    if (alone.isEmpty() || alone.contains("drivers")) {
      new DecodeBenchmark(out).run();
    }
    if (alone.isEmpty() || alone.contains("ingest")) {
      try (var database = EmbeddedDatabase.start(chosen.data().resolve("ingest"), 0)) {
        new IngestBenchmark(database, clock, uptime, new SecureRandom(), out).run(records);
      }
    }
    if (alone.isEmpty() || alone.contains("drain")) {
      var folder = chosen.data().resolve("drain");
      try (var server = EmbeddedDatabase.start(folder.resolve("database"), 0);
          var database = Database.open(server.jdbcUrl(), null, null)) {
        int port = chosen.port(DemoOptions.Part.BROKER);
        var random = new SecureRandom();
        new DrainBenchmark(folder, database, port, clock, uptime, random, out).run(records);
      }
    }
  }

  private Stack stack(DemoOptions chosen) throws IOException, InterruptedException {
    return Stack.start(chosen, Programs.ofThisBuild(), clock, uptime, new SecureRandom(), out);
  }

  private void broker(Options options) throws IOException, InterruptedException {
    int port = options.number("port", 8883, 1, 65_535);
    var keys = Path.of(options.text("keys", "keys"));
    options.requireAllKnown();
    var enrolment = Enrolment.in(keys, List.of(), clock, new SecureRandom());
    try (var interrupt = Interrupt.open();
        var broker = EmbeddedBroker.start(port, enrolment)) {
      out.println("broker   " + broker.address());
      interrupt.await();
    }
  }

  private void database(Options options) throws IOException, InterruptedException {
    int port = options.number("port", 5433, 1, 65_535);
    var folder = Path.of(options.text("dir", "database"));
    options.requireAllKnown();
    try (var interrupt = Interrupt.open();
        var database = EmbeddedDatabase.start(folder, port)) {
      out.println("database " + database.jdbcUrl());
      interrupt.await();
    }
  }
}
