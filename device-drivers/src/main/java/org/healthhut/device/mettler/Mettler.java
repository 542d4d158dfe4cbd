package org.healthhut.device.mettler;

import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Polled;
import org.healthhut.device.weighing.Weighing;

/** One driver for each format a scale can be set to (mettler.md). */
public final class Mettler {
  /** The usual factory setting of MT-SICS (mettler.md, MT-SICS). */
  public static final LineSettings SICS_LINE = LineSettings.of8N1(9600);

  private static final LineFraming LINES = new LineFraming(SicsLine.LENGTH_MAX);

  private Mettler() {}

  /** MT-SICS: asked for the weight, settled or not. */
  public static Driver sics() {
    return new Polled(SicsLine.REQUEST, new Weighing(LINES, LINES.frameMax(), SicsLine::decode));
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
