package org.healthhut.simulator.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.bench.BenchServer;
import org.healthhut.simulator.demo.DemoOptions.Part;
import org.healthhut.wire.KioskId;

/**
 * Everything between a device's wire and a doctor's page, on this machine: database, broker, server
 * and kiosk, each a program in a process of its own, and a bench of virtual devices in this one.
 *
 * <pre>
 * data/keys         certificates and keys of this installation
 * data/database     PostgreSQL's data
 * data/kiosk        the kiosk's records
 * data/devices      the virtual devices' serial ports
 * data/log          what each program printed
 * data/kiosk.yaml, data/sync-server.properties, data/sign-in
 * </pre>
 */
public final class Stack implements AutoCloseable {
  /** The one kiosk of a stack. */
  public static final KioskId KIOSK = new KioskId("kiosk-demo");

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration PROBE = Duration.ofMillis(50);

  /** What a kiosk's computer is given. */
  private static final List<String> AGENT_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms10m",
          "-Xmn4m",
          "-Xmx64m",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:TrimNativeHeapInterval=60000",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:ReservedCodeCacheSize=24m",
          "-XX:+ExitOnOutOfMemoryError");

  private static final List<String> SMALL_FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

  private final DemoOptions options;
  private final Programs programs;
  private final Supplier<Duration> uptime;
  private final PrintStream out;
  private final StackFiles files;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<Part, Child> children = new EnumMap<>(Part.class);
  private final Bench bench;

  private Stack(
      DemoOptions options,
      Programs programs,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random,
      PrintStream out)
      throws IOException {
    this.options = options;
    this.programs = programs;
    this.uptime = uptime;
    this.out = out;
    this.files = StackFiles.in(options, clock, random);
    this.bench =
        Bench.open(
            options.data().resolve("devices"),
            Bench.STANDARD,
            clock,
            uptime,
            random.nextInt(1 << 30));
    opened.push(bench);
  }

  /**
   * Starts everything and waits until it can be used.
   *
   * @param random must be cryptographically strong outside tests: certificates and the doctor's
   *     password come from it
   * @throws IOException when a program does not start; the message names it and its log
   */
  public static Stack start(
      DemoOptions options,
      Programs programs,
      InstantSource clock,
      Supplier<Duration> uptime,
      RandomGenerator random,
      PrintStream out)
      throws IOException, InterruptedException {
    options.checkPortsFree();
    var stack = new Stack(options, programs, clock, uptime, random, out);
    try {
      stack.open();
      return stack;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void open() throws IOException, InterruptedException {
    opened.push(BenchServer.start(bench, options.port(Part.BENCH)));
    for (var part : List.of(Part.DATABASE, Part.BROKER, Part.DOCTOR, Part.KIOSK)) {
      start(part);
    }
  }

  /** Starts the program that listens as {@code part} and waits until it does. */
  public void start(Part part) throws IOException, InterruptedException {
    switch (part) {
      case DATABASE -> startDatabase();
      case BROKER -> startBroker();
      case DOCTOR -> startServer();
      case KIOSK -> startAgent();
      case BENCH -> throw new IllegalArgumentException("the bench is part of this process");
    }
  }

  /** Ends the program that listens as {@code part}, and does not start it again. */
  public void stop(Part part) {
    var child = children.remove(part);
    if (child != null) {
      child.close();
    }
  }

  /** The process that now listens as {@code part}. Killed, it is started again. */
  public ProcessHandle process(Part part) {
    var child = children.get(part);
    if (child == null) {
      throw new IllegalStateException("the " + part.title() + " is stopped");
    }
    return child.handle();
  }

  private void startDatabase() throws IOException, InterruptedException {
    start(
        Part.DATABASE,
        "database",
        SMALL_FLAGS,
        programs.simulator(),
        List.of("database", "--dir", data("database"), "--port", "" + options.port(Part.DATABASE)));
  }

  private void startBroker() throws IOException, InterruptedException {
    start(
        Part.BROKER,
        "broker",
        SMALL_FLAGS,
        programs.simulator(),
        List.of("broker", "--keys", data("keys"), "--port", "" + options.port(Part.BROKER)));
  }

  private void startServer() throws IOException, InterruptedException {
    start(
        Part.DOCTOR,
        "sync-server",
        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        programs.server(),
        List.of("--config", files.writeServerSettings().toString()));
  }

  private void startAgent() throws IOException, InterruptedException {
    start(
        Part.KIOSK,
        "kiosk-agent",
        AGENT_FLAGS,
        programs.agent(),
        List.of("run", "--config", files.writeKioskSettings(bench).toString()));
  }

  private void start(Part part, String name, List<String> flags, Path jar, List<String> arguments)
      throws IOException, InterruptedException {
    var log = log(name);
    var child = Child.java(name, flags, jar, arguments, log, out);
    children.put(part, child);
    var deadline = uptime.get().plus(START_LIMIT);
    while (!listens(options.port(part))) {
      if (uptime.get().compareTo(deadline) > 0) {
        throw new IOException(
            "the "
                + part.title()
                + " did not start within "
                + START_LIMIT.toSeconds()
                + " s; see "
                + log);
      }
      TimeUnit.NANOSECONDS.sleep(PROBE.toNanos());
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (int) PROBE.toMillis());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private String data(String folder) {
    return options.data().resolve(folder).toString();
  }

  /** The virtual devices that the kiosk is plugged into. */
  public Bench bench() {
    return bench;
  }

  /** The resident's page. */
  public URI screen() {
    return page(Part.KIOSK);
  }

  /** The doctor's pages. */
  public URI doctorApp() {
    return page(Part.DOCTOR);
  }

  /** The technician's page of the virtual devices. */
  public URI benchPage() {
    return page(Part.BENCH);
  }

  private URI page(Part part) {
    return URI.create("http://127.0.0.1:" + options.port(part));
  }

  /** The folder everything is kept in. */
  public Path folder() {
    return options.data();
  }

  /** What the program {@code name} printed. */
  public Path log(String name) {
    return options.data().resolve("log").resolve(name + ".log");
  }

  /** The account of the one doctor. */
  public String doctor() {
    return StackFiles.DOCTOR;
  }

  /** Drawn once for this folder. */
  public String doctorsPassword() {
    return files.password();
  }

  /** Ends every program, the last started first. */
  @Override
  public void close() {
    for (var part : List.of(Part.KIOSK, Part.DOCTOR, Part.BROKER, Part.DATABASE)) {
      stop(part);
    }
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) { // whatever one part throws, the others are ended too
        out.println("[demo] not closed: " + e.getMessage());
      }
    }
  }
}
