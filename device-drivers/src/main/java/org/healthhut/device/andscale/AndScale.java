package org.healthhut.device.andscale;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A weighing indicator that streams lines (and-scale.md, Decision rules and State machine): a
 * person is weighed once between stepping on and stepping off.
 *
 * <pre>
 * OFFLINE --3 lines near zero--> EMPTY --over 5 kg--> LOADED --3 equal stable lines--> LEAVING
 *         --any other line-----> LEAVING --near zero for 1 s--> EMPTY
 * </pre>
 *
 * <p>Whoever stands on the scale when the line opens, or comes back, has to step off first: they
 * may have been weighed already.
 */
public final class AndScale implements Driver {
  /** What ST,GS indicators are set to most often (and-scale.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Above this it is a person (and-scale.md, State machine). */
  private static final BigDecimal PERSON_KG_MIN = new BigDecimal("5");

  /** Below this nobody stands on the scale (and-scale.md, Decision rules). */
  private static final BigDecimal EMPTY_KG_MAX = new BigDecimal("1");

  /** Below this the zero is off (and-scale.md, Decision rules). */
  private static final BigDecimal ZERO_KG_MIN = new BigDecimal("-0.5");

  private static final int EQUAL_LINES = 3;
  private static final Duration EMPTY_FOR = Duration.ofSeconds(1);
  private static final Duration UNSTABLE_MAX = Duration.ofSeconds(10);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(2);

  private enum Phase {
    OFFLINE,
    EMPTY,
    LOADED,
    LEAVING
  }

  /** Where a weight lies. */
  private enum Band {
    BELOW_ZERO,
    NEAR_ZERO,
    THING,
    PERSON;

    static Band of(BigDecimal kg) {
      if (kg.compareTo(ZERO_KG_MIN) < 0) {
        return BELOW_ZERO;
      }
      if (kg.compareTo(EMPTY_KG_MAX) < 0) {
        return NEAR_ZERO;
      }
      return kg.compareTo(PERSON_KG_MIN) > 0 ? PERSON : THING;
    }
  }

  private final FrameReader reader;
  private final ParityWatch parity = new ParityWatch();

  private Phase phase = Phase.OFFLINE;
  private Duration heardAt = Duration.ZERO;
  private Duration loadedAt = Duration.ZERO;
  private @Nullable Duration nearZeroSince;
  private int nearZeroLines;
  private Bytes stableLine = Bytes.EMPTY;
  private int stableLines;

  // What has been said and is not said again until it has been otherwise.
  private boolean toldSilent;
  private boolean toldStandStill;
  private boolean toldOverload;
  private boolean toldNotZero;
  private boolean toldParity;
  private String toldUnit = "";

