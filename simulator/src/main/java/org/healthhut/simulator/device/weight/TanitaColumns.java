package org.healthhut.simulator.device.weight;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Metric;

/**
 * Tanita BC-418: one line of 39 columns after each measurement.
 *
 * <pre>
 * "DD/MM/YY","HH:MM",body 0 or 2,1 male 2 female,height (5),weight,fat %,fat,fat-free,water,age,BMI,
 * kJ (5),impedance of the whole body, right and left leg, right and left arm,then for right leg, left
 * leg, right arm, left arm and trunk fat %, fat, fat-free and muscle,visceral fat CR LF
 * </pre>
 *
 * <p>Source: protocols/tanita.md, B and example 3, "PC commands". guess: the shares of the limbs
 * are those of the example; a part that was skipped is zeros.
 */
final class TanitaColumns implements Scale.Format {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("\"dd/MM/uu\",\"HH:mm\"", Locale.ROOT);

  private final DeviceClock clock;
  private final TanitaSettings settings = new TanitaSettings();

  /** A limb or the trunk: its share of the weight, and how much fatter than the rest it is. */
  private record Segment(double share, double fatter) {}

  private static final List<Segment> SEGMENTS =
      List.of(
          new Segment(10.7 / 58.4, -0.3),
          new Segment(10.6 / 58.4, 0.3),
          new Segment(2.5 / 58.4, -2.5),
          new Segment(2.5 / 58.4, -1.9),
          new Segment(32.0 / 58.4, 0.6));

  TanitaColumns(DeviceClock clock) {
    this.clock = clock;
  }

  @Override
  public int decimals() {
    return 1;
  }

  @Override
  public Duration standsFor() {
    return Duration.ofSeconds(25);
  }

  @Override
  public boolean startsByItself() {
    return !settings.isCommanded();
  }

  @Override
  public void plugged() {
    settings.reset();
  }

  @Override
  public void finds(Measurement found, Scale scale) {
    scale.say(line(clock.now(), settings, found));
  }

  static Transmission line(LocalDateTime at, TanitaSettings settings, Measurement found) {
    double cm = settings.heightCm(found.value(Metric.HEIGHT)).doubleValue();
    double fat = found.value(Metric.BODY_FAT).doubleValue();
    boolean skipped = fat == 0;
    var body = new BodyFigures(found.value(Metric.WEIGHT).doubleValue(), cm, fat, settings.age());
    var columns = new ArrayList<String>();
    columns.add(STAMP.format(at));
    columns.add(String.valueOf(settings.body()));
    columns.add(String.valueOf(settings.sex()));
    columns.add("%05d".formatted((int) cm));
    columns.add(kg(body.kg()));
    columns.add(percent(fat));
    columns.add(kg(skipped ? 0 : body.fatKg()));
    columns.add(kg(skipped ? 0 : body.leanKg()));
    columns.add(kg(skipped ? 0 : body.waterKg()));
    columns.add("%02d".formatted(settings.age()));
    columns.add(kg(found.value(Metric.BODY_MASS_INDEX).doubleValue()));
    columns.add("%05d".formatted(skipped ? 0 : Math.round(body.kilojoules())));
    columns.addAll(
        skipped
            ? List.of("000", "000", "000", "000", "000")
            : List.of("512", "231", "238", "301", "309"));
    for (var segment : SEGMENTS) {
      double part = skipped ? 0 : body.kg() * segment.share();
      double partFat = skipped ? 0 : Math.max(1, fat + segment.fatter());
      double partFatKg = part * partFat / 100;
      columns.add(percent(partFat));
      columns.add(kg(partFatKg));
      columns.add(kg(part - partFatKg));
      columns.add(kg(0.95 * (part - partFatKg)));
    }
    columns.add(skipped ? "00" : "04");
    return Lines.line(String.join(",", columns), "结果 " + BodyFigures.tenths(body.kg()) + " kg");
  }

  private static String kg(double value) {
    return String.format(Locale.ROOT, "%05.1f", value);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%04.1f", value);
  }

  @Override
  public int requestAt(Bytes heard) {
    return TanitaAnalyser.commandAt(heard);
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    TanitaAnalyser.obey(request, settings, scale);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return TanitaAnalyser.tanitaNote(fromKiosk);
  }
}
