package org.healthhut.device.weighing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A scale whose frames come a few times a second (and-scale.md, Decision rules and State machine):
 * a person is weighed once between stepping on and stepping off.
 *
 * <pre>
 * OFFLINE --3 frames near zero--> EMPTY --over 5 kg--> LOADED --3 equal settled--> LEAVING
 *         --any other frame-----> LEAVING --near zero for 1 s--> EMPTY
 * </pre>
 *
 * <p>Whoever stands on the scale when the line opens, or comes back, has to step off first: they
 * may have been weighed already.
 */
public final class Weighing implements Driver {
  /** Above this it is a person (and-scale.md, State machine). */
  private static final BigDecimal PERSON_KG_MIN = new BigDecimal("5");

  /** Below this nobody stands on the scale (and-scale.md, Decision rules). */
  private static final BigDecimal EMPTY_KG_MAX = new BigDecimal("1");

  /** Below this the zero is off (and-scale.md, Decision rules). */
  private static final BigDecimal ZERO_KG_MIN = new BigDecimal("-0.5");

  private static final String THING_LEFT = "something lies on the scale";

  private static final int EQUAL_FRAMES = 3;
  private static final Duration EMPTY_FOR = Duration.ofSeconds(1);

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
  private final Function<Bytes, Indication> decode;
  private final Predicate<Bytes> beside;
  private final ParityWatch parity = new ParityWatch();
  private final Settling settling = new Settling();
  private final Waits waits = new Waits();

  private Phase phase = Phase.OFFLINE;
  private @Nullable Duration nearZeroSince;
  private int nearZeroFrames;
  private Bytes stableFrame = Bytes.EMPTY;
  private int stableFrames;
  private int framesWithoutDigits;

  // What has been said and is not said again until it has been otherwise.
  private boolean toldOverload;
  private boolean toldNotZero;
  private boolean toldParity;
  private boolean toldBroken;
  private String toldUnit = "";
  private String toldSerial = "";

  /**
   * @param frameMax the longest frame on the wire
   * @param decode what a frame's body means; pure
   */
  public Weighing(Framing framing, int frameMax, Function<Bytes, Indication> decode) {
    this(framing, frameMax, decode, noise -> false);
  }

  /**
   * @param frameMax the longest frame on the wire
   * @param decode what a frame's body means; pure
   * @param beside whether bytes that are no frame are something the scale sends beside its weight
   */
  public Weighing(
      Framing framing, int frameMax, Function<Bytes, Indication> decode, Predicate<Bytes> beside) {
    this.reader = new FrameReader(framing, frameMax);
    this.decode = decode;
    this.beside = beside;
  }

  /** A scale whose driver makes no frames of its own: see {@link #indicated}. */
  public static Weighing ofIndications() {
    return new Weighing(
        received -> new Framed.Noise(received.length(), "no frames on this line"),
        1,
        _ -> new Indication.Nothing());
  }

  /** As a frame of that meaning. */
  public Response indicated(Indication indication, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    expire(now, events);
    interpret(indication, key(indication), now, events);
    return new Response(List.of(), events, waits.wakeAt());
  }

