package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.healthhut.simulator.demo.Child;

/** What lies between a {@link Saver} and the broker, and may be pulled. */
sealed interface Cable extends AutoCloseable {
  /** What the saver's command begins with. */
  List<String> prefix();

  /** More options for the saver's Java. */
  List<String> flags();

  /** Where the saver finds the broker. */
  String broker();

  /** From now on nothing passes, and neither end is told. */
  void pull() throws IOException, InterruptedException;

  void plug() throws IOException, InterruptedException;

  @Override
  void close();

  /** The loopback interface, which nobody can pull. */
  record Loopback(String broker) implements Cable {
    @Override
    public List<String> prefix() {
      return List.of();
    }

    @Override
    public List<String> flags() {
      return List.of();
    }

    @Override
    public void pull() {
      throw new UnsupportedOperationException("the loopback interface cannot be pulled");
    }

    @Override
    public void plug() {}

    @Override
    public void close() {}
  }

  /**
   * A network of the saver's own: a namespace with one end of a virtual cable. The broker listens
   * at {@link #host}; the certificates' name is looked up in a file.
   */
  record Namespace(String name, String end, String host, String broker, Path hosts)
      implements Cable {
    /** Makes one; fails where that is not permitted. */
    static Namespace lay(Path folder, int port) throws IOException, InterruptedException {
      long pid = ProcessHandle.current().pid();
      var name = "hut-" + pid;
      var end = "hut" + pid;
      var net = "10.211." + pid % 250;
      var hosts = Files.writeString(folder.resolve("hosts"), net + ".1 localhost\n");
      var cable = new Namespace(name, end, net + ".1", "ssl://localhost:" + port, hosts);
      try {
        run("ip", "netns", "add", name);
        run("ip", "link", "add", end, "type", "veth", "peer", "name", "far", "netns", name);
        run("ip", "addr", "add", net + ".1/24", "dev", end);
        run("ip", "link", "set", end, "up");
        run("ip", "-n", name, "addr", "add", net + ".2/24", "dev", "far");
        run("ip", "-n", name, "link", "set", "far", "up");
        return cable;
      } catch (IOException | InterruptedException e) {
        cable.close();
        throw e;
      }
    }

    @Override
    public List<String> prefix() {
      return List.of("ip", "netns", "exec", name);
    }

    @Override
    public List<String> flags() {
      return List.of("-Djdk.net.hosts.file=" + hosts);
    }

    @Override
    public void pull() throws IOException, InterruptedException {
      run("ip", "link", "set", end, "down");
    }

    @Override
    public void plug() throws IOException, InterruptedException {
      run("ip", "link", "set", end, "up");
    }

    @Override
    public void close() {
      try {
        // The other end of the cable goes with the namespace.
        run("ip", "netns", "del", name);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where no namespace is permitted: a {@link Relay} in a process of its own, frozen. */
  record Relayed(Child relay, String broker) implements Cable {
    static Relayed lay(Path folder, int port, int broker) throws IOException {
      var command =
          List.of(
              Child.JAVA.toString(),
              "-XX:+UseSerialGC",
              "-Xmx32m",
              "-cp",
              System.getProperty("java.class.path"),
              Relay.class.getName(),
              "" + port,
              "" + broker);
      var relay = Child.start("relay", command, folder.resolve("relay.log"), System.out);
      return new Relayed(relay, "ssl://localhost:" + port);
    }

    @Override
    public List<String> prefix() {
      return List.of();
    }

    @Override
    public List<String> flags() {
      return List.of();
    }

    @Override
    public void pull() throws IOException, InterruptedException {
      signal("STOP", relay.handle());
    }

    @Override
    public void plug() throws IOException, InterruptedException {
      signal("CONT", relay.handle());
    }

    @Override
    public void close() {
      relay.close();
    }
  }

  /** Sends a signal that Java has no word for. */
  static void signal(String signal, ProcessHandle to) throws IOException, InterruptedException {
    run("kill", "-" + signal, "" + to.pid());
  }

  /** Runs a command of a second at most that says nothing when it succeeds. */
  static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
