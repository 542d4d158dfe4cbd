package org.healthhut.device.mettler;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What the body of a continuous frame means (mettler.md, Toledo continuous output).
 *
 * <pre>
 * offset  0 1 2 3      9
 *         A B C WWWWWW TTTTTT     status, weight, tare; digits without a point, spaces in front
 * A       bits 0-2 decimals: 000 hundreds, 001 tens, 010 ones, 011 tenths … 110 ten-thousandths
 * B       bit 1 negative, bit 2 out of range, bit 3 in motion, bit 4 kg, else lb
 * C       bits 0-2 unit: 000 as in B, 001 g
 * </pre>
 *
 * <p>Bits 5 to 7 differ between clones and are not looked at.
 */
final class ToledoFrame {
  private static final int LENGTH = 15;

  private static final int DECIMALS_MASK = 0x07;
  private static final int DECIMALS_MAX = 6;

  /** The code that means ones. */
  private static final int ONES = 2;

  private static final int NEGATIVE = 0x02;
  private static final int OUT_OF_RANGE = 0x04;
  private static final int IN_MOTION = 0x08;
  private static final int KILOGRAMS = 0x10;

  private static final int UNIT_MASK = 0x07;
  private static final int UNIT_AS_IN_B = 0;
  private static final int UNIT_GRAMS = 1;

  private static final Pattern SIX = Pattern.compile("(?=.{6}$) *\\d+");

  private ToledoFrame() {}

  static Indication decode(Bytes body) {
    if (body.length() != LENGTH) {
      return new Indication.Malformed("a frame has 15 characters between STX and CR");
    }
    int b = body.u8(1);
    if ((b & OUT_OF_RANGE) != 0) {
      return (b & NEGATIVE) != 0 ? new Indication.Underload() : new Indication.Overload();
    }
    int decimals = body.u8(0) & DECIMALS_MASK;
    if (decimals > DECIMALS_MAX) {
      return new Indication.Malformed("no such number of decimals");
    }
    var weight = body.slice(3, 9).latin1();
    if (!SIX.matcher(weight).matches() || !SIX.matcher(body.slice(9, LENGTH).latin1()).matches()) {
      return new Indication.Malformed("weight or tare is no number");
    }
    var digits = new BigInteger(weight.strip());
    var shown = new BigDecimal((b & NEGATIVE) != 0 ? digits.negate() : digits, decimals - ONES);
    var motion = (b & IN_MOTION) != 0 ? Motion.MOVING : Motion.SETTLED;
    return switch (body.u8(2) & UNIT_MASK) {
      case UNIT_AS_IN_B ->
          Indication.Weight.inUnit(motion, shown, (b & KILOGRAMS) != 0 ? "kg" : "lb");
      case UNIT_GRAMS -> Indication.Weight.inUnit(motion, shown, "g");
      default -> new Indication.OtherUnit("number " + (body.u8(2) & UNIT_MASK));
    };
  }
}
