package org.healthhut.simulator.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import org.healthhut.simulator.shell.Options;

/**
 * What the demo's command line chose.
 *
 * @param data the folder that holds everything the demo keeps
 * @param ports where each part listens, on 127.0.0.1
 */
public record DemoOptions(Path data, Map<Part, Integer> ports) {

  /** What listens. */
  public enum Part {
    KIOSK("kiosk screen", "kiosk-port", 8080),
    DOCTOR("doctor app", "doctor-port", 8081),
    BENCH("bench", "bench-port", 8082),
    BROKER("MQTT broker", "broker-port", 8883),
    DATABASE("PostgreSQL", "database-port", 5433);

    private final String title;
    private final String option;
    private final int usual;

    Part(String title, String option, int usual) {
      this.title = title;
      this.option = option;
      this.usual = usual;
    }

    public String title() {
      return title;
    }
  }

  public DemoOptions {
    ports = Map.copyOf(ports);
    if (ports.values().stream().distinct().count() < Part.values().length) {
      throw new IllegalArgumentException("every part needs a port of its own: " + usage());
    }
  }

  /** Where {@code part} listens. */
  public int port(Part part) {
    var port = ports.get(part);
    if (port == null) {
      throw new IllegalStateException("no port for " + part);
    }
    return port;
  }

  /** The options, for a command's usage. */
  public static String usage() {
    var usage = new StringBuilder("[--data .demo]");
    for (var part : Part.values()) {
      usage.append(" [--").append(part.option).append(' ').append(part.usual).append(']');
    }
    return usage.toString();
  }

  /**
   * Reads the options of a command line.
   *
   * @throws IllegalArgumentException when one cannot be used; the message names it
   */
  public static DemoOptions of(Options options) {
    var ports = new EnumMap<Part, Integer>(Part.class);
    for (var part : Part.values()) {
      ports.put(part, options.number(part.option, part.usual, 1, 65_535));
    }
    var data = Path.of(options.text("data", ".demo")).toAbsolutePath().normalize();
    return new DemoOptions(data, ports);
  }

  /** Says of each port that is taken who has it and how to choose another. */
  void checkPortsFree() throws IOException {
    var mistakes = new ArrayList<String>();
    for (var part : Part.values()) {
      int port = port(part);
      try (var probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      } catch (IOException _) {
        mistakes.add(
            "port "
                + port
                + " for the "
                + part.title
                + " is taken by "
                + PortHolder.of(port).orElse("another program")
                + "; end it, or choose another port with --"
                + part.option);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new IOException(String.join(System.lineSeparator(), mistakes));
    }
  }
}
