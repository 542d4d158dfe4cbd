package org.healthhut.device.onetouch;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * What one line of an Ultra2 says (onetouch-ultra2.md, Reply line format and Dump).
 *
 * <pre>
 * body, space, four upper-case hexadecimal digits: the sum of the bytes of the body
 *
 * ?P02.00.00 30/08/06                                              version
 * @ "KQX417FBY"                                                    serial
 * F "SAT","03/08/25","09:45:10   "                                 clock
 * P 004,"KQX417FBY","MG/DL "                                       header of the dump
 * P "SAT","03/08/25","09:41:24   ","  142 ","B","00", 00           record, newest first
 * </pre>
 */
sealed interface Ultra2Line {
  /** Software version and its date. */
  record Version(String text) implements Ultra2Line {}

  record SerialNumber(String serial) implements Ultra2Line {}

  record Clock(LocalDateTime at) implements Ultra2Line {}

  /**
   * The dump begins.
   *
   * @param records how many record lines follow
   * @param unit what the meter shows; the records are in mg/dL all the same
   */
  record Header(int records, String serial, String unit) implements Ultra2Line {}

  /**
   * One measurement.
   *
   * @param mgPerDl in mg/dL whatever unit the meter shows (onetouch-ultra2.md, Dump)
   * @param meal N none, B before, A after
   */
  record Stored(LocalDateTime at, boolean control, int mgPerDl, char meal) implements Ultra2Line {}

  /** A record the meter itself found damaged in its memory. */
  record Spoilt() implements Ultra2Line {}

  record Malformed(String why) implements Ultra2Line {}

  /** A record has 68 characters with its checksum. */
  int LENGTH_MAX = 80;

  /** Nine characters; the last is Y on a genuine meter. */
  String SERIAL = "(?<serial>[0-9A-Z]{8}Y)";

  String TIME =
      "\"(SUN|MON|TUE|WED|THU|FRI|SAT)\","
          + "\"(?<month>\\d\\d)/(?<day>\\d\\d)/(?<year>\\d\\d)\","
          + "\"(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)   \"";

  Pattern CHECKED = Pattern.compile(".+ [0-9A-F]{4}", Pattern.DOTALL);
  Pattern VERSION = Pattern.compile("\\?[ -~]{1,40}");

  /** Quotes are missing on some meters (onetouch-ultra2.md, Tolerances). */
  Pattern SERIAL_NUMBER =
      Pattern.compile("@ (\"" + SERIAL + "\"|" + SERIAL.replace("<", "<bare") + ")");

  Pattern CLOCK = Pattern.compile("F " + TIME);
  Pattern HEADER =
      Pattern.compile("P (?<records>\\d{3}),\"" + SERIAL + "\",\"(?<unit>MG/DL |MMOL/L)\"");
  Pattern RECORD =
      Pattern.compile(
          "P "
              + TIME
              + ",\"(?<control>[C ]) (?<value>\\d{3})(?<spoilt>[? ])\","
              + "\"(?<meal>[NBA])\",\"(0\\d|1[01])\", 00");

  /** What the memory holds at most (onetouch-ultra2.md, Dump). */
  int RECORDS_MAX = 500;

  static Ultra2Line decode(Bytes line) {
    if (line.length() > LENGTH_MAX || !CHECKED.matcher(line.latin1()).matches()) {
      return new Malformed("no checksum");
    }
    var body = line.slice(0, line.length() - 5);
    int sum = Integer.parseInt(line.drop(line.length() - 4).latin1(), 16);
    if ((body.sum() & 0xFFFF) != sum) {
      return new Malformed("wrong checksum");
    }
    try {
      return decode(body.latin1());
    } catch (DateTimeException _) {
      return new Malformed("no such date or time");
    }
  }

  private static Ultra2Line decode(String body) {
    if (VERSION.matcher(body).matches()) {
      return new Version(body.substring(1));
    }
    var serial = SERIAL_NUMBER.matcher(body);
    if (serial.matches()) {
      var quoted = serial.group("serial");
      return new SerialNumber(quoted == null ? serial.group("bareserial") : quoted);
    }
    var clock = CLOCK.matcher(body);
    if (clock.matches()) {
      return new Clock(time(clock));
    }
    var header = HEADER.matcher(body);
    if (header.matches()) {
      int records = Integer.parseInt(header.group("records"));
      return records <= RECORDS_MAX
          ? new Header(records, header.group("serial"), header.group("unit").strip())
          : new Malformed("more records than the memory holds");
    }
    var stored = RECORD.matcher(body);
    if (stored.matches()) {
      var at = time(stored);
      return stored.group("spoilt").equals("?")
          ? new Spoilt()
          : new Stored(
              at,
              stored.group("control").equals("C"),
              Integer.parseInt(stored.group("value")),
              stored.group("meal").charAt(0));
    }
    return new Malformed("no line of this meter");
  }

  private static LocalDateTime time(Matcher fields) {
    return LocalDateTime.of(
        2000 + Integer.parseInt(fields.group("year")),
        Integer.parseInt(fields.group("month")),
        Integer.parseInt(fields.group("day")),
        Integer.parseInt(fields.group("hour")),
        Integer.parseInt(fields.group("minute")),
        Integer.parseInt(fields.group("second")));
  }
}
