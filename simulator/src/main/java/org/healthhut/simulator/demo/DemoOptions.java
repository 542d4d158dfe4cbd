package org.healthhut.simulator.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo's command line chose.
 *
 * @param data the folder that holds everything the demo keeps
 * @param ports where each part listens, on 127.0.0.1
 */
record DemoOptions(Path data, Map<Part, Integer> ports) {

  /** What listens. */
  enum Part {
    KIOSK("kiosk screen", "--kiosk-port", 8080),
    DOCTOR("doctor app", "--doctor-port", 8081),
    BENCH("bench", "--bench-port", 8082),
    BROKER("MQTT broker", "--broker-port", 8883),
    DATABASE("PostgreSQL", "--database-port", 5433);

    private final String title;
    private final String option;
    private final int usual;

    Part(String title, String option, int usual) {
      this.title = title;
      this.option = option;
      this.usual = usual;
    }

    String title() {
      return title;
    }
  }

  /** A command line that cannot be followed; the message tells each mistake on a line. */
  static final class Mistake extends Exception {
    Mistake(List<String> mistakes) {
      super(String.join(System.lineSeparator(), mistakes));
    }
  }

  DemoOptions {
    ports = Map.copyOf(ports);
  }

  int port(Part part) {
    var port = ports.get(part);
    if (port == null) {
      throw new IllegalStateException("no port for " + part);
    }
    return port;
  }

  static String usage() {
    var usage = new StringBuilder("demo [--data FOLDER]");
    for (var part : Part.values()) {
      usage.append(" [").append(part.option).append(' ').append(part.usual).append(']');
    }
    return usage.toString();
  }

  static DemoOptions parse(List<String> arguments) throws Mistake {
    var mistakes = new ArrayList<String>();
    var ports = new EnumMap<Part, Integer>(Part.class);
    var options = new HashMap<String, Part>();
    for (var part : Part.values()) {
      ports.put(part, part.usual);
      options.put(part.option, part);
    }
    var data = Path.of(".demo");
    for (int i = 0; i < arguments.size(); i += 2) {
      var option = arguments.get(i);
      var value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      var part = options.get(option);
      if (option.equals("--data") && !value.isEmpty()) {
        data = Path.of(value);
      } else if (part != null && value.matches("[0-9]{1,5}")) {
        int port = Integer.parseInt(value);
        if (port < 1 || port > 65_535) {
          mistakes.add(option + " must be 1..65535, is " + value);
        }
        ports.put(part, port);
      } else if (part != null || option.equals("--data")) {
        mistakes.add(
            option + " needs " + (part == null ? "a folder" : "a port") + ", has '" + value + "'");
      } else {
        mistakes.add("unknown option '" + option + "'; usage: " + usage());
      }
    }
    if (ports.values().stream().distinct().count() < ports.size()) {
      mistakes.add("every part needs a port of its own");
    }
    if (!mistakes.isEmpty()) {
      throw new Mistake(mistakes);
    }
    return new DemoOptions(data.toAbsolutePath().normalize(), ports);
  }

  /** Says of each port that is taken who has it and how to choose another. */
  void checkPortsFree() throws Mistake {
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
                + "; end it, or choose another port with "
                + part.option);
      }
    }
    if (!mistakes.isEmpty()) {
      throw new Mistake(mistakes);
    }
  }
}
