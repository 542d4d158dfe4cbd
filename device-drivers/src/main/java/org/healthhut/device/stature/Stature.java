package org.healthhut.device.stature;

import java.time.Duration;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.frame.LineEndFraming;
import org.healthhut.device.weighing.Polled;
import org.healthhut.device.weighing.Weighing;
import org.healthhut.vital.Metric;

/** One driver for each format of a height and weight machine (height-weight.md). */
public final class Stature {
  /** Every machine of the note that names its line (height-weight.md, 1, 2, 4). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** A printed report may pause between its lines; chosen by this project. */
  public static final LineSettings REPORT_LINE =
      new LineSettings(9600, 8, LineSettings.Parity.NONE, 1, Duration.ofMillis(500));

  /** Longer than any scale that streams pauses (and-scale.md, Timing); chosen by this project. */
  private static final Duration UNFINISHED_MAX = Duration.ofSeconds(1);

  /** How often machines that do not push are asked (height-weight.md, State machine). */
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final StxEtxFraming GTECH = new StxEtxFraming(GtechRecord.LENGTH);
  private static final LineEndFraming LINES = new LineEndFraming(WeightHeightLine.LENGTH + 1);

  private Stature() {}

  /** G-Tech GL-150 and GL-310: pushes a record for each person. */
  public static Driver gtech() {
    return new FinishedPairs(
        GTECH,
        GTECH.frameMax(),
        GtechRecord::decode,
        Duration.ZERO,
        Set.of(Metric.WEIGHT, Metric.HEIGHT, Metric.BODY_MASS_INDEX));
  }

  /** G-Tech GL-310 with setting F4 = 1: prints a report for each person. */
  public static Driver gtechReport() {
    return new FinishedPairs(
        new ReportFraming(),
        ReportFraming.FRAME_MAX,
        GtechReport::decode,
        Duration.ZERO,
        Set.of(Metric.WEIGHT, Metric.HEIGHT));
  }

  /** {@code W:… H:…}, one line for each person once the machine has finished with them. */
  public static Driver weightHeightOnce() {
    return new FinishedPairs(
        LINES,
        LINES.frameMax(),
        WeightHeightLine::decode,
        UNFINISHED_MAX,
        Set.of(Metric.WEIGHT, Metric.HEIGHT));
  }

  /** {@code W:… H:…}, lines all the time with what the machine shows. */
  public static Driver weightHeightStream() {
    return new Weighing(LINES, LINES.frameMax(), WeightHeightLine::indication);
  }

  /** Adam MDW: asked for its weight. */
  public static Driver adam() {
    return new Polled(
        Bytes.EMPTY,
        AdamAnswer.REQUEST,
        EVERY,
        new Weighing(new AdamFraming(), AdamFraming.FRAME_MAX, AdamAnswer::decode));
  }
}
