package org.healthhut.device.omron;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

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

  private Format5() {}

  static OmronRecord decode(Bytes line) {
    if (line.length() != LENGTH) {
      return new OmronRecord.Malformed("a record has 53 characters");
    }
    var fields = RECORD.matcher(line.latin1());
    if (!fields.matches()) {
      return new OmronRecord.Malformed("commas, digits or ID are not where a record has them");
    }
    var deviceTime = OmronRecord.time(0, fields);
    if (deviceTime.isEmpty()) {
      return new OmronRecord.Malformed("no such date or time");
    }
    var vitals = fields.group("systolic") + fields.group("diastolic") + fields.group("pulse");
    boolean numbers = NUMBERS.matcher(vitals).matches();
    int error = OmronRecord.number(fields, "error");
    if (error != 0) {
      // Whatever stands in the fields of a failed measurement is no value.
      return numbers || BLANKS.matcher(vitals).matches()
          ? new OmronRecord.Unfinished(error)
          : new OmronRecord.Malformed("values partly blank");
    }
    if (!numbers) {
      return new OmronRecord.Malformed("a value is not three digits");
    }
    return new OmronRecord.Finished(
        deviceTime.get(),
        OmronRecord.PatientId.of(line.slice(ID_FROM, ID_TO)),
        CuffReading.of(
            OmronRecord.number(fields, "systolic"),
            OmronRecord.number(fields, "diastolic"),
            OmronRecord.number(fields, "pulse")),
        OmronRecord.number(fields, "movements"));
  }
}
