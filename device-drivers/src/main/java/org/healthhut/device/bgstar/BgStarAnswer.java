package org.healthhut.device.bgstar;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the meter answers (glucose-other.md, C): 200 and the words of the question, without leading
 * zeros. 100 says that more follows.
 *
 * <pre>
 * hello            200 hello name
 * get serial       200 serial 14 characters
 * get datetime     200 Y M D h m s
 * get gluunit      200 gluunit mg/dL
 * get glucount     200 glucount n
 * get glurec i     200 glurec a b value meal Y M D h m s
 * </pre>
 *
 * <p>Meals: 0 none, 1 and 2 before and after breakfast, 3 and 4 lunch, 5 and 6 dinner. A value that
 * begins with E is an error. What a and b are is not known, nor how HI, LO and control solution are
 * marked.
 */
final class BgStarAnswer {
  /** What one record turned out to be. */
  sealed interface Decoded {}

  /**
   * @param meal the number of the list above
   */
  record Stored(LocalDateTime at, int mgPerDl, int meal) implements Decoded {}

  /** The meter could not measure. */
  record NotMeasured() implements Decoded {}

  record Spoilt(String why) implements Decoded {}

  record Malformed() implements Decoded {}

  /** Glucose-other.md, C. */
  static final int RECORDS_MAX = 1_865;

  private static final String TIME =
      "(?<year>\\d{4}) (?<month>\\d{1,2}) (?<day>\\d{1,2})"
          + " (?<hour>\\d{1,2}) (?<minute>\\d{1,2}) (?<second>\\d{1,2})";
  private static final Pattern HELLO = Pattern.compile("200 hello (?<name>[!-~][ -~]{0,40})");
  private static final Pattern SERIAL = Pattern.compile("200 serial (?<serial>[0-9A-Za-z-]{14})");

  /** The note has the answer without the word the others have. */
  private static final Pattern CLOCK = Pattern.compile("200 (datetime )?" + TIME);

  private static final Pattern UNIT = Pattern.compile("200 (gluunit )?(?<unit>[A-Za-z/]{1,10})");
  private static final Pattern COUNT = Pattern.compile("200 glucount (?<count>\\d{1,4})");
  private static final Pattern RECORD =
      Pattern.compile(
          "200 glurec \\d{1,6} \\d{1,6} (?<value>\\d{1,4}|E[0-9A-Za-z]{0,5}) (?<meal>[0-6]) "
              + TIME);

  private BgStarAnswer() {}

  static boolean moreFollows(String line) {
    return line.equals("100") || line.startsWith("100 ");
  }

  static Optional<String> name(String line) {
    return named(HELLO.matcher(line), "name");
  }

  static Optional<String> serial(String line) {
    return named(SERIAL.matcher(line), "serial");
  }

  static Optional<String> unit(String line) {
    return named(UNIT.matcher(line), "unit");
  }

  private static Optional<String> named(Matcher fields, String group) {
    return fields.matches() ? Optional.of(fields.group(group).strip()) : Optional.empty();
  }

  static OptionalInt count(String line) {
    var fields = COUNT.matcher(line);
    if (!fields.matches()) {
      return OptionalInt.empty();
    }
    int count = Integer.parseInt(fields.group("count"));
    return count <= RECORDS_MAX ? OptionalInt.of(count) : OptionalInt.empty();
  }

  static Optional<LocalDateTime> clock(String line) {
    var fields = CLOCK.matcher(line);
    try {
      return fields.matches() ? Optional.of(time(fields)) : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Decoded record(String line) {
    var fields = RECORD.matcher(line);
    if (!fields.matches()) {
      return new Malformed();
    }
    var value = fields.group("value");
    if (value.startsWith("E")) {
      return new NotMeasured();
    }
    try {
      return new Stored(
          time(fields), Integer.parseInt(value), Integer.parseInt(fields.group("meal")));
    } catch (DateTimeException _) {
      return new Spoilt("no such date or time");
    }
  }

  private static LocalDateTime time(Matcher fields) {
    return LocalDateTime.of(
        Integer.parseInt(fields.group("year")),
        Integer.parseInt(fields.group("month")),
        Integer.parseInt(fields.group("day")),
        Integer.parseInt(fields.group("hour")),
        Integer.parseInt(fields.group("minute")),
        Integer.parseInt(fields.group("second")));
  }
}
