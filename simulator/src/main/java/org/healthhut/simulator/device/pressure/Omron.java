package org.healthhut.simulator.device.pressure;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;

/**
 * OMRON HBP-9030 and HBP-9020: push one record after each cuff cycle and listen to nothing. The
 * menu of the device chooses the layout of the record.
 *
 * <pre>
 * format 5  YYYY,MM,DD,hh,mm,&lt;ID, 20 characters&gt;,e,SSS,DDD,PPP,m CR LF       53 characters and the end
 * mode 5    bp,&lt;ID, 20 characters&gt;,YYYY/MM/DD,hh:mm,SSS,MMM,DDD,PPP,e CR LF
 * legacy    STX SP YYMMDD SP hhmm SP SSS SP DDD SP PPP ETX                       26 bytes, no end of line
 *           e error digit, S systolic, M mean, D diastolic, P pulse, m movements
 * </pre>
 *
 * <p>Source: protocols/omron-hbp.md. No checksum and no cuff pressure in any of them. In format 5
 * the three values of a failed measurement are spaces (example 3). The legacy layout has no place
 * for a failure: nothing is sent of one.
 *
 * <p>guess: the values of a failed measurement in mode 5 are zeros; the note says nothing of them.
 * Of formats 1 to 4 of an HBP-9030 it has the first characters, {@code MMBP203N} CR, {@code ID...B}
 * and {@code bp,}; what follows the first two here is made up.
 */
final class Omron implements Monitor.Format {
  /** How a record is written; {@code id} is what was entered on the monitor, or empty. */
  @FunctionalInterface
  interface Layout {
    Transmission record(LocalDateTime at, String id, Measurement found);
  }

  static final Layout FORMAT_5 = Omron::format5;
  static final Layout MODE_5 = Omron::mode5;
  static final Layout LEGACY = Omron::legacy;
  static final Layout MMBP = Omron::mmbp;
  static final Layout ID_B = Omron::idB;

  private static final DateTimeFormatter FORMAT_5_TIME = pattern("uuuu,MM,dd,HH,mm");
  private static final DateTimeFormatter MODE_5_TIME = pattern("uuuu/MM/dd,HH:mm");
  private static final DateTimeFormatter LEGACY_TIME = pattern("uuMMdd HHmm");

  private static final int ID_LENGTH = 20;

  /** How many are counted when somebody moves. */
  private static final int MOVEMENTS = 3;

  private final DeviceClock clock;
  private final Layout layout;

  Omron(Layout layout, DeviceClock clock) {
    this.layout = layout;
    this.clock = clock;
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  @Override
  public int requestAt(Bytes heard) {
    return Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {}

  @Override
  public void finds(Measurement found, Monitor monitor) {
    monitor.say(layout.record(clock.now(), "", found));
  }

  private static Transmission format5(LocalDateTime at, String id, Measurement found) {
    int movements = found.flags().contains(Flag.MOVED) ? MOVEMENTS : 0;
    var values = found.failed() ? "   ,   ,   " : values(found);
    return line(
        found,
        FORMAT_5_TIME.format(at),
        padded(id),
        errorDigit(found),
        values,
        String.valueOf(movements));
  }

  private static String values(Measurement found) {
    return "%03d,%03d,%03d"
        .formatted(
            of(found, Metric.SYSTOLIC), of(found, Metric.DIASTOLIC), of(found, Metric.PULSE));
  }

  private static Transmission mode5(LocalDateTime at, String id, Measurement found) {
    var values =
        found.failed()
            ? "000,000,000,000"
            : "%03d,%03d,%03d,%03d"
                .formatted(
                    of(found, Metric.SYSTOLIC),
                    of(found, Metric.MEAN_PRESSURE),
                    of(found, Metric.DIASTOLIC),
                    of(found, Metric.PULSE));
    return line(found, "bp", padded(id), MODE_5_TIME.format(at), values, errorDigit(found));
  }

  private static Transmission legacy(LocalDateTime at, String id, Measurement found) {
    var text =
        "\u0002 %s %03d %03d %03d\u0003"
            .formatted(
                LEGACY_TIME.format(at),
                of(found, Metric.SYSTOLIC),
                of(found, Metric.DIASTOLIC),
                of(found, Metric.PULSE));
    return new Transmission(Bytes.ascii(text), said(found), Transmission.NO_CHECKSUM);
  }

  private static Transmission mmbp(LocalDateTime at, String id, Measurement found) {
    return line(found, "MMBP203N\r" + MODE_5_TIME.format(at), padded(id), values(found));
  }

  private static Transmission idB(LocalDateTime at, String id, Measurement found) {
    return line(found, "ID" + padded(id) + "B" + values(found), MODE_5_TIME.format(at));
  }

  private static Transmission line(Measurement found, String... fields) {
    var line = String.join(",", fields) + "\r\n";
    return new Transmission(Bytes.ascii(line), said(found), Transmission.NO_CHECKSUM);
  }

  private static String said(Measurement found) {
    if (found.failed()) {
      return "错误 error " + found.error();
    }
    return "结果 " + values(found) + (found.flags().contains(Flag.MOVED) ? " 动 " + MOVEMENTS : "");
  }

  private static String errorDigit(Measurement found) {
    return found.failed() ? found.error() : "0";
  }

  private static String padded(String id) {
    return id + " ".repeat(ID_LENGTH - id.length());
  }

  private static int of(Measurement found, Metric metric) {
    return found.value(metric).intValueExact();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("血压计不听 ignored: this model takes no commands", Verdict.UNCHECKED);
  }
}
