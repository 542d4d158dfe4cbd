package org.healthhut.device.andscale;

import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.weighing.Weighing;
import org.healthhut.vital.Moment;

/** A weighing indicator that streams lines (and-scale.md): {@link ScaleLine} and nothing else. */
public final class AndScale implements Driver {
  /** What ST,GS indicators are set to most often (and-scale.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final LineFraming FRAMING = new LineFraming(ScaleLine.LENGTH_MAX + 1);

  private final Weighing weighing = new Weighing(FRAMING, FRAMING.frameMax(), ScaleLine::decode);

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return weighing.on(stimulus, now);
  }
}
