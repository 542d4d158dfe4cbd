package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.healthhut.simulator.FreePorts;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.simulator.demo.Child;
import org.healthhut.simulator.demo.DemoOptions;
import org.healthhut.simulator.demo.DemoOptions.Part;
import org.healthhut.simulator.demo.Programs;
import org.healthhut.simulator.demo.SharedStack;
import org.healthhut.simulator.demo.Stack;
import org.healthhut.simulator.device.Pace;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/**
 * Database, broker, two servers on one shared subscription, and a kiosk-agent with its virtual
 * devices: each a process, started again when it ends. One for all tests of this run; it ends with
 * the JVM.
 */
final class District {
  static final Duration UP_LIMIT = Duration.ofMinutes(3);
  static final Duration DRAIN_LIMIT = Duration.ofMinutes(4);

  /** Who has a certificate; a test takes those that it alone uses. */
  static final List<KioskId> KIOSKS =
      IntStream.range(0, 16).mapToObj(number -> new KioskId("hut-" + number)).toList();

  private static final Path FOLDER = Path.of("target", "chaos").toAbsolutePath();
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final int PROBE_MILLIS = 200;

  private final Stack stack;
  private final DemoOptions options;
  private final Child other;
  private final int otherPort;
  private @Nullable Mosquitto mosquitto;

  private District(Stack stack, DemoOptions options) throws IOException {
    this.stack = stack;
    this.options = options;
    otherPort = FreePorts.next();
    var settings = Files.readString(folder().resolve("sync-server.properties"));
    var file =
        Files.writeString(
            folder().resolve("other-server.properties"),
            settings.replace("server.port=" + options.port(Part.DOCTOR), "server.port=" + otherPort)
                + "district.instance=district-2\n");
    other =
        Child.java(
            "other sync-server",
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            Programs.ofThisBuild().server(),
            List.of("--config", file.toString()),
            folder().resolve("log/other-server.log"),
            System.out);
  }

  private static final class Holder {
    static final District DISTRICT = open();

    private static District open() {
      try {
        var district = start();
        Runtime.getRuntime().addShutdownHook(new Thread(district::close));
        return district;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while starting", e);
      }
    }
  }

  static District get() {
    return Holder.DISTRICT;
  }

  private static District start() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(Files.createDirectories(FOLDER), "run-");
    var options = new DemoOptions(folder, SharedStack.freePorts());
    var clock = InstantSource.system();
    var random = new SecureRandom();
    var enrolled = Stream.concat(Stream.of(Stack.KIOSK), KIOSKS.stream()).toList();
    var _ = Enrolment.in(folder.resolve("keys"), enrolled, clock, random);
    var stack =
        Stack.start(
            options,
            Programs.ofThisBuild(),
            clock,
            () -> Duration.ofNanos(System.nanoTime()),
            random,
            System.out);
    try {
      stack.bench().pace(Pace.INSTANT).join();
      return new District(stack, options);
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** Everything these processes have left behind. */
  Path folder() {
    return options.data();
  }

  Path keys() {
    return folder().resolve("keys");
  }

  int brokerPort() {
    return options.port(Part.BROKER);
  }

  Cable loopback() {
    return new Cable.Loopback("ssl://localhost:" + brokerPort());
  }

  /** A cable that can be pulled, and says which kind is permitted here. */
  Cable cable() throws IOException, InterruptedException {
    if (Mosquitto.isInstalled()) {
      try {
        var cable = Cable.Namespace.lay(folder(), brokerPort());
        System.out.println("cable: a network namespace");
        useMosquitto(List.of("127.0.0.1", cable.host()));
        return cable;
      } catch (IOException e) {
        System.out.println("cable: a relay, since there is no namespace: " + e.getMessage());
      }
    } else {
      System.out.println("cable: a relay, since mosquitto is not installed");
    }
    return Cable.Relayed.lay(folder(), FreePorts.next(), brokerPort());
  }

  /** Ends the embedded broker and starts Debian's in its place. */
  void useMosquitto(List<String> hosts) throws IOException {
    stack.stop(Part.BROKER);
    endMosquitto();
    mosquitto = Mosquitto.start(folder(), keys(), brokerPort(), hosts);
  }

  private void endMosquitto() {
    if (mosquitto != null) {
      mosquitto.child().close();
      mosquitto = null;
    }
  }

  /** Stops the broker until {@link #startBroker}. */
  void stopBroker() {
    endMosquitto();
    stack.stop(Part.BROKER);
  }

  /** Ends Debian's broker if that is running and starts the embedded one in its place. */
  void useEmbeddedBroker() throws IOException, InterruptedException {
    if (mosquitto != null) {
      startBroker();
    }
  }

  /** The embedded one, in place of whichever ran. */
  void startBroker() throws IOException, InterruptedException {
    stopBroker();
    stack.start(Part.BROKER);
  }

  /** Whether all of them can be used. */
  boolean isUp() {
    return otherListens()
        && Stream.of(Part.DATABASE, Part.BROKER, Part.DOCTOR, Part.KIOSK).allMatch(this::listens);
  }

  ProcessHandle broker() {
    return mosquitto == null ? stack.process(Part.BROKER) : mosquitto.child().handle();
  }

  /** Kills the broker and takes its store, if it has one. */
  void killBrokerAndForget() throws IOException {
    if (mosquitto == null) {
      broker().destroyForcibly(); // it keeps nothing on the disk
    } else {
      mosquitto.killAndForget();
    }
  }

  ProcessHandle agent() {
    return stack.process(Part.KIOSK);
  }

  ProcessHandle server() {
    return stack.process(Part.DOCTOR);
  }

  ProcessHandle otherServer() {
    return other.handle();
  }

  /** The program that starts PostgreSQL; PostgreSQL's own processes descend from it. */
  ProcessHandle database() {
    return stack.process(Part.DATABASE);
  }

  Stack stack() {
    return stack;
  }

  boolean listens(Part part) {
    return listens(options.port(part));
  }

  boolean otherListens() {
    return listens(otherPort);
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PROBE_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&connectTimeout=5"
            .formatted(options.port(Part.DATABASE)));
  }

  /** Waits until {@code saving} waits for nothing more and the district holds all of it. */
  void awaitDrained(Saving saving) throws Exception {
    await(
        saving.kiosk() + " has nothing waiting",
        DRAIN_LIMIT,
        () -> {
          var standing = saving.isUp() ? saving.standing() : null;
          if (standing == null || standing.waiting() > 0) {
            return false;
          }
          try (var database = connect()) {
            return Balance.through(saving.kiosk(), standing.epoch(), database)
                    == standing.captured()
                && Balance.unbroken(saving.kiosk(), database);
          } catch (SQLException _) {
            return false; // the database is away
          }
        });
  }

  Balance balance(Saving saving) throws IOException, SQLException {
    try (var database = connect()) {
      return Balance.of(saving.kiosk(), saving.said(), database);
    }
  }

  static void await(String what, Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      pause(LOOK_EVERY);
    }
  }

  static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private void close() {
    other.close();
    endMosquitto();
    stack.close();
  }
}
