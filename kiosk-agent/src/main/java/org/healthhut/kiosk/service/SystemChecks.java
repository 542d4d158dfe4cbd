package org.healthhut.kiosk.service;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;

/**
 * Judges a kiosk's machine. Pure; what a mark of a check means to do is in the page's words.
 *
 * <p>The limits are this project's own choice, but for memory, which is what the agent is built to
 * stay in.
 */
final class SystemChecks {
  static final Duration WRITE_GOOD = Duration.ofMillis(40);
  static final Duration WRITE_BAD = Duration.ofMillis(250);
  private static final long MEBI = 1 << 20;
  static final long MEMORY_GOOD = 120 * MEBI;
  static final long MEMORY_BAD = 180 * MEBI;
  static final double CELSIUS_GOOD = 70;
  static final double CELSIUS_BAD = 80;
  static final Duration DELIVERY_GOOD = Duration.ofMinutes(15);
  static final Duration WAIT_GOOD = Duration.ofMinutes(5);
  static final Duration WAIT_BAD = Duration.ofHours(1);
  static final Duration BROWSER_MAX = Duration.ofSeconds(20);
  static final Duration CERTIFICATE_GOOD = Duration.ofDays(30);
  static final Duration CERTIFICATE_BAD = Duration.ofDays(7);
  static final Duration CONFIGURATION_GOOD = Duration.ofDays(400);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int VOLTAGE_LOW = 0x1;
  private static final int VOLTAGE_WAS_LOW = 0x10000;

  private SystemChecks() {}

  enum Mark {
    /** ✓. */
    GOOD,
    /** ◆: somebody should look after it. */
    NOTE,
    /** ▲: somebody must. */
    BAD,
    /** The machine does not tell. */
    NOT_TOLD
  }

  /**
   * One check.
   *
   * @param id what the page's words call it
   * @param value what was found, in figures
   */
  record Check(String id, Mark mark, String value) {}

  /** All checks, in the order they are shown. */
  static List<Check> of(Facts facts) {
    return List.of(
        clock(facts),
        disk(facts),
        write(facts),
        outbox(facts),
        network(facts),
        queue(facts),
        certificate(facts),
        memory(facts),
        temperature(facts),
        power(facts),
        browser(facts),
        configuration(facts));
  }

  private static Check clock(Facts facts) {
    boolean sure = facts.at().clock() == ClockTrust.SYNCHRONIZED;
    var shown = TIME.format(facts.at().at().atOffset(Visits.ZONE));
    return new Check("clock", sure ? Mark.GOOD : Mark.BAD, shown);
  }

  private static Check disk(Facts facts) {
    return told(
        "disk",
        facts.diskUsed(),
        used -> mark(used, facts.warnPercent() / 100.0, facts.refusePercent() / 100.0),
        used -> "%.0f %%".formatted(used * 100));
  }

  /** One that does not end has not been done: it is bad, and not untold. */
  private static Check write(Facts facts) {
    return facts
        .written()
        .map(took -> new Check("write", mark(took, WRITE_GOOD, WRITE_BAD), took.toMillis() + " ms"))
        .orElseGet(() -> new Check("write", Mark.BAD, "✗"));
  }

  private static Check outbox(Facts facts) {
    return facts
        .lost()
        .map(lost ->
            lost == 0
                ? new Check("outbox", Mark.GOOD, "0")
                : new Check("outbox", Mark.NOTE, "−" + lost))
        .orElseGet(() -> new Check("outbox", Mark.BAD, "✗"));
  }

  private static Check network(Facts facts) {
    var since = facts.delivered().map(SystemChecks::rough).orElse("–");
    if (!facts.line().isEmpty()) {
      return new Check("network", Mark.GOOD, facts.line() + " · " + since);
    }
    boolean lately = facts.delivered().filter(ago -> ago.compareTo(DELIVERY_GOOD) <= 0).isPresent();
    return new Check("network", lately ? Mark.NOTE : Mark.BAD, "✗ · " + since);
  }

  private static Check queue(Facts facts) {
    var mark = mark(facts.oldest(), WAIT_GOOD, WAIT_BAD);
    return new Check("queue", mark, facts.waiting() + " · " + rough(facts.oldest()));
  }

  private static Check certificate(Facts facts) {
    return told(
        "certificate",
        facts.certificateUntil(),
        until -> {
          var left = Duration.between(facts.at().at(), until);
          return left.compareTo(CERTIFICATE_GOOD) > 0
              ? Mark.GOOD
              : left.compareTo(CERTIFICATE_BAD) > 0 ? Mark.NOTE : Mark.BAD;
        },
        SystemChecks::day);
  }

  private static Check memory(Facts facts) {
    return told(
        "memory",
        facts.resident(),
        bytes -> mark(bytes, MEMORY_GOOD, MEMORY_BAD),
        bytes -> bytes / MEBI + " MB");
  }

  private static Check temperature(Facts facts) {
    return told(
        "temperature",
        facts.celsius(),
        celsius -> mark(celsius, CELSIUS_GOOD, CELSIUS_BAD),
        celsius -> String.format(Locale.ROOT, "%.0f °C", celsius));
  }

  private static Check power(Facts facts) {
    return told(
        "power",
        facts.throttled(),
        bits ->
            (bits & VOLTAGE_LOW) != 0
                ? Mark.BAD
                : (bits & VOLTAGE_WAS_LOW) != 0 ? Mark.NOTE : Mark.GOOD,
        bits -> "0x" + Integer.toHexString(bits));
  }

  private static Check browser(Facts facts) {
    boolean heard = facts.browserSilent().compareTo(BROWSER_MAX) <= 0;
    return new Check("browser", heard ? Mark.GOOD : Mark.BAD, rough(facts.browserSilent()));
  }

  private static Check configuration(Facts facts) {
    return told(
        "configuration",
        facts.configured(),
        when ->
            Duration.between(when, facts.at().at()).compareTo(CONFIGURATION_GOOD) <= 0
                ? Mark.GOOD
                : Mark.NOTE,
        SystemChecks::day);
  }

  private static <T> Check told(
      String id, Optional<T> found, Function<T, Mark> mark, Function<T, String> value) {
    return found
        .map(what -> new Check(id, mark.apply(what), value.apply(what)))
        .orElseGet(() -> new Check(id, Mark.NOT_TOLD, "–"));
  }

  /** Good below {@code note}, bad from {@code bad} on. */
  private static <T extends Comparable<T>> Mark mark(T value, T note, T bad) {
    return value.compareTo(note) < 0 ? Mark.GOOD : value.compareTo(bad) < 0 ? Mark.NOTE : Mark.BAD;
  }

  private static String day(Instant at) {
    return at.atOffset(Visits.ZONE).toLocalDate().toString();
  }

  /** As a technician reads it: the largest unit that is not zero. */
  static String rough(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h";
    }
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : Math.max(0, time.toSeconds()) + " s";
  }
}
