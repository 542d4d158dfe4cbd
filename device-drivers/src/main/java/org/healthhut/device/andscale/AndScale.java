package org.healthhut.device.andscale;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Polled;
import org.healthhut.device.weighing.Weighing;
import org.healthhut.vital.Moment;

/** A weighing indicator that sends lines (and-scale.md), by itself unless it has to be asked. */
public final class AndScale implements Driver {
  /** What ST,GS indicators are set to most often (and-scale.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Sends the current reading of an A&D scale (and-scale.md, Poll commands). */
  private static final Bytes CURRENT = Bytes.ascii("Q\r\n");

  /**
   * Sends the displayed weight of an ST,GS indicator (and-scale.md, Poll commands: one vendor's
   * table; guess: ended as the answers are).
   */
  private static final Bytes DISPLAYED = Bytes.ascii("RW\r\n");

  private static final LineFraming FRAMING = new LineFraming(ScaleLine.LENGTH_MAX + 1);

  private final Weighing weighing = weighing();

  /** An A&D scale that sends a reading for each request. */
  public static Driver asked() {
    return new Polled(CURRENT, weighing());
  }

  /** An ST,GS indicator in command mode. */
  public static Driver commandMode() {
    return new Polled(DISPLAYED, weighing());
  }

  private static Weighing weighing() {
    return new Weighing(FRAMING, FRAMING.frameMax(), ScaleLine::decode);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return weighing.on(stimulus, now);
  }
}
