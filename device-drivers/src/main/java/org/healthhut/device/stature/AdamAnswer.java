package org.healthhut.device.stature;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * The weight an Adam MDW answers with (height-weight.md, 4).
 *
 * <pre>
 * offset  0 1       8
 *         p WWWWWWW uu      polarity (- or space), weight with a point, unit
 *           ^^^^^^^         above the range    _______ below it    ------- zero error
 * </pre>
 *
 * <p>Whether the weight has settled may be in the status behind it, which nobody has verified.
 */
final class AdamAnswer {
  /** The weight as it is shown. */
  static final Bytes REQUEST = Bytes.ascii("W\r");

  private static final Pattern WEIGHT =
      Pattern.compile(
          "(?<sign>[ -])(?=.{7}..$) *(?<number>\\d+\\.\\d+)(?<unit>[A-Za-z]{2}| [A-Za-z])");
  private static final Pattern ABOVE = Pattern.compile("[ -][ .]*\\^[ .^]*[A-Za-z]*");
  private static final Pattern BELOW = Pattern.compile("[ -][ .]*_[ ._]*[A-Za-z]*");
  private static final Pattern ZERO_ERROR = Pattern.compile("[ -][ .]*-[ .-]*[A-Za-z]*");

  private AdamAnswer() {}

  static Indication decode(Bytes body) {
    var text = body.latin1();
    var fields = WEIGHT.matcher(text);
    if (fields.matches()) {
      var value = new BigDecimal(fields.group("number"));
      return Indication.Weight.inUnit(
          Motion.UNSAID,
          fields.group("sign").equals("-") ? value.negate() : value,
          fields.group("unit").strip());
    }
    if (ABOVE.matcher(text).matches()) {
      return new Indication.Overload();
    }
    if (BELOW.matcher(text).matches() || ZERO_ERROR.matcher(text).matches()) {
      return new Indication.Underload();
    }
    return new Indication.Malformed("no answer of this format");
  }
}
