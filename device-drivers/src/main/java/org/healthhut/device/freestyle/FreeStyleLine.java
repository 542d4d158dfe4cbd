package org.healthhut.device.freestyle;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a reply to {@code $mem} or {@code $xmem}, in this order, each ended by CR LF
 * (freestyle.md, A and B).
 *
 * <pre>
 *                                     empty
 * DAM7042-B8831                       serial
 * 0.31       -P                       software version
 * Mar  08 2025 09:45:12               clock
 * 003                                 how many records follow, or Log Empty END
 *                                     empty
 * 142  Mar  08 2025 09:41 14 0x00     record, newest first: mg/dL, time, plasma type, flags
 * 0x1E01  END                         sum of every byte before this line
 * </pre>
 *
 * <p>The records of an Optium end with {@code G 0x00} for glucose and {@code K 0x00} for ketone.
 */
final class FreeStyleLine {
  /** A record has 31 characters. */
  static final int LENGTH_MAX = 64;

  static final String EMPTY_MEMORY = "Log Empty END";

  /** What the memory holds at most (freestyle.md, A, line 5). */
  static final int RECORDS_MAX = 450;

  /** What the meter shows as a number (freestyle.md, A, record). */
  static final int MG_PER_DL_MIN = 20;

  static final int MG_PER_DL_MAX = 500;

  /** What one record line turned out to be. */
  sealed interface Decoded {}

  /**
   * A measurement of glucose.
   *
   * @param timeLost the meter had lost its clock when it stored this
   */
  record Stored(LocalDateTime at, Value value, boolean control, boolean timeLost)
      implements Decoded {}

  /** A measurement of ketone. */
  record Ketone() implements Decoded {}

  /** A record in form, with what no record is known to hold. */
  record Spoilt(String why) implements Decoded {}

  record Malformed() implements Decoded {}

  /** A number or which side of the numbers it is on. */
  sealed interface Value {
    record MgPerDl(int number) implements Value {}

    record Hi() implements Value {}

    record Lo() implements Value {}
  }

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec");

  /**
   * Names have four places, which June and July fill, and a space behind them, in the replies of
   * both families; the spacing varies (freestyle.md, A and Tolerances).
   */
  private static final String DATE =
      "(?<month>" + String.join("|", MONTHS) + ") {1,2}(?<day>\\d\\d) (?<year>\\d{4}) ";

  /** Several shapes exist beside seven, dash, five (freestyle.md, A, line 2). */
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{3,12}-[0-9A-Z]{3,12}");

  private static final Pattern VERSION = Pattern.compile("\\d[ -~]{2,30}");
  private static final Pattern CLOCK =
      Pattern.compile(DATE + "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)");
  private static final Pattern COUNT = Pattern.compile("\\d{3}");
  private static final String VALUE_AND_TIME =
      "(?<value>\\d{3}|HI |LO )  " + DATE + "(?<hour>\\d\\d):(?<minute>\\d\\d) ";

  /** Plasma type, then flags. */
  private static final Pattern LITE_RECORD =
      Pattern.compile(VALUE_AND_TIME + "[0-9A-F]{2} 0x[0-9A-F](?<flags>[0-9A-F])");

  /** What was measured, then flags. */
  private static final Pattern OPTIUM_RECORD =
      Pattern.compile(VALUE_AND_TIME + "(?<analyte>[GK]) 0x[0-9A-F](?<flags>[0-9A-F])");

  private static final int CONTROL = 0x1;

  /** Freestyle.md, B. */
  private static final int TIME_LOST = 0x2;

  private static final Pattern END = Pattern.compile("0x(?<sum>[0-9A-F]{4})  END");

  private FreeStyleLine() {}

  static Optional<String> serial(String line) {
    return SERIAL.matcher(line).matches() ? Optional.of(line) : Optional.empty();
  }

  static boolean isVersion(String line) {
    return VERSION.matcher(line).matches();
  }

  static Optional<LocalDateTime> clock(String line) {
    var fields = CLOCK.matcher(line);
    return fields.matches()
        ? time(fields, Integer.parseInt(fields.group("second")))
        : Optional.empty();
  }

  static Optional<Integer> count(String line) {
    return COUNT.matcher(line).matches()
        ? Optional.of(Integer.valueOf(line)).filter(count -> count <= RECORDS_MAX)
        : Optional.empty();
  }

  /** The checksum of the last line. */
  static Optional<Integer> end(String line) {
    var fields = END.matcher(line);
    return fields.matches()
        ? Optional.of(Integer.valueOf(fields.group("sum"), 16))
        : Optional.empty();
  }

  /** A record of a Lite. */
  static Decoded liteRecord(String line) {
    var fields = LITE_RECORD.matcher(line);
    return fields.matches() ? record(fields, CONTROL) : new Malformed();
  }

  /** A record of an Optium. */
  static Decoded optiumRecord(String line) {
    var fields = OPTIUM_RECORD.matcher(line);
    if (!fields.matches()) {
      return new Malformed();
    }
    var decoded = record(fields, CONTROL | TIME_LOST);
    return fields.group("analyte").equals("K") ? new Ketone() : decoded;
  }

  private static Decoded record(Matcher fields, int known) {
    var at = time(fields, 0);
    if (at.isEmpty()) {
      return new Spoilt("no such date or time");
    }
    int flags = Integer.parseInt(fields.group("flags"), 16);
    if ((flags & ~known) != 0) {
      return new Spoilt("unknown flags");
    }
    var value =
        switch (fields.group("value")) {
          case "HI " -> new Value.Hi();
          case "LO " -> new Value.Lo();
          case String number -> new Value.MgPerDl(Integer.parseInt(number));
        };
    return value instanceof Value.MgPerDl(var number)
            && (number < MG_PER_DL_MIN || number > MG_PER_DL_MAX)
        ? new Spoilt("outside what the meter shows as a number")
        : new Stored(at.get(), value, (flags & CONTROL) != 0, (flags & TIME_LOST) != 0);
  }

  private static Optional<LocalDateTime> time(Matcher fields, int second) {
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(fields.group("year")),
              MONTHS.indexOf(fields.group("month")) + 1,
              Integer.parseInt(fields.group("day")),
              Integer.parseInt(fields.group("hour")),
              Integer.parseInt(fields.group("minute")),
              second));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
