package org.healthhut.device.mettler;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What a point-of-sale scale answers to {@code W} (mettler.md, 8217).
 *
 * <pre>
 * WW.WWW    65.400   a weight that has settled; its unit is not said
 * ?s                 none, and why: bit 0 motion, 1 out of capacity, 2 under zero,
 *                    3 outside the range in which it can be zeroed, 4 centre of zero, 5 net, 6 set
 * </pre>
 */
final class PosAnswer {
  static final Bytes REQUEST = Bytes.ascii("W");

  private static final Pattern WEIGHT = Pattern.compile("\\d\\d\\.\\d{3}");

  private static final int MOTION = 0x01;
  private static final int OUT_OF_CAPACITY = 0x02;
  private static final int UNDER_ZERO = 0x04;
  private static final int NOT_TO_BE_ZEROED = 0x08;
  private static final int SET = 0x40;

  private PosAnswer() {}

  static Indication decode(Bytes body) {
    var text = body.latin1();
    if (WEIGHT.matcher(text).matches()) {
      return Indication.Weight.of(Motion.SETTLED, new BigDecimal(text));
    }
    return text.startsWith("?") && text.length() == 2
        ? status(body.u8(1))
        : new Indication.Malformed("neither weight nor status");
  }

  private static Indication status(int bits) {
    if (bits < SET || bits > 0x7F) {
      return new Indication.Malformed("no status has these bits");
    }
    if ((bits & OUT_OF_CAPACITY) != 0) {
      return new Indication.Overload();
    }
    if ((bits & UNDER_ZERO) != 0) {
      return new Indication.Underload();
    }
    // Whoever is stepping on takes the scale out of the range in which it can be zeroed.
    if ((bits & MOTION) != 0) {
      return new Indication.Moving();
    }
    return (bits & NOT_TO_BE_ZEROED) != 0
        ? new Indication.Underload()
        : new Indication.Unused("no weight, and no reason for it");
  }
}
