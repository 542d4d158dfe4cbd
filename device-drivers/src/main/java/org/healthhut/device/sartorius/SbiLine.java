package org.healthhut.device.sartorius;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What one line of SBI means (and-scale.md, Sartorius SBI). Its text counts an eight-character
 * number behind the sign; its example, and the 16 characters it names, leave room for nine.
 *
 * <pre>
 * offset  0 1         11
 *         s NNNNNNNNN uuu     +   1255.7 g       blank unit: not settled
 *         IIIIII and the same                    with an ID in front
 *         High, Low, Err nn                      somewhere among blanks
 * </pre>
 *
 * <p>There is no checksum: a line that does not fit to the letter is refused, and no single line is
 * ever a measurement.
 */
final class SbiLine {
  /** With an ID in front. */
  static final int LENGTH_MAX = 20;

  private static final int ID_LENGTH = 6;

  private static final int LENGTH = LENGTH_MAX - ID_LENGTH;

  private static final Pattern WEIGHT =
      Pattern.compile(
          "(?<sign>[+ -])(?=.{9} .{3}$) *(?<number>\\d+(\\.\\d+)?) (?<unit>[A-Za-z]{1,3}|) *");

  private static final Pattern HIGH = Pattern.compile(" *(High|H) *");
  private static final Pattern LOW = Pattern.compile(" *(Low|L) *");
  private static final Pattern ERROR = Pattern.compile(" *(?<error>Err +\\d{2,3}) *");

  private SbiLine() {}

  static Indication decode(Bytes line) {
    if (line.length() != LENGTH && line.length() != LENGTH_MAX) {
      return new Indication.Malformed("a line has 14 characters, or 20 with an ID");
    }
    var text = line.drop(line.length() - LENGTH).latin1();
    if (HIGH.matcher(text).matches()) {
      return new Indication.Overload();
    }
    if (LOW.matcher(text).matches()) {
      return new Indication.Underload();
    }
    var error = ERROR.matcher(text);
    if (error.matches()) {
      return new Indication.Broken("the scale reports " + error.group("error"));
    }
    var fields = WEIGHT.matcher(text);
    if (!fields.matches()) {
      return new Indication.Malformed("no line of this format");
    }
    if (fields.group("unit").isEmpty()) {
      return new Indication.Moving();
    }
    var value = new BigDecimal(fields.group("number"));
    return Indication.Weight.inUnit(
        Motion.SETTLED,
        fields.group("sign").equals("-") ? value.negate() : value,
        fields.group("unit"));
  }
}
