package org.healthhut.device.omron;

import java.time.ZoneId;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.LineEndFraming;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.vital.Moment;

/**
 * OMRON HBP-9020 and HBP-9021 in "mode 5": pushes one {@link CommaRecord} after each measurement;
 * nothing can be asked of it (omron-hbp.md).
 */
public final class Hbp9020 implements Driver {
  /** RS-232 (omron-hbp.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** A line longer than this is no record (omron-hbp.md, state machine). */
  private static final LineEndFraming FRAMING = new LineEndFraming(80);

  /** The note has ranges for the HBP-9030 alone. */
  private static final PushedRecords.Format FORMAT =
      new PushedRecords.Format(
          Layout.COMMA,
          FRAMING,
          FRAMING.frameMax(),
          CommaRecord::decode,
          CuffLimits.UNKNOWN,
          "set the output of the monitor to mode 5");

  private final PushedRecords records;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public Hbp9020(ZoneId zone) {
    this.records = new PushedRecords(FORMAT, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return records.on(stimulus, now);
  }
}
