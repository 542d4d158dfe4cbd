package org.healthhut.device.mettler;

import java.time.Duration;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Polled;
import org.healthhut.device.weighing.Weighing;

/** One driver for each format a scale can be set to (mettler.md). */
public final class Mettler {
  /** The usual factory setting of MT-SICS (mettler.md, MT-SICS). */
  public static final LineSettings SICS_LINE = LineSettings.of8N1(9600);

  /** 7E1 at 9600 is typical (mettler.md, 8217). */
  public static final LineSettings POINT_OF_SALE_LINE =
      new LineSettings(9600, 7, LineSettings.Parity.EVEN, 1, Duration.ofMillis(100));

  /** As often as slow indicators stream, and as long as an answer may take. */
  private static final Duration EVERY = Duration.ofMillis(200);

  private static final LineFraming LINES = new LineFraming(SicsLine.LENGTH_MAX);

  private Mettler() {}

  /** MT-SICS: reset, which makes it say who it is, then asked for the weight, settled or not. */
  public static Driver sics() {
    return new Polled(
        SicsLine.RESET,
        SicsLine.REQUEST,
        EVERY,
        new Weighing(LINES, LINES.frameMax(), SicsLine::decode));
  }

  /** The 8217 format of point-of-sale scales, of one set to kilograms: it does not say its unit. */
  public static Driver pointOfSale() {
    return new Polled(
        PosAnswer.REQUEST, new Weighing(new PosFraming(), PosFraming.FRAME_MAX, PosAnswer::decode));
  }

  /**
   * Toledo continuous output: pushes frames of 17 bytes, or of 18 with their sum.
   *
   * @param summed whether the scale is set to send the sum
   */
  public static Driver continuous(boolean summed) {
    return new Weighing(new ToledoFraming(summed), ToledoFraming.FRAME_MAX, ToledoFrame::decode);
  }
}
