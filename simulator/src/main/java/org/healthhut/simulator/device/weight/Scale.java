package org.healthhut.simulator.device.weight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.healthhut.simulator.device.weight.Plate.Trouble;
import org.healthhut.simulator.device.weight.Plate.Visit;
import org.healthhut.simulator.device.weight.Shown.Range;
import org.jspecify.annotations.Nullable;

/**
 * A scale: a {@link Plate}, a display that is renewed eight times a second, and a {@link Format}.
 */
final class Scale implements VirtualDevice {
  private static final Duration TICK = Duration.ofMillis(125);
  private static final int HEARD_MAX = 64;

  /** Of somebody who types a command; programs pause for less. */
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  /** guess: two hundredths of a usual capacity, as indicators have it. */
  private static final BigDecimal ZERO_RANGE_KG = new BigDecimal("4");

  private static final BigDecimal UNDER_KG = new BigDecimal("-20");

  private final Format format;
  private final Plate plate;
  private final Intake intake;
  private final List<Transmission> sends = new ArrayList<>();
  private BigDecimal tare = BigDecimal.ZERO;
  private Duration now = Duration.ZERO;
  private Duration nextTick = Duration.ZERO;
  private @Nullable Measurement waiting;
  private Shown shown;
  private Panel panel;

  /** What a scale says, by itself and when it is asked. */
  interface Format {
    /** Digits after the point that it shows, in its unit. */
    int decimals();

    default DisplayUnit unit() {
      return DisplayUnit.KG;
    }

    /** guess: a usual person scale. */
    default BigDecimal capacityKg() {
      return new BigDecimal("200");
    }

    /** How long somebody stands still on it. */
    default Duration standsFor() {
      return Duration.ofSeconds(4);
    }

    /** However fast people are: a reader needs a second of equal values. */
    default Duration standsAtLeast() {
      return Duration.ofSeconds(2);
    }

    /** What brings about the error of this code. */
    default Trouble trouble(String code) {
      return Trouble.REPORTED;
    }

    /** Whether it has something to say all the time. */
    default boolean streams() {
      return false;
    }

    /** Whether people step on when they like, or when the kiosk has started it. */
    default boolean startsByItself() {
      return true;
    }

    /** The line came or went. */
    default void plugged() {}

    /** Each time the display was renewed. */
    default void ticks(Scale scale) {}

    /** Somebody has stood still for as long as it takes. */
    default void finds(Measurement found, Scale scale) {}

    /**
     * The length of the request at the front, or {@link Intake#PARTIAL} or {@link Intake#NOISE}.
     */
    default int requestAt(Bytes heard) {
      return Intake.NOISE;
    }

    default void hears(Bytes request, Scale scale) {}

    Note note(Bytes fromKiosk);
  }

  Scale(Format format, RandomGenerator random) {
    this.format = format;
    this.plate = new Plate(random);
    this.intake = new Intake(format::requestAt, PAUSE_MAX, HEARD_MAX);
    this.shown = new Shown(inDivisions(BigDecimal.ZERO), tare, true, Range.WITHIN, "", null);
    this.panel = idle();
  }

  /** For its format: what the display shows now. */
  Shown shown() {
    return shown;
  }

  void say(Transmission transmission) {
    sends.add(transmission);
  }

  /** Makes what is on the plate its zero, if that is still and next to nothing. */
  boolean zero() {
    if (!shown.still() || shown.gross().abs().compareTo(ZERO_RANGE_KG) > 0) {
      return false;
    }
    tare = BigDecimal.ZERO;
    plate.zeroed(now);
    shown = seen(now);
    return true;
  }

  /** Takes what is on the plate off all that is shown, if it is still and something. */
  boolean tare() {
    if (!shown.still() || !shown.isWithin() || shown.gross().signum() < 0) {
      return false;
    }
    setTare(shown.gross());
    return true;
  }

  void clearTare() {
    setTare(BigDecimal.ZERO);
  }

  private void setTare(BigDecimal kg) {
    tare = kg;
    shown = shown.tared(kg);
  }

