package org.healthhut.simulator.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program the demo runs in a process of its own, and starts again when it ends on its own or is
 * killed, as a service manager would. What it prints goes to a log file.
 */
public final class Child implements AutoCloseable {
  /** The Java that runs this. */
  public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final List<String> command;
  private final Path log;
  private final PrintStream out;
  private final Thread watcher;
  private volatile boolean closing;
  private volatile Process process;

  private Child(String name, List<String> command, Path log, PrintStream out) throws IOException {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
    this.out = out;
    this.process = launch();
    this.watcher = Thread.ofVirtual().name("watch-" + name).start(this::watch);
  }

  /** Starts {@code jar} with {@link #JAVA}, under {@code flags}. */
  public static Child java(
      String name, List<String> flags, Path jar, List<String> arguments, Path log, PrintStream out)
      throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException(name + " is not built: " + jar + " is missing; run mvn package first");
    }
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    command.addAll(flags);
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return start(name, command, log, out);
  }

  /** Starts whatever {@code command} says. */
  public static Child start(String name, List<String> command, Path log, PrintStream out)
      throws IOException {
    return new Child(name, command, log, out);
  }

  /** The process now running; another one after a restart. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  Path log() {
    return log;
  }

  private Process launch() throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    // As a kiosk's computer is told: each arena more keeps megabytes that nobody uses.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    return builder.start();
  }

  private void watch() {
    try {
      while (!closing) {
        int status = process.waitFor();
        // Ctrl-C reaches every process of the terminal at once: wait to see if it was that.
        TimeUnit.NANOSECONDS.sleep(RESTART_DELAY.toNanos());
        synchronized (this) {
          if (!closing) {
            out.println("[demo] " + name + " ended (" + status + "), starting it again");
            process = launch();
          }
        }
      }
    } catch (InterruptedException _) {
      // Closing.
    } catch (IOException e) {
      out.println("[demo] " + name + " cannot be started again: " + e.getMessage());
    }
  }

  /** Asks the program to end, and after a while makes it. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    watcher.interrupt();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("[demo] " + name + " did not end in " + STOP_LIMIT.toSeconds() + " s: killed");
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
