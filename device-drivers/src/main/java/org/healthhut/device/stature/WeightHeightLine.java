package org.healthhut.device.stature;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * {@code W:058.4 H:162.5}: weight in kilograms, height in centimetres (height-weight.md, 2). Spaces
 * may stand for leading zeros and a comma for the point; a height of zero was not measured.
 */
final class WeightHeightLine {
  static final int LENGTH = 15;

  private static final Pattern LINE =
      Pattern.compile("W:(?=.{5} )(?<weight> *\\d+[.,]\\d) H:(?=.{5}$)(?<height> *\\d+[.,]\\d)");

  private WeightHeightLine() {}

  static PairRecord decode(Bytes line) {
    if (line.isEmpty()) {
      return new PairRecord.Nothing();
    }
    var fields = LINE.matcher(line.latin1());
    return fields.matches()
        ? PairRecord.of(number(fields.group("weight")), number(fields.group("height")))
        : new PairRecord.Malformed("no line of this format");
  }

  /** The same line of a machine that sends what it shows, settled or not. */
  static Indication indication(Bytes line) {
    return switch (decode(line)) {
      case PairRecord.Pair(var reading) ->
          new Indication.Weight(Motion.UNSAID, reading.kg(), "", reading.heightCm());
      case PairRecord.EmptyPlate() -> Indication.Weight.of(Motion.UNSAID, new BigDecimal("0.0"));
      case PairRecord.OtherUnit(var unit) -> new Indication.OtherUnit(unit);
      case PairRecord.Nothing() -> new Indication.Nothing();
      case PairRecord.Malformed(var why) -> new Indication.Malformed(why);
    };
  }

  private static BigDecimal number(String padded) {
    return new BigDecimal(padded.strip().replace(',', '.'));
  }
}
