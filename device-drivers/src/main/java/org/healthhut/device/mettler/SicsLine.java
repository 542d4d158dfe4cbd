package org.healthhut.device.mettler;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What one line of MT-SICS means (mettler.md, MT-SICS).
 *
 * <pre>
 * offset  0 2 4          15
 *         S t NNNNNNNNNN uuu     S S      65.40 kg    t: S settled, D moving
 *         S t                    S +                  t: I not now, + overload, - underload
 *         I4 A "serial"                               who it is, behind a reset
 * </pre>
 *
 * <p>There is no checksum: a line that does not fit to the letter is refused, and no single line is
 * ever a measurement.
 */
final class SicsLine {
  /** Immediately, settled or not (mettler.md, MT-SICS, SI). */
  static final Bytes REQUEST = Bytes.ascii("SI\r\n");

  /** Ends whatever the scale was asked before (mettler.md, MT-SICS, @). */
  static final Bytes RESET = Bytes.ascii("@\r\n");

  /** Longest line; the answers to other commands are shorter than this. */
  static final int LENGTH_MAX = 40;

  private static final Pattern WEIGHT =
      Pattern.compile(
          "S (?<status>[SD]) (?=.{10} ) *(?<number>-?\\d+(\\.\\d+)?) (?<unit>[A-Za-z]{1,3})");

  /** What answers {@link #RESET}, and the serial number with it (mettler.md, MT-SICS, @). */
  private static final Pattern SERIAL = Pattern.compile("I4 A \"(?<serial>[!-~&&[^\"]]{1,20})\"");

  private static final Pattern OTHER_COMMAND = Pattern.compile("(Z|T|I4) .*");

  private SicsLine() {}

  static Indication decode(Bytes line) {
    var text = line.latin1();
    return switch (text) {
      case "" -> new Indication.Nothing();
      case "S +" -> new Indication.Overload();
      case "S -" -> new Indication.Underload();
      case "S I" -> new Indication.Unused("no weight at this moment");
      // Wiring or another protocol: nothing was understood, and staff hear of a silent scale.
      case "ES" -> new Indication.Malformed("the scale heard a syntax error");
      case "ET" -> new Indication.Malformed("the scale heard a transmission error");
      case "EL" -> new Indication.Malformed("the scale heard a logic error");
      default -> weight(text);
    };
  }

  private static Indication weight(String text) {
    var serial = SERIAL.matcher(text);
    if (serial.matches()) {
      return new Indication.Identity(serial.group("serial"));
    }
    if (OTHER_COMMAND.matcher(text).matches()) {
      return new Indication.Unused("answer to another command");
    }
    var fields = WEIGHT.matcher(text);
    if (!fields.matches()) {
      return new Indication.Malformed("no line of this format");
    }
    var motion = fields.group("status").equals("S") ? Motion.SETTLED : Motion.MOVING;
    var value = new BigDecimal(fields.group("number"));
    return Indication.Weight.inUnit(motion, value, fields.group("unit"));
  }
}
