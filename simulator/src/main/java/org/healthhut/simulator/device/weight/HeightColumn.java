package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Metric;

/**
 * Column that weighs and measures height and sends what it found, or all the time.
 *
 * <pre>
 * G-Tech   02 171.5,70.20,M,104.1,023.9 03     cm, kg, M F or C, obesity degree %, BMI
 *          from 100 kg on: 104.2
 * report   WEIGHT   ---- 70.20 kg CR LF, one line a label …, ESC T 00
 * W:/H:    W:058.4 H:162.5 CR                  kg, cm; LF or CRLF in some
 * </pre>
 *
 * <p>Source: protocols/height-weight.md, 1 and 2 and their examples. No checksum. A height of 0 is
 * an arm that was not lowered.
 *
 * <p>guess: the G-Tech weighs tenths, since it has room for no more above 99.99 kg; where the
 * spaces of the report are, and that only lengths and weights have units there; a scale that
 * streams shows no height before the weight is still.
 */
final class HeightColumn implements Scale.Format {
  /** What the example's obesity degree makes 100 %. */
  private static final double NORMAL_BMI = 22.93;

  private static final int CHILD_CM_MAX = 140;

  private final Layout layout;
  private final DisplayUnit unit;
  private final RandomGenerator random;

  enum Layout {
    GTECH(false),
    GTECH_REPORT(false),
    ONCE(false),
    ONCE_CRLF(false),
    STREAM(true),
    STREAM_LF(true);

    private final boolean streams;

    Layout(boolean streams) {
      this.streams = streams;
    }
  }

  HeightColumn(Layout layout, DisplayUnit unit, RandomGenerator random) {
    this.layout = layout;
    this.unit = unit;
    this.random = random;
  }

  @Override
  public int decimals() {
    return 1;
  }

  @Override
  public DisplayUnit unit() {
    return unit;
  }

  @Override
  public boolean streams() {
    return layout.streams;
  }

  @Override
  public void ticks(Scale scale) {
    if (layout.streams) {
      var who = scale.shown().settled();
      var cm = who == null ? BigDecimal.ZERO : who.value(Metric.HEIGHT);
      scale.say(weightHeight(scale.shown().net(), cm, layout == Layout.STREAM ? "\r" : "\n"));
    }
  }

  @Override
  public void finds(Measurement found, Scale scale) {
    var kg = found.value(Metric.WEIGHT);
    var cm = found.value(Metric.HEIGHT);
    switch (layout) {
      case GTECH -> scale.say(record(kg, cm, person(cm), found.value(Metric.BODY_MASS_INDEX)));
      case GTECH_REPORT -> scale.say(report(kg, cm, person(cm), unit));
      case ONCE -> scale.say(weightHeight(kg, cm, "\r"));
      case ONCE_CRLF -> scale.say(weightHeight(kg, cm, Lines.END));
      case STREAM, STREAM_LF -> {}
    }
  }

  private String person(BigDecimal cm) {
    return cm.intValue() < CHILD_CM_MAX ? "C" : random.nextBoolean() ? "M" : "F";
  }

  static Transmission record(BigDecimal kg, BigDecimal cm, String person, BigDecimal bmi) {
    double degree = cm.signum() == 0 ? 0 : 100 * exactBmi(kg, cm) / NORMAL_BMI;
    return Lines.text(
        String.format(
            Locale.ROOT,
            "\u0002%05.1f,%s,%s,%05.1f,%05.1f\u0003",
            cm,
            weight(kg),
            person,
            degree,
            bmi),
        "结果 " + kg + " kg " + cm + " cm");
  }

  /** Five characters. */
  private static String weight(BigDecimal kg) {
    return String.format(
        Locale.ROOT, kg.compareTo(BigDecimal.valueOf(100)) < 0 ? "%05.2f" : "%.1f", kg);
  }

  private static double exactBmi(BigDecimal kg, BigDecimal cm) {
    double metres = cm.doubleValue() / 100;
    return kg.doubleValue() / (metres * metres);
  }

  static Transmission report(BigDecimal kg, BigDecimal cm, String person, DisplayUnit unit) {
    double metres = cm.doubleValue() / 100;
    double normalKg = NORMAL_BMI * metres * metres;
    var standard = unit.of(BigDecimal.valueOf(normalKg), 2);
    var lines =
        String.join(
            Lines.END,
            label("GENDER", person.equals("M") ? "MALE" : person.equals("F") ? "FEMALE" : "CHILD"),
            label("WEIGHT", weight(unit.of(kg, 1)) + " " + unit.text()),
            label("STANDARD", weight(standard) + " " + unit.text()),
            label("HEIGHT", String.format(Locale.ROOT, "%05.1f cm", cm)),
            label("B M I", BodyFigures.tenths(cm.signum() == 0 ? 0 : exactBmi(kg, cm))),
            label(
                "FATNESS",
                BodyFigures.tenths(cm.signum() == 0 ? 0 : 100 * exactBmi(kg, cm) / NORMAL_BMI)
                    + " %"),
            label("MARKS", "NORMAL"),
            "\u001BT\u0000");
    return Lines.text(lines, "报告 " + kg + " kg " + cm + " cm");
  }

  private static String label(String name, String value) {
    return "%-8s ---- %s".formatted(name, value);
  }

  static Transmission weightHeight(BigDecimal kg, BigDecimal cm, String end) {
    return Lines.text(
        String.format(Locale.ROOT, "W:%05.1f H:%05.1f%s", kg, cm, end), kg + " kg " + cm + " cm");
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Lines.ignored();
  }
}
