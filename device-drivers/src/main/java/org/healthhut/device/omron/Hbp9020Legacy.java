package org.healthhut.device.omron;

import java.time.Duration;
import java.time.ZoneId;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Stimulus;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.vital.Moment;

/**
 * OMRON HBP-9020 in its legacy mode: pushes one {@link LegacyRecord} after each measurement;
 * nothing can be asked of it.
 *
 * <p>Low to medium confidence: one captured frame is all that is known (omron-hbp.md, table of
 * models). Where the monitor can be set to mode 5, use {@link Hbp9020}.
 */
public final class Hbp9020Legacy implements Driver {
  /** Two stop bits in some notes; a reader that expects one understands both (omron-hbp.md). */
  public static final LineSettings LINE =
      new LineSettings(2400, 8, Parity.EVEN, 1, Duration.ofMillis(100));

  /** The note has ranges for the HBP-9030 alone. */
  private static final PushedRecords.Format FORMAT =
      new PushedRecords.Format(
          Layout.LEGACY,
          new LegacyRecord.StxFraming(),
          LegacyRecord.LENGTH,
          LegacyRecord::decode,
          CuffLimits.UNKNOWN,
          "the monitor is not in its legacy mode: configure the model of its mode");

  private final PushedRecords records;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public Hbp9020Legacy(ZoneId zone) {
    this.records = new PushedRecords(FORMAT, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return records.on(stimulus, now);
  }
}
