package org.healthhut.simulator.device.pressure;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * OMRON HBP-9030 set to format 5: pushes one line after each cuff cycle and listens to nothing.
 *
 * <pre>
 * YYYY,MM,DD,hh,mm,&lt;ID, 20 characters&gt;,e,SSS,DDD,PPP,m CR LF     53 characters and the end of line
 *                                       error digit, systolic, diastolic, pulse, movements
 * </pre>
 *
 * <p>Source: protocols/omron-hbp.md, "HBP-9030 format 5, byte by byte". No checksum; when the error
 * digit is not 0 the three values are spaces (example 3 there). The format carries no cuff
 * pressure: it rises and falls on the device's own panel only, in about 30 to 40 s.
 */
final class Hbp9030 implements VirtualDevice {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu,MM,dd,HH,mm", Locale.ROOT);
  private static final int ID_LENGTH = 20;

  /** How many are counted when somebody moves. */
  private static final int MOVEMENTS = 3;

  // guess: a usual oscillometric cuff; the model's own figures are not known
  private static final Duration TICK = Duration.ofMillis(250);
  private static final double INFLATED_PER_TICK = 4;
  private static final double DEFLATED_PER_TICK = 1;
  private static final double ABOVE_SYSTOLIC = 30;
  private static final double BELOW_DIASTOLIC = 15;
  private static final double TOP_MAX = 299;

  private static final Panel READY = Panel.idle("---", "mmHg", "待机", "Ready");

  private final DeviceClock clock;
  private Pace pace = Pace.REAL;
  private Panel panel = READY;
  private @Nullable Cycle cycle;

  /** A measurement under way. */
  private static final class Cycle {
    final Measurement measurement;
    final double top;
    final double bottom;
    double pressure;
    boolean deflating;

    Cycle(Measurement measurement) {
      this.measurement = measurement;
      top = Math.min(TOP_MAX, measurement.value(Metric.SYSTOLIC).doubleValue() + ABOVE_SYSTOLIC);
      bottom =
          Math.clamp(
              measurement.value(Metric.DIASTOLIC).doubleValue() - BELOW_DIASTOLIC, 20, top - 20);
    }

    boolean over() {
      return deflating && pressure <= bottom;
    }

    void tick() {
      if (!deflating) {
        pressure = Math.min(top, pressure + INFLATED_PER_TICK);
        deflating = pressure >= top;
      } else {
        pressure = Math.max(bottom, pressure - DEFLATED_PER_TICK);
      }
    }

    Panel panel() {
      var big = String.valueOf(Math.round(pressure));
      return deflating
          ? Panel.busy(
              big,
              "mmHg",
              "放气测量",
              "Deflating",
              (int) Math.round(35 + 65 * (top - pressure) / (top - bottom)))
          : Panel.busy(big, "mmHg", "充气", "Inflating", (int) Math.round(35 * pressure / top));
    }
  }

  Hbp9030(DeviceClock clock) {
    this.clock = clock;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.Asked(var measurement) -> {
        cycle = new Cycle(measurement);
        yield step(cycle, uptime);
      }
      case Happening.Woken() -> cycle == null ? Reply.wakingAt(null) : step(cycle, uptime);
      case Happening.Stopped() -> stop();
      case Happening.Paced(var other) -> {
        pace = other;
        yield Reply.wakingAt(cycle == null ? null : uptime);
      }
      case Happening.PluggedIn(), Happening.Unplugged(), Happening.Heard(_), Happening.Shown(_) ->
          Reply.wakingAt(cycle == null ? null : uptime.plus(pace.of(TICK)));
    };
  }

  private Reply step(Cycle running, Duration uptime) {
    if (pace == Pace.INSTANT) {
      while (!running.over()) {
        running.tick();
      }
    }
    if (running.over()) {
      return finish(running.measurement);
    }
    running.tick();
    panel = running.panel();
    return Reply.wakingAt(uptime.plus(pace.of(TICK)));
  }

  private Reply finish(Measurement found) {
    cycle = null;
    boolean failed = found.failed();
    panel =
        failed
            ? Panel.failed("E" + found.error(), "测量失败", "Measurement failed")
            : Panel.done(
                shown(found, Metric.SYSTOLIC) + "/" + shown(found, Metric.DIASTOLIC),
                "mmHg",
                "脉搏 " + shown(found, Metric.PULSE),
                "Pulse " + shown(found, Metric.PULSE));
    return Reply.sending(record(clock.now(), "", found), null)
        .ending(failed ? Ending.FAILED : Ending.MEASURED);
  }

  private Reply stop() {
    if (cycle == null) {
      return Reply.wakingAt(null);
    }
    cycle = null;
    panel = Panel.failed("---", "已停止,已放气", "Stopped, deflated");
    return Reply.wakingAt(null).ending(Ending.STOPPED);
  }

  /** The line for one measurement. */
  static Transmission record(LocalDateTime at, String id, Measurement found) {
    int movements = found.flags().contains(Flag.MOVED) ? MOVEMENTS : 0;
    boolean failed = found.failed();
    var values =
        failed
            ? "   ,   ,   "
            : threeDigits(found, Metric.SYSTOLIC)
                + ","
                + threeDigits(found, Metric.DIASTOLIC)
                + ","
                + threeDigits(found, Metric.PULSE);
    var padded = id + " ".repeat(ID_LENGTH - id.length());
    var line =
        String.join(
                ",",
                MINUTE.format(at),
                padded,
                failed ? found.error() : "0",
                values,
                String.valueOf(movements))
            + "\r\n";
    var note =
        failed
            ? "错误 error " + found.error()
            : "结果 " + values + (movements > 0 ? " 动 " + movements : "");
    return new Transmission(Bytes.ascii(line), note, Transmission.NO_CHECKSUM);
  }

  private static String shown(Measurement found, Metric metric) {
    return String.valueOf(found.value(metric).intValueExact());
  }

  private static String threeDigits(Measurement found, Metric metric) {
    var digits = shown(found, metric);
    return "0".repeat(3 - digits.length()) + digits;
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("血压计不听 ignored: this model takes no commands", Verdict.UNCHECKED);
  }
}
