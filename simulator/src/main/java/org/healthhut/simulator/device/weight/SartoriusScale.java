package org.healthhut.simulator.device.weight;

import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Shown.Range;

/**
 * Sartorius scale that prints its display by itself, settled or not, in the SBI format.
 *
 * <pre>
 * +   1255.7 g   CR LF    sign, space, 8 characters of number, space, 3 of unit: blank is not stable
 * "      High    " CR LF  more than it carries; Low less; Err nn a failure
 * </pre>
 *
 * <p>Source: protocols/and-scale.md, "Sartorius SBI", of medium confidence: the sample there has
 * one more space after the sign than its list of fields, and 16 characters only with it. The long
 * form has six characters of identification in front.
 *
 * <p>guess: High, Low and Err stand from the seventh character on, where the note's "column 6–9"
 * counts from 0; the identification of a weight is N.
 */
final class SartoriusScale implements Scale.Format {
  private static final String IDENTIFIED = "N     ";
  private static final String FAILED = "Stat  ";

  private final boolean identified;
  private final DisplayUnit unit;

  SartoriusScale(boolean identified, DisplayUnit unit) {
    this.identified = identified;
    this.unit = unit;
  }

  @Override
  public int decimals() {
    return decimals(unit);
  }

  private static int decimals(DisplayUnit unit) {
    return unit == DisplayUnit.G ? 1 : 2;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public Trouble trouble(String code) {
    return switch (code) {
      case "High" -> Trouble.OVERLOADED;
      case "Low" -> Trouble.FAR_BELOW;
      case "-" -> Trouble.LIFTED;
      default -> Trouble.REPORTED;
    };
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public void ticks(Scale scale) {
    scale.say(line(identified, unit, decimals(unit), scale.shown()));
  }

  static Transmission line(boolean identified, DisplayUnit unit, int decimals, Shown shown) {
    var said = shown.isWithin() ? shown.error() : shown.range() == Range.OVER ? "High" : "Low";
    if (!said.isEmpty()) {
      return Lines.line((identified ? FAILED : "") + "      %-8s".formatted(said), said);
    }
    var value = unit.of(shown.net(), decimals);
    var text =
        String.format(
            Locale.ROOT,
            "%s %8s %-3s",
            value.signum() < 0 ? "-" : "+",
            value.abs().toPlainString(),
            shown.still() ? unit.text() : "");
    return Lines.line(
        (identified ? IDENTIFIED : "") + text,
        (shown.still() ? "稳定 " : "未稳 ") + value + " " + unit.text());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.ignored();
  }
}
