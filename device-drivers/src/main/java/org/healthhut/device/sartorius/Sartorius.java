package org.healthhut.device.sartorius;

import org.healthhut.device.Driver;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Weighing;

/** A scale that prints SBI lines by itself (and-scale.md, Sartorius SBI). */
public final class Sartorius {
  private static final LineFraming FRAMING = new LineFraming(SbiLine.LENGTH_MAX + 1);

  private Sartorius() {}

  public static Driver sbi() {
    return new Weighing(FRAMING, FRAMING.frameMax(), SbiLine::decode);
  }
}
