package org.healthhut.device.yaohua;

import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Polled;
import org.healthhut.device.weighing.Weighing;

/** One driver for each format an indicator can be set to (yaohua-xk3190.md). */
public final class Xk3190 {
  /** The usual setting of the menu (yaohua-xk3190.md, introduction). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final StxFraming EIGHT = new StxFraming(Xk3190Frame.FORMAT_0_LENGTH);
  private static final StxFraming TEN = new StxFraming(Xk3190Frame.POLLED_LENGTH);
  private static final LineFraming A12_LINE = new LineFraming(Xk3190Frame.A12_LENGTH + 1);

  private Xk3190() {}

  /** Format 0: pushes 12 bytes from 02 to 03. */
  public static Driver format0() {
    return new Weighing(EIGHT, EIGHT.frameMax(), Xk3190Frame::format0);
  }

  /** Format 1: pushes {@code =} and the number backwards. */
  public static Driver format1() {
    return equalsSign(Xk3190Frame::format1);
  }

  /** Format 2: pushes {@code =} and the number. */
  public static Driver format2() {
    return equalsSign(Xk3190Frame::format2);
  }

  private static Driver equalsSign(Function<Bytes, Indication> decode) {
    return new Weighing(
        new EqualsFraming(), EqualsFraming.FRAME_MAX, decode, Xk3190Frame::priceFields);
  }

  /** Format A12: pushes lines of text. */
  public static Driver a12() {
    return new Weighing(A12_LINE, A12_LINE.frameMax(), Xk3190Frame::a12);
  }

  /** Command mode of A9, A23, A26 and DS3 with address A: the gross weight is asked for. */
  public static Driver commandMode() {
    return new Polled(
        StxFraming.frame(Xk3190Frame.GROSS_OF_A),
        new Weighing(TEN, TEN.frameMax(), Xk3190Frame::polled));
  }

  /**
   * Keli D2008: its frame cannot be told from format 0, and guessing its resolution is off by ten
   * (yaohua-xk3190.md, Keli D2008 variant).
   *
   * @param decimals the indicator's resolution: 0 for kilograms, 1 for tenths, 2 for hundredths
   */
  public static Driver keli(int decimals) {
    if (decimals < 0 || decimals > 2) {
      throw new IllegalArgumentException("decimals must be 0..2, are " + decimals);
    }
    return new Weighing(EIGHT, EIGHT.frameMax(), body -> Xk3190Frame.keli(body, decimals));
  }
}