  public AndScale() {
    var framing = new LineFraming(ScaleLine.LENGTH_MAX + 1);
    this.reader = new FrameReader(framing, framing.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> heardAt = now.uptime();
      case Stimulus.Received(var bytes) -> {
        expire(now, events);
        watchParity(bytes, events);
        interpret(reader.received(bytes), now, events);
      }
      case Stimulus.Quiet() -> {
        expire(now, events);
        interpret(reader.quiet(), now, events);
      }
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(List.of(), events, wakeAt());
  }

  private @Nullable Duration wakeAt() {
    var silence = heardAt.plus(SILENCE_MAX);
    if (phase == Phase.LOADED && !toldStandStill) {
      var standStill = loadedAt.plus(UNSTABLE_MAX);
      return standStill.compareTo(silence) < 0 ? standStill : silence;
    }
    return toldSilent ? null : silence;
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (!toldSilent && now.uptime().compareTo(heardAt.plus(SILENCE_MAX)) >= 0) {
      toldSilent = true;
      enter(Phase.OFFLINE);
      events.add(new Failed(Fault.SILENT, "no line understood for 2 s"));
    }
    if (phase == Phase.LOADED
        && !toldStandStill
        && now.uptime().compareTo(loadedAt.plus(UNSTABLE_MAX)) >= 0) {
      toldStandStill = true;
      events.add(new Status(State.STAND_STILL, ""));
    }
  }

  private void watchParity(Bytes bytes, List<DeviceEvent> events) {
    var suspicion = parity.watch(bytes);
    if (suspicion.isPresent() && !toldParity) {
      toldParity = true;
      enter(Phase.OFFLINE);
      events.add(new Status(State.MISCONFIGURED, suspicion.get()));
    }
  }

  private void enter(Phase next) {
    phase = next;
    nearZeroSince = null;
    nearZeroLines = 0;
    stableLines = 0;
    toldStandStill = false;
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, events);
        case Found.Frame(var line) -> interpret(line, now, events);
      }
    }
  }

  private void interpret(Bytes line, Moment now, List<DeviceEvent> events) {
    var decoded = ScaleLine.decode(line);
    if (!(decoded instanceof ScaleLine.Malformed)) {
      understood(now);
    }
    switch (decoded) {
      case ScaleLine.Malformed(var why) -> refuse(why, line, events);
      case ScaleLine.Unused(var why) -> refuse(why, line, events);
      case ScaleLine.OtherUnit(var unit) -> {
        refuse("unit " + unit, line, events);
        if (!unit.equals(toldUnit)) {
          toldUnit = unit;
          enter(Phase.OFFLINE);
          events.add(new Status(State.MISCONFIGURED, "the scale shows " + unit + ": set it to kg"));
        }
      }
      case ScaleLine.Overload() -> {
        if (!toldOverload) {
          toldOverload = true;
          enter(Phase.LEAVING);
          events.add(new Failed(Fault.OVERLOAD, ""));
          events.add(new Status(State.STEP_OFF, ""));
        }
      }
      case ScaleLine.Underload() -> notZero("underload", events);
      case ScaleLine.Weight weight -> weigh(weight, line, now, events);
    }
  }

  private void understood(Moment now) {
    heardAt = now.uptime();
    toldSilent = false;
    toldParity = false;
    parity.reset();
  }

  private void refuse(String why, Bytes bytes, List<DeviceEvent> events) {
    stableLines = 0;
    nearZeroLines = 0;
    events.add(new Refused(why, bytes));
  }

  private void notZero(String detail, List<DeviceEvent> events) {
    enter(Phase.LEAVING);
    if (!toldNotZero) {
      toldNotZero = true;
      events.add(new Failed(Fault.NOT_ZERO, detail));
    }
  }

  private void weigh(ScaleLine.Weight weight, Bytes line, Moment now, List<DeviceEvent> events) {
    toldUnit = "";
    toldOverload = false;
    var band = Band.of(weight.kg());
    countStable(weight, line);
    if (band == Band.BELOW_ZERO && weight.stable()) {
      notZero("the empty scale shows less than -0.5 kg", events);
      return;
    }
    switch (phase) {
      case OFFLINE -> {
        if (band != Band.NEAR_ZERO) {
          enter(Phase.LEAVING);
          events.add(new Status(State.STEP_OFF, ""));
        } else if (++nearZeroLines >= EQUAL_LINES) {
          becomeEmpty(events);
        }
      }
      case LEAVING -> {
        if (band != Band.NEAR_ZERO) {
          nearZeroSince = null;
        } else if (nearZeroSince == null) {
          nearZeroSince = now.uptime();
        } else if (now.uptime().compareTo(nearZeroSince.plus(EMPTY_FOR)) >= 0) {
          becomeEmpty(events);
        }
      }
      case EMPTY -> {
        if (band == Band.PERSON) {
          phase = Phase.LOADED;
          loadedAt = now.uptime();
          events.add(new Status(State.MEASURING, ""));
          settle(weight, events);
        } else if (band == Band.THING && stableLines >= EQUAL_LINES) {
          notZero("something lies on the scale", events);
        }
      }
      case LOADED -> {
        if (band == Band.NEAR_ZERO) {
          becomeEmpty(events);
        } else if (band == Band.PERSON) {
          settle(weight, events);
        }
      }
    }
  }

  /** Equal means the same line to the letter, so that one hit by noise never counts. */
  private void countStable(ScaleLine.Weight weight, Bytes line) {
    if (!weight.stable()) {
      stableLines = 0;
    } else if (stableLines > 0 && line.equals(stableLine)) {
      stableLines++;
    } else {
      stableLine = line;
      stableLines = 1;
    }
  }

  private void becomeEmpty(List<DeviceEvent> events) {
    enter(Phase.EMPTY);
    toldNotZero = false;
    events.add(new Status(State.READY, ""));
  }

  private void settle(ScaleLine.Weight weight, List<DeviceEvent> events) {
    var quantity = new Quantity(Comparator.EXACTLY, weight.kg(), Unit.KG);
    if (!weight.stable()) {
      events.add(new Progress(Metric.WEIGHT, quantity));
    } else if (stableLines >= EQUAL_LINES) {
      enter(Phase.LEAVING);
      events.add(
          Metric.WEIGHT.plausible(quantity)
              ? new Measured(Map.of(Metric.WEIGHT, quantity), Set.of(), null, null)
              : new Failed(Fault.IMPLAUSIBLE, "no person has this weight"));
      events.add(new Status(State.STEP_OFF, ""));
    }
  }
}
