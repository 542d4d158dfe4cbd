package org.healthhut.kiosk.clock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agent that starts must know of those before it: whose records have no certain time. As
 * text, with a line for each boot:
 *
 * <pre>
 * machine 0f7c2c5e-6c3f-4f0e-9d8e-0a1b2c3d4e5f PT61.25S
 * boot 00112233445566778899aabbccddeeff 1970-01-01T00:00:00Z
 * </pre>
 *
 * @param machine the start of the machine that uptime counts from
 * @param uptime when this was noted
 * @param boots see {@link ClockWatch#uncertain}; in order
 */
public record Uncertain(String machine, Duration uptime, Map<String, Instant> boots) {
  /** More than {@link ClockWatch#BOOTS_MAX} lines have. */
  public static final int BYTES_MAX = 16 * 1024;

  private static final Pattern MACHINE = Pattern.compile("machine ([0-9A-Za-z-]{1,64}) (\\S+)");
  private static final Pattern BOOT = Pattern.compile("boot ([0-9A-Za-z_-]{1,64}) (\\S+)");

  /** What a clock may show, so that it can be reckoned with: some 30,000 years both ways. */
  private static final long SECONDS_MAX = 1_000_000_000_000L;

  public Uncertain {
    boots = Collections.unmodifiableMap(new LinkedHashMap<>(boots));
  }

  /** Empty for a text that {@link #text} has not made. */
  public static Optional<Uncertain> parse(String text) {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !text.endsWith("\n") || lines.size() > 1 + ClockWatch.BOOTS_MAX) {
      return Optional.empty();
    }
    try {
      var machine = MACHINE.matcher(lines.getFirst());
      if (!machine.matches()) {
        return Optional.empty();
      }
      var boots = new LinkedHashMap<String, Instant>();
      for (var line : lines.subList(1, lines.size())) {
        var boot = BOOT.matcher(line);
        if (!boot.matches()) {
          return Optional.empty();
        }
        var shown = Instant.parse(boot.group(2));
        if (Math.abs(shown.getEpochSecond()) > SECONDS_MAX) {
          return Optional.empty();
        }
        boots.put(boot.group(1), shown);
      }
      return Optional.of(new Uncertain(machine.group(1), Duration.parse(machine.group(2)), boots));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  public String text() {
    var text = new StringBuilder("machine " + machine + " " + uptime + "\n");
    boots.forEach((boot, shown) -> text.append("boot " + boot + " " + shown + "\n"));
    return text.toString();
  }

  /**
   * Whether the uptime that counts now is the one that the records of these boots have.
   *
   * @param running the start of the machine that it counts from
   */
  public boolean holds(String running, Duration now) {
    return machine.equals(running) && now.compareTo(uptime) >= 0;
  }
}
