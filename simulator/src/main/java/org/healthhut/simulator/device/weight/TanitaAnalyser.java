package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Tanita scale or analyser with the tagged format: one line after each measurement.
 *
 * <pre>
 * {0,16,~0,1,~1,1,~2,1,MO,"SC-240",SN,"00001234",…,Wk,58.4,…,CS,B5 CR LF
 * ~1,1 weight in kg, ~2,1 height in cm; CS sum of all bytes up to the comma before it (2 hex digits)
 * </pre>
 *
 * <p>Source: protocols/tanita.md, A, examples 1 and 2, and "PC commands". A WB-3000 sends random
 * bytes 0.1 s after the line. What the display says of an error is not sent.
 *
 * <p>guess: units other than kg and cm are announced with 2 ("other numbers: lb/inch") and told as
 * Wp and Hf; once a computer has sent a setting, G1 starts.
 */
final class TanitaAnalyser implements Scale.Format {
  private static final int COMMAND_MAX = 12;
  private static final Duration ANALYSES_FOR = Duration.ofSeconds(25);
  private static final int GARBAGE = 5;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Kind kind;
  private final DisplayUnit unit;
  private final DeviceClock clock;
  private final RandomGenerator random;
  private final String serial;
  private final TanitaSettings settings = new TanitaSettings();
  private boolean garbageFollows;

  /** Which of the tags a model sends. */
  enum Kind {
    SC_240("SC-240", true, false),
    /** Has a clock and takes commands. */
    MC_980("MC-980", true, true),
    DC_360("DC-360", true, false),
    /** Weight and height only. */
    WB_3000("WB-3000", false, false),
    WB_110("WB-110", false, false);

    private final String model;
    private final boolean analyses;
    private final boolean clocked;

    Kind(String model, boolean analyses, boolean clocked) {
      this.model = model;
      this.analyses = analyses;
      this.clocked = clocked;
    }
  }

  TanitaAnalyser(Kind kind, DisplayUnit unit, DeviceClock clock, RandomGenerator random) {
    this.kind = kind;
    this.unit = unit;
    this.clock = clock;
    this.random = random;
    this.serial = "%08d".formatted(random.nextInt(1, 100_000_000));
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
  public Duration standsFor() {
    return kind.analyses ? ANALYSES_FOR : Duration.ofSeconds(4);
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
    scale.say(line(kind, unit, settings, serial, kind.clocked ? clock.now() : null, found));
    garbageFollows = kind == Kind.WB_3000;
  }

  @Override
  public void ticks(Scale scale) {
    if (garbageFollows) {
      garbageFollows = false;
      var bytes = new byte[GARBAGE];
      random.nextBytes(bytes);
      scale.say(
          new Transmission(Bytes.copyOf(bytes), "随机字节 random bytes", Transmission.NO_CHECKSUM));
    }
  }

  @Override
  public int requestAt(Bytes heard) {
    return commandAt(heard);
  }

  /** A line, or a reset, which is no printable character. */
  static int commandAt(Bytes heard) {
    if (heard.u8(0) != TanitaSettings.RESET.charAt(0)) {
      return Scale.lineAt(heard, Lines.END, COMMAND_MAX);
    }
    var reset = Bytes.ascii(TanitaSettings.RESET + Lines.END);
    return heard.startsWith(reset)
        ? reset.length()
        : reset.startsWith(heard) ? Intake.PARTIAL : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Scale scale) {
    obey(request, settings, scale);
  }

  static void obey(Bytes request, TanitaSettings settings, Scale scale) {
    var text = request.latin1();
    var line = text.substring(0, text.length() - Lines.END.length());
    if (settings.accepts(line)) {
      scale.say(new Transmission(request, "接受 accepted", Transmission.NO_CHECKSUM));
      if (line.equals(TanitaSettings.START)) {
        scale.start();
      }
    } else {
      scale.say(Lines.line("!", "拒绝 refused"));
    }
  }

  static Transmission line(
      Kind kind,
      DisplayUnit unit,
      TanitaSettings settings,
      String serial,
      @Nullable LocalDateTime at,
      Measurement found) {
    boolean metric = unit == DisplayUnit.KG;
    var line = new StringBuilder("{0,16,~0,1,~1,%1$d,~2,%1$d".formatted(metric ? 1 : 2));
    tag(line, "MO", '"' + kind.model + '"');
    if (kind.analyses) {
      tag(line, "SN", '"' + serial + '"');
    }
    if (at != null) {
      tag(line, "Da", '"' + DATE.format(at) + '"');
      tag(line, "TI", '"' + TIME.format(at) + '"');
    }
    if (kind.analyses) {
      tag(line, "Bt", String.valueOf(settings.body()));
      tag(line, "GE", String.valueOf(settings.sex()));
      tag(line, "AG", String.valueOf(settings.age()));
    }
    var cm = settings.heightCm(found.value(Metric.HEIGHT));
    if (metric) {
      tag(line, "Hm", cm.toPlainString());
    } else {
      int inches = (int) Math.round(cm.doubleValue() / 2.54);
      tag(line, "Hf", "%d'%02d".formatted(inches / 12, inches % 12));
    }
    var clothes = kind.analyses ? settings.clothesKg() : BigDecimal.ZERO.setScale(1);
    tag(line, "Pt", unit.of(clothes, 1).toPlainString());
    var kg = found.value(Metric.WEIGHT);
    tag(line, metric ? "Wk" : "Wp", unit.of(kg, 1).toPlainString());
    if (kind.analyses) {
      composition(line, settings, cm, found);
    } else {
      tag(line, "MI", found.value(Metric.BODY_MASS_INDEX).toPlainString());
    }
    line.append(',');
    var counted = Bytes.ascii(line.toString());
    var whole = counted.plus(Bytes.ascii("CS,%02X".formatted(counted.sum() & 0xFF) + Lines.END));
    return new Transmission(
        whole, "结果 " + unit.of(kg, 1) + " " + unit.text(), whole.length() - Lines.END.length() - 1);
  }

  private static void composition(
      StringBuilder line, TanitaSettings settings, BigDecimal cm, Measurement found) {
    var body =
        new BodyFigures(
            found.value(Metric.WEIGHT).doubleValue(),
            cm.doubleValue(),
            found.value(Metric.BODY_FAT).doubleValue(),
            settings.age());
    tag(line, "FW", found.value(Metric.BODY_FAT).toPlainString());
    boolean skipped = found.value(Metric.BODY_FAT).signum() == 0;
    if (!skipped) {
      tag(line, "fW", BodyFigures.tenths(body.fatKg()));
      tag(line, "MW", BodyFigures.tenths(body.leanKg()));
      tag(line, "mW", BodyFigures.tenths(body.muscleKg()));
      tag(line, "sW", "1");
      tag(line, "bW", BodyFigures.tenths(body.boneKg()));
      tag(line, "wW", BodyFigures.tenths(body.waterKg()));
      tag(line, "ww", BodyFigures.tenths(body.waterPercent()));
    }
    tag(line, "MI", found.value(Metric.BODY_MASS_INDEX).toPlainString());
    tag(line, "Sw", BodyFigures.tenths(body.standardKg()));
    tag(line, "OV", BodyFigures.tenths(body.obesityPercent()));
    if (!skipped) {
      tag(line, "IF", "4");
      tag(line, "rb", BodyFigures.whole(body.kilojoules()));
      tag(line, "rB", BodyFigures.whole(body.kilocalories()));
      tag(line, "rJ", "9");
      tag(line, "rA", String.valueOf(body.metabolicAge()));
      tag(line, "ZF", "512.6");
    }
  }

  private static void tag(StringBuilder line, String name, String value) {
    line.append(',').append(name).append(',').append(value);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return tanitaNote(fromKiosk);
  }

  static Note tanitaNote(Bytes fromKiosk) {
    var text = fromKiosk.latin1();
    boolean whole = Intake.isFrame(TanitaAnalyser::commandAt, fromKiosk);
    return Lines.command(
        text.equals(TanitaSettings.RESET + Lines.END) ? "复位 reset" : text.strip(),
        _ -> whole && new TanitaSettings().accepts(text.substring(0, text.length() - 2)));
  }
}
