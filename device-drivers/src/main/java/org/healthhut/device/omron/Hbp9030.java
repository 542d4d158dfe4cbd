package org.healthhut.device.omron;

import java.time.ZoneId;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffLimits.Range;
import org.healthhut.vital.Moment;

/**
 * OMRON HBP-9030 and HBP-9031C: pushes one {@link Format5} record after each measurement; nothing
 * can be asked of it (omron-hbp.md).
 */
public final class Hbp9030 implements Driver {
  /** USB CDC; most stacks ignore the speed (omron-hbp.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** What the monitor says it can show (omron-hbp.md, byte by byte, offsets 40 to 48). */
  private static final CuffLimits LIMITS =
      new CuffLimits(new Range(60, 260), new Range(30, 215), new Range(40, 180));

  /** A line longer than this is no record (omron-hbp.md, state machine). */
  private static final LineFraming FRAMING = new LineFraming(80);

  private static final PushedRecords.Format FORMAT =
      new PushedRecords.Format(
          Layout.FORMAT_5,
          FRAMING,
          FRAMING.frameMax(),
          Format5::decode,
          LIMITS,
          "set function item 32 of the monitor to 5");

  private final PushedRecords records;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public Hbp9030(ZoneId zone) {
    this.records = new PushedRecords(FORMAT, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return records.on(stimulus, now);
  }
}
