package org.healthhut.device.omron;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

/**
 * The record of an HBP-9020 in "mode 5": comma-separated text with CR, LF or CR LF behind it,
 * pushed once after each measurement (omron-hbp.md, HBP-9020 comma record).
 *
 * <pre>
 * field   0  1                    2          3     4   5   6   7   8
 * offset  0  3                    24         35    41  45  49  53  57
 *         bp,ID of 20 characters ,YYYY/MM/DD,hh:mm,SYS,MAP,DIA,PUL,e
 * </pre>
 *
 * <p>The mean stands between systolic and diastolic. There is no checksum, so length, commas,
 * digits and calendar must all hold, as for {@link Format5}.
 */
final class CommaRecord {
  /** Without the line's end. */
  static final int LENGTH = 58;

  private static final int ID_FROM = 3;
  private static final int ID_TO = 23;

  private static final Pattern RECORD =
      Pattern.compile(
          "bp,[\\x20-\\x2B\\x2D-\\x7E]{20},"
              + "(?<year>\\d{4})/(?<month>\\d\\d)/(?<day>\\d\\d),(?<hour>\\d\\d):(?<minute>\\d\\d),"
              + "(?<systolic>.{3}),(?<mean>.{3}),(?<diastolic>.{3}),(?<pulse>.{3}),(?<error>\\d)");
  private static final Pattern NUMBERS = Pattern.compile("\\d{12}");

  /** How a failed measurement fills its fields is known of the HBP-9030 alone. */
  private static final Pattern BLANKS = Pattern.compile(" {12}");

  private CommaRecord() {}

  static OmronRecord decode(Bytes line) {
    if (line.isEmpty()) {
      return new OmronRecord.LineEnd();
    }
    if (line.length() != LENGTH) {
      return new OmronRecord.Malformed("a record has 58 characters");
    }
    var fields = RECORD.matcher(line.latin1());
    if (!fields.matches()) {
      return new OmronRecord.Malformed("commas, digits or ID are not where a record has them");
    }
    var deviceTime = OmronRecord.time(0, fields);
    if (deviceTime.isEmpty()) {
      return new OmronRecord.Malformed("no such date or time");
    }
    var vitals =
        fields.group("systolic")
            + fields.group("mean")
            + fields.group("diastolic")
            + fields.group("pulse");
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
        new CuffReading(
            OmronRecord.number(fields, "systolic"),
            OmronRecord.number(fields, "mean"),
            OmronRecord.number(fields, "diastolic"),
            OmronRecord.number(fields, "pulse")),
        0);
  }
}
