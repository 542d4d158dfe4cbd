package org.healthhut.simulator.device.pressure;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A blood pressure monitor: an arm, a cuff and a display. What it says on its line is its {@link
 * Format}.
 */
final class Monitor implements VirtualDevice {
  /** Longer than a kiosk pauses within a request. */
  private static final Duration GAP_MAX = Duration.ofSeconds(1);

  private static final int REQUEST_MAX = 256;

  private static final Panel READY = Panel.idle("---", "mmHg", "待机", "Ready");
  private static final Panel ARM_IN = Panel.busy("---", "mmHg", "手臂就位,等待启动", "Arm in place", 0);

  /** Systolic and diastolic of the cuff nobody has an arm in. */
  private static final BigDecimal EMPTY_CUFF = BigDecimal.valueOf(30);

  /** One way of speaking on a line. It is told what happens and says what it has to. */
  interface Format {
    /** Length of the request that {@code heard} begins with, or what {@link Intake} has for it. */
    int requestAt(Bytes heard);

    /** The kiosk has sent a request that {@link #requestAt} found whole. */
    void hears(Bytes request, Monitor monitor);

    /** The cuff has moved. */
    default void moves(Monitor monitor) {}

    /** The cuff is through; {@code found} may be a failure. */
    void finds(Measurement found, Monitor monitor);

    /** Somebody pressed the monitor's own stop key while it measured. */
    default void stops(Monitor monitor) {}

    /** The line is there, or gone. */
    default void plugged(boolean in, Monitor monitor) {}

    /** What one write of the kiosk is, for the technician. */
    Note note(Bytes fromKiosk);
  }

  private final Format format;
  private final Intake intake;
  private final boolean startsItself;
  private final String emptyCuffError;
  private final Cuff cuff;
  private final List<Transmission> sends = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private Panel panel = READY;
  private @Nullable Measurement person;
  private @Nullable Ending ending;

  private Monitor(
      Format format, boolean startsItself, String emptyCuffError, RandomGenerator random) {
    this.format = format;
    this.intake = new Intake(format::requestAt, GAP_MAX, REQUEST_MAX);
    this.startsItself = startsItself;
    this.emptyCuffError = emptyCuffError;
    this.cuff = new Cuff(random);
  }

  /**
   * A monitor with a start key, which whoever sits down presses.
   *
   * @param emptyCuffError what it reports when the kiosk starts it and nobody is there
   */
  static Monitor withStartKey(Format format, String emptyCuffError, RandomGenerator random) {
    return new Monitor(format, true, emptyCuffError, random);
  }

  /** A monitor that only the kiosk can start: whoever sits down waits for it. */
  static Monitor startedByKiosk(Format format, String emptyCuffError, RandomGenerator random) {
    return new Monitor(format, false, emptyCuffError, random);
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    now = uptime;
    switch (happening) {
      case Happening.Asked(var measurement) -> sitDown(measurement);
      case Happening.Stopped() -> {
        if (cuff.isInflated()) {
          format.stops(this);
        }
        stop();
      }
      case Happening.Paced(var pace) -> cuff.pace(pace, uptime);
      case Happening.Heard(var bytes) ->
          intake.take(bytes, uptime).forEach(request -> format.hears(request, this));
      case Happening.PluggedIn() -> plugged(true);
      case Happening.Unplugged() -> plugged(false);
      case Happening.Woken(), Happening.Shown(_) -> {}
    }
    advance();
    var reply = new Reply(sends, cuff.nextStep(), ending);
    sends.clear();
    ending = null;
    return reply;
  }

  private void sitDown(Measurement measurement) {
    person = measurement;
    panel = ARM_IN;
    if (startsItself || cuff.isInflated()) {
      cuff.inflate(measurement, now);
    }
  }

  private void plugged(boolean in) {
    intake.clear();
    format.plugged(in, this);
  }

  private void advance() {
    var found = cuff.advance(now, () -> format.moves(this));
    if (cuff.isInflated()) {
      panel = cuff.panel();
    }
    if (found != null) {
      panel = shown(found);
      if (person != null) {
        ending = found.failed() ? Ending.FAILED : Ending.MEASURED;
        person = null;
      }
      format.finds(found, this);
    }
  }

  private static Panel shown(Measurement found) {
    if (found.failed()) {
      var code = found.error().startsWith("E") ? found.error() : "E" + found.error();
      return Panel.failed(code, "测量失败", "Measurement failed");
    }
    int pulse = found.value(Metric.PULSE).intValueExact();
    return Panel.done(
        "%d/%d"
            .formatted(
                found.value(Metric.SYSTOLIC).intValueExact(),
                found.value(Metric.DIASTOLIC).intValueExact()),
        "mmHg",
        "脉搏 " + pulse,
        "Pulse " + pulse);
  }

  void say(Transmission transmission) {
    sends.add(transmission);
  }

  /** Begins to measure whoever is there; a measurement under way goes on. */
  void start() {
    if (!cuff.isInflated()) {
      cuff.inflate(person == null ? nobody() : person, now);
    }
  }

  private Measurement nobody() {
    return Measurement.of(
            Map.of(
                Metric.SYSTOLIC, EMPTY_CUFF,
                Metric.DIASTOLIC, EMPTY_CUFF,
                Metric.MEAN_PRESSURE, EMPTY_CUFF,
                Metric.PULSE, BigDecimal.ZERO))
        .failing(emptyCuffError);
  }

  /** Lets the air out; whoever is there gets up. */
  void stop() {
    if (cuff.isInflated() || person != null) {
      panel = Panel.failed("---", "已停止,已放气", "Stopped, deflated");
    }
    if (person != null) {
      ending = Ending.STOPPED;
    }
    cuff.deflate();
    person = null;
  }

  Cuff cuff() {
    return cuff;
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return format.note(fromKiosk);
  }
}
