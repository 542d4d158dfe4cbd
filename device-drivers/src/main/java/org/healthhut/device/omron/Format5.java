package org.healthhut.device.omron;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * The record of an HBP-9030 whose function item 32 is 5: comma-separated text of fixed width, CR LF
 * behind it, pushed once after each measurement.
 *
 * <pre>
 * offset  0    5  8  11 14 17                   38 40  44  48  52
 *         YYYY,MM,DD,hh,mm,ID of 20 characters ,e,SYS,DIA,PUL,m
 * </pre>
 *
 * <p>There is no checksum, so length, commas, digits and calendar must all hold (omron-hbp.md,
 * "Validation order", after instruction manual 2873643-0F, page 20).
 */
final class Format5 {
  /** Without CR LF. */
  static final int LENGTH = 53;

  /** Years a working clock shows (omron-hbp.md, byte by byte, offset 0). */
  private static final int YEAR_MIN = 2000;

  private static final int YEAR_MAX = 2099;

  private static final int ID_FROM = 17;
  private static final int ID_TO = 37;

  private static final Pattern RECORD =
      Pattern.compile(
          "(?<year>\\d{4}),(?<month>\\d\\d),(?<day>\\d\\d),(?<hour>\\d\\d),(?<minute>\\d\\d),"
              + "[\\x20-\\x2B\\x2D-\\x7E]{20},"
              + "(?<error>\\d),(?<systolic>.{3}),(?<diastolic>.{3}),(?<pulse>.{3}),"
              + "(?<movements>\\d)");
  private static final Pattern NUMBERS = Pattern.compile("\\d{9}");
  private static final Pattern BLANKS = Pattern.compile(" {9}");

  /** What one line turned out to be. */
  sealed interface Decoded {}

  /** A finished measurement. Whether a person can have these values is not yet asked. */
  record Finished(
      LocalDateTime deviceTime,
      PatientId patient,
      int systolicMmHg,
      int diastolicMmHg,
      int pulsePerMinute,
      int movements)
      implements Decoded {}

  /** The monitor could not measure. What each error digit means is not known (omron-hbp.md). */
  record Unfinished(int error) implements Decoded {}

  record Malformed(String why) implements Decoded {}

  /**
   * The ID field as far as this program may keep it: enough to tell a record sent again from
   * another one, too little to tell the ID.
   */
  record PatientId(int hash) {}

  private Format5() {}

  static Decoded decode(Bytes line) {
    if (line.length() != LENGTH) {
      return new Malformed("a record has 53 characters");
    }
    var fields = RECORD.matcher(line.latin1());
    if (!fields.matches()) {
      return new Malformed("commas, digits or ID are not where a record has them");
    }
    LocalDateTime deviceTime;
    try {
      deviceTime =
          LocalDateTime.of(
              Integer.parseInt(fields.group("year")),
              Integer.parseInt(fields.group("month")),
              Integer.parseInt(fields.group("day")),
              Integer.parseInt(fields.group("hour")),
              Integer.parseInt(fields.group("minute")));
    } catch (DateTimeException _) {
      return new Malformed("no such date or time");
    }
    if (deviceTime.getYear() < YEAR_MIN || deviceTime.getYear() > YEAR_MAX) {
      return new Malformed("no such date or time");
    }
    var vitals = fields.group("systolic") + fields.group("diastolic") + fields.group("pulse");
    boolean numbers = NUMBERS.matcher(vitals).matches();
    int error = Integer.parseInt(fields.group("error"));
    if (error != 0) {
      // Whatever stands in the fields of a failed measurement is no value.
      return numbers || BLANKS.matcher(vitals).matches()
          ? new Unfinished(error)
          : new Malformed("values partly blank");
    }
    if (!numbers) {
      return new Malformed("a value is not three digits");
    }
    return new Finished(
        deviceTime,
        new PatientId(line.slice(ID_FROM, ID_TO).hashCode()),
        Integer.parseInt(fields.group("systolic")),
        Integer.parseInt(fields.group("diastolic")),
        Integer.parseInt(fields.group("pulse")),
        Integer.parseInt(fields.group("movements")));
  }
}
