package org.healthhut.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what a program adds to its log from now on. */
final class LogTail {
  private static final Duration PROBE = Duration.ofMillis(20);

  private final Path log;
  private final Supplier<Duration> uptime;
  private int read;

  LogTail(Path log, Supplier<Duration> uptime) throws IOException {
    this.log = log;
    this.uptime = uptime;
    this.read = Files.readString(log).length();
  }

  /** Waits for the next line that holds {@code pattern}, and goes on behind what it matched. */
  MatchResult await(Pattern pattern, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    var deadline = uptime.get().plus(limit);
    while (uptime.get().compareTo(deadline) < 0) {
      var matcher = pattern.matcher(Files.readString(log));
      if (matcher.find(read)) {
        read = matcher.end();
        return matcher.toMatchResult();
      }
      TimeUnit.NANOSECONDS.sleep(PROBE.toNanos());
    }
    throw new TimeoutException("The log " + log + " did not tell '" + pattern + "'");
  }
}