  /** Lets whoever waits step on; nobody may. */
  void start() {
    if (waiting != null) {
      var found = waiting;
      waiting = null;
      begin(found);
    }
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    now = uptime;
    sends.clear();
    Ending ending = null;
    switch (happening) {
      case Happening.PluggedIn(), Happening.Unplugged() -> {
        intake.clear();
        format.plugged();
      }
      case Happening.Asked(var found) -> {
        waiting = found;
        if (format.startsByItself()) {
          start();
        } else {
          panel = Panel.busy("0.0", format.unit().text(), "等待开始", "Waiting for start", 0);
        }
      }
      case Happening.Woken() -> {
        nextTick = uptime.plus(TICK);
        ending = tick();
      }
      case Happening.Stopped() -> {
        if (waiting != null) {
          waiting = null;
          panel = idle();
          ending = Ending.STOPPED;
        }
        plate.stepsOff(uptime);
      }
      case Happening.Paced(var pace) -> plate.pace(pace);
      case Happening.Heard(var bytes) ->
          intake.take(bytes, uptime).forEach(request -> format.hears(request, this));
      case Happening.Shown(_) -> {}
    }
    return new Reply(sends, wakeAt(), ending);
  }

  private @Nullable Duration wakeAt() {
    if (!format.streams() && !plate.isBusy()) {
      return null;
    }
    return nextTick.compareTo(now) < 0 ? now : nextTick;
  }

  private void begin(Measurement found) {
    var trouble =
        found.error().equals(VirtualScales.RESTLESS)
            ? Trouble.RESTLESS
            : found.failed() ? format.trouble(found.error()) : Trouble.NONE;
    plate.stepsOn(new Visit(found, trouble, format.standsFor(), format.standsAtLeast()), now);
  }

  private @Nullable Ending tick() {
    var load = plate.load(now);
    shown = seen(load);
    var visit = load.who();
    var ending = plate.over();
    panel = panel(load);
    format.ticks(this);
    if (load.done() && visit != null && visit.trouble() == Trouble.NONE && shown.isWithin()) {
      format.finds(visit.found(), this);
    }
    return ending;
  }

  private Shown seen(Duration uptime) {
    return seen(plate.load(uptime));
  }

  private Shown seen(Plate.Load load) {
    var kg = inDivisions(load.kg());
    var range =
        kg.compareTo(format.capacityKg()) > 0
            ? Range.OVER
            : kg.compareTo(UNDER_KG) < 0 ? Range.UNDER : Range.WITHIN;
    var visit = load.who();
    var found = visit == null ? null : visit.found();
    boolean reports = visit != null && visit.trouble() == Trouble.REPORTED;
    return new Shown(
        kg,
        tare,
        load.still(),
        range,
        reports && found != null ? found.error() : "",
        load.still() && kg.signum() > 0 ? found : null);
  }

  private BigDecimal inDivisions(BigDecimal kg) {
    boolean shownInKg = format.unit() == DisplayUnit.KG;
    return kg.setScale(shownInKg ? format.decimals() : 4, RoundingMode.HALF_EVEN);
  }

  /** The length of a line of printable characters with this end at the front of the bytes. */
  static int lineAt(Bytes heard, String end, int lengthMax) {
    for (int i = 0; i < Math.min(heard.length(), lengthMax); i++) {
      int character = heard.u8(i);
      if (character == end.charAt(0)) {
        int whole = i + end.length();
        return i == 0
            ? Intake.NOISE
            : heard.length() < whole ? Intake.PARTIAL : matches(heard, i, end);
      }
      if (character < ' ' || character > '~') {
        return Intake.NOISE;
      }
    }
    return heard.length() < lengthMax ? Intake.PARTIAL : Intake.NOISE;
  }

  private static int matches(Bytes heard, int at, String end) {
    int whole = at + end.length();
    return heard.slice(at, whole).equals(Bytes.ascii(end)) ? whole : Intake.NOISE;
  }

  private Panel panel(Plate.Load load) {
    var unit = format.unit().text();
    var big = format.unit().of(shown.net(), format.decimals()).toPlainString();
    if (shown.range() == Range.OVER) {
      return Panel.failed("OL", "超重", "Overload");
    }
    if (!shown.error().isEmpty()) {
      return Panel.failed(shown.error(), "秤报错", "The scale reports an error");
    }
    if (shown.gross().signum() < 0) {
      return Panel.failed(big, "未归零", "Below zero");
    }
    var visit = load.who();
    if (visit == null) {
      return plate.isBusy()
          ? Panel.busy(big, unit, load.still() ? "归零" : "走下秤", "Stepping off", 90)
          : idle();
    }
    return load.still()
        ? Panel.busy(big, unit, "稳定", "Stable", 70)
        : Panel.busy(big, unit, "站稳中", "Settling", 30);
  }

  private Panel idle() {
    return Panel.idle(
        BigDecimal.ZERO.setScale(format.decimals()).toPlainString(),
        format.unit().text(),
        "待机",
        "Ready");
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
