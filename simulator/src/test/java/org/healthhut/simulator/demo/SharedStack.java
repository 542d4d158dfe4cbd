package org.healthhut.simulator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.function.Supplier;
import org.healthhut.simulator.FreePorts;
import org.healthhut.simulator.demo.DemoOptions.Part;

/** One stack of real programs for all tests of this run; it ends with the JVM. */
public final class SharedStack {
  static final Duration LIMIT = Duration.ofSeconds(60);
  static final Supplier<Duration> UPTIME = () -> Duration.ofNanos(System.nanoTime());

  private static final Path FOLDER = Path.of("target", "stack").toAbsolutePath();

  private static final class Holder {
    static final Stack STACK = open();

    private static Stack open() {
      try {
        var stack =
            Stack.start(
                new DemoOptions(
                    Files.createTempDirectory(Files.createDirectories(FOLDER), "run-"),
                    freePorts()),
                Programs.ofThisBuild(),
                InstantSource.system(),
                UPTIME,
                new SecureRandom(),
                System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while starting", e);
      }
    }
  }

  private SharedStack() {}

  static Stack get() {
    return Holder.STACK;
  }

  /** One for each part; nothing listens on it yet. */
  public static EnumMap<Part, Integer> freePorts() throws IOException {
    var ports = new EnumMap<Part, Integer>(Part.class);
    for (var part : Part.values()) {
      ports.put(part, FreePorts.next());
    }
    return ports;
  }
}
