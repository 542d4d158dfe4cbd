package org.healthhut.device.andscale;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What one line of a scale means (and-scale.md, Format 1 and Format 2).
 *
 * <pre>
 * format 1   HH,svvvvvvvvuuu     ST,+00065.32 kg    US,… OL,+9999999E+19  QT,+00000042PCS
 * format 2   HH,TT,svvvvvvuu     ST,GS,+0065.4kg    US,… OL,GS,+------kg  UL,…
 * </pre>
 *
 * <p>There is no checksum: a line that does not fit its format to the letter is refused, and no
 * single line is ever a measurement.
 */
final class ScaleLine {
  /** Longest line, with the spaces some clones put between the parts. */
  static final int LENGTH_MAX = 32;

  /**
   * With a comparator's verdict behind the header where that is switched on, and a decimal comma
   * where the menu says so.
   */
  private static final Pattern FORMAT_1 =
      Pattern.compile(
          "(?<header>ST|WT|US|QT),((OK|HI|LO),)?(?<number>[+-][\\d.,]{8})"
              + "(?=.{3}$) *(?<unit>[A-Za-z]{1,3})");

  /** 13 characters at least: header, two commas, kind, sign, five of number, one of unit. */
  private static final Pattern FORMAT_2 =
      Pattern.compile(
          "(?=.{13})(?<header>ST|US), *(?<kind>GS|NT|TR), *(?<number>[+-]? *[\\d.,]{1,8}) *"
              + "(?<unit>[A-Za-z]{1,3})");

  private static final Pattern OVERLOAD =
      Pattern.compile("OL,( *(GS|NT|TR),)? *\\+?[-0-9. E+]*(kg|g|lb)?");

  /** Overload with a minus sign is one below zero (and-scale.md, Format 1, Poll commands). */
  private static final Pattern UNDERLOAD =
      Pattern.compile(
          "(UL|LO), *(GS|NT|TR),.*"
              + "|OL,-[0-9]+E[+-]?[0-9]+"
              + "|OL, *(GS|NT|TR),-( *|-{6,}) *(kg|g|lb)?");

  /** To a command it did not understand (and-scale.md, Poll commands). */
  private static final Pattern ERROR = Pattern.compile("\\?E|EC,E\\d\\d");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

  private ScaleLine() {}

  static Indication decode(Bytes line) {
    if (line.length() > LENGTH_MAX) {
      return new Indication.Malformed("line too long");
    }
    var text = line.latin1();
    if (UNDERLOAD.matcher(text).matches()) {
      return new Indication.Underload();
    }
    if (OVERLOAD.matcher(text).matches()) {
      return new Indication.Overload();
    }
    if (ERROR.matcher(text).matches()) {
      // Wiring or another protocol: nothing was understood, and staff hear of a silent scale.
      return new Indication.Malformed("the scale reports an error: " + text);
    }
    var format1 = FORMAT_1.matcher(text);
    if (format1.matches()) {
      return weight(format1.group("header"), format1.group("number"), format1.group("unit"));
    }
    var format2 = FORMAT_2.matcher(text);
    if (format2.matches()) {
      return format2.group("kind").equals("TR")
          ? new Indication.Unused("tare")
          : weight(format2.group("header"), format2.group("number"), format2.group("unit"));
    }
    return new Indication.Malformed("no line of this format");
  }

  private static Indication weight(String header, String number, String unit) {
    var plain = number.replace(" ", "").replace(',', '.');
    if (!NUMBER.matcher(plain).matches()) {
      return new Indication.Malformed("no number");
    }
    var value = new BigDecimal(plain);
    boolean stable = header.equals("ST") || header.equals("WT");
    var unitName = unit.strip();
    var indicated =
        Indication.Weight.inUnit(stable ? Motion.SETTLED : Motion.MOVING, value, unitName);
    return header.equals("QT") && indicated instanceof Indication.Weight
        ? new Indication.Unused("count")
        : indicated;
  }
}