  /** Stands for the frame, which is the same where the number is. */
  private static Bytes key(Indication indication) {
    return indication instanceof Indication.Weight(_, var kg, _, _)
        ? Bytes.ascii(kg.toPlainString())
        : Bytes.EMPTY;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> waits.opened(now);
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
    return new Response(List.of(), events, waits.wakeAt());
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (waits.expire(now, "no line understood for 2 s", events)) {
      enter(Phase.OFFLINE);
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
    settling.reset();
    phase = next;
    nearZeroSince = null;
    nearZeroFrames = 0;
    stableFrames = 0;
    waits.left();
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, _) when beside.test(bytes) -> {}
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, events);
        case Found.Frame(var frame) -> interpret(decode.apply(frame), frame, now, events);
      }
    }
  }

  private void interpret(Indication decoded, Bytes frame, Moment now, List<DeviceEvent> events) {
    switch (decoded) {
      case Indication.Nothing(), Indication.Malformed(_) -> {}
      case Indication.Weight(_, _, _, _),
          Indication.Moving(),
          Indication.Overload(),
          Indication.NoDigits(),
          Indication.Underload(),
          Indication.Broken(_),
          Indication.OtherUnit(_),
          Indication.Identity(_),
          Indication.Unused(_) ->
          understood(now);
    }
    if (!(decoded instanceof Indication.NoDigits || decoded instanceof Indication.Nothing)) {
      framesWithoutDigits = 0;
    }
    switch (decoded) {
      case Indication.Nothing() -> {}
      case Indication.Malformed(var why) -> refuse(why, frame, events);
      case Indication.Unused(var why) -> refuse(why, frame, events);
      case Indication.OtherUnit(var unit) -> {
        refuse("unit " + unit, frame, events);
        if (!unit.equals(toldUnit)) {
          toldUnit = unit;
          enter(Phase.OFFLINE);
          events.add(new Setting("unit", unit, false));
          events.add(new Status(State.MISCONFIGURED, "the scale shows " + unit + ": set it to kg"));
        }
      }
      case Indication.Identity(var serial) -> {
        if (!serial.equals(toldSerial)) {
          toldSerial = serial;
          events.add(new Identified(serial, ""));
        }
      }
      case Indication.Broken(var detail) -> {
        enter(Phase.OFFLINE);
        if (!toldBroken) {
          toldBroken = true;
          events.add(new Failed(Fault.SENSOR, detail));
        }
      }
      case Indication.Moving() -> move(now, events);
      case Indication.Overload() -> overload("", events);
      case Indication.NoDigits() -> {
        refuse("no digits", frame, events);
        if (++framesWithoutDigits >= EQUAL_FRAMES) {
          overload("letters or blanks in place of the weight", events);
        }
      }
      case Indication.Underload() -> notZero("underload", events);
      case Indication.Weight weight -> weigh(weight, frame, now, events);
    }
  }

  private void understood(Moment now) {
    waits.heard(now);
    toldParity = false;
    parity.reset();
  }

  private void refuse(String why, Bytes bytes, List<DeviceEvent> events) {
    stableFrames = 0;
    nearZeroFrames = 0;
    settling.reset();
    events.add(new Refused(why, bytes));
  }

  private void overload(String detail, List<DeviceEvent> events) {
    if (!toldOverload) {
      toldOverload = true;
      enter(Phase.LEAVING);
      events.add(new Failed(Fault.OVERLOAD, detail));
      events.add(new Status(State.STEP_OFF, ""));
    }
  }

  private void notZero(String detail, List<DeviceEvent> events) {
    enter(Phase.LEAVING);
    if (!toldNotZero) {
      toldNotZero = true;
      events.add(new Failed(Fault.NOT_ZERO, detail));
    }
  }

  /** No number came, so nothing is known but that somebody steps on or off. */
  private void move(Moment now, List<DeviceEvent> events) {
    toldOverload = false;
    toldBroken = false;
    stableFrames = 0;
    nearZeroFrames = 0;
    nearZeroSince = null;
    settling.reset();
    if (phase == Phase.EMPTY) {
      load(now, events);
    }
  }

  private void load(Moment now, List<DeviceEvent> events) {
    phase = Phase.LOADED;
    waits.stands(now);
    events.add(new Status(State.MEASURING, ""));
  }

  private void weigh(Indication.Weight weight, Bytes frame, Moment now, List<DeviceEvent> events) {
    toldOverload = false;
    toldBroken = false;
    if (!weight.unit().equals(toldUnit)) {
      toldUnit = weight.unit();
      events.add(new Setting("unit", toldUnit, true));
    }
    var band = Band.of(weight.kg());
    boolean stable =
        switch (weight.motion()) {
          case SETTLED -> true;
          case MOVING -> false;
          case UNSAID -> settling.settled(weight.kg(), now);
        };
    countStable(stable, frame);
    if (band == Band.BELOW_ZERO && stable) {
      notZero("the empty scale shows less than -0.5 kg", events);
      return;
    }
    switch (phase) {
      case OFFLINE -> {
        if (band != Band.NEAR_ZERO) {
          enter(Phase.LEAVING);
          events.add(new Status(State.STEP_OFF, ""));
        } else if (++nearZeroFrames >= EQUAL_FRAMES) {
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
          load(now, events);
          settle(weight, stable, events);
        } else if (band == Band.THING && stableFrames >= EQUAL_FRAMES) {
          notZero(THING_LEFT, events);
        }
      }
      case LOADED -> {
        if (band == Band.NEAR_ZERO) {
          becomeEmpty(events);
        } else if (band == Band.PERSON) {
          settle(weight, stable, events);
        } else if (band == Band.THING && stableFrames >= EQUAL_FRAMES) {
          notZero(THING_LEFT, events);
        }
      }
    }
  }

  /** Equal means the same frame to the letter, so that one hit by noise never counts. */
  private void countStable(boolean stable, Bytes frame) {
    if (!stable) {
      stableFrames = 0;
    } else if (stableFrames > 0 && frame.equals(stableFrame)) {
      stableFrames++;
    } else {
      stableFrame = frame;
      stableFrames = 1;
    }
  }

  private void becomeEmpty(List<DeviceEvent> events) {
    enter(Phase.EMPTY);
    toldNotZero = false;
    events.add(new Status(State.READY, ""));
  }

  private void settle(Indication.Weight weight, boolean stable, List<DeviceEvent> events) {
    if (!stable) {
      var moving = new Quantity(Comparator.EXACTLY, weight.kg(), Unit.KG);
      events.add(new Progress(Metric.WEIGHT, moving));
    } else if (stableFrames >= EQUAL_FRAMES) {
      enter(Phase.LEAVING);
      events.add(BodyReading.of(weight.kg(), weight.heightCm()).judge(Set.of(), null, null));
      events.add(new Status(State.STEP_OFF, ""));
    }
  }
}
