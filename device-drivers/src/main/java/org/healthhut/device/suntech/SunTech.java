package org.healthhut.device.suntech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
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
import org.healthhut.device.pressure.Asking;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.suntech.SunTechMessage.Letter;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A SunTech Advantage OEM module (suntech-oem.md, State machine and timing): started over the line,
 * asked for the cuff's pressure while it measures and for one result when it says that it is done.
 *
 * <pre>
 * UNREACHED --a pressure--> NAMING, VERSION --> READY --asked--> STARTING --O--> MEASURING
 * MEASURING --K--> FETCHING --result--> READY      any --asked to stop--> STOPPING --A, K--> READY
 * MEASURING --cuff empty, no K--> LOOKING --new result--> READY
 *                                         --old result--> MEASURING
 * </pre>
 *
 * <p>The module has neither clock nor memory. Its result is read once for each K that follows our
 * own start, so that no result of an earlier person is ever told. Where K got lost, the cuff stays
 * empty: the result is then looked at, and is of this measurement where it is not the one before.
 */
public final class SunTech implements Driver {
  /** TTL or RS-232 (suntech-oem.md, introduction). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Between two commands (suntech-oem.md, State machine and timing, as the five below). */
  private static final Duration WRITE_GAP = Duration.ofMillis(100);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
  private static final int ATTEMPTS_MAX = 3;
  private static final Duration POLL_EVERY = Duration.ofMillis(200);
  private static final Duration BUSY_WAIT = Duration.ofMillis(500);
  private static final Duration MEASUREMENT_MAX = Duration.ofMinutes(3);

  /** So often a busy module is asked again, 10 s, chosen by this project. */
  private static final int BUSY_MAX = 20;

  /** A measuring module that says nothing for so long is gone, chosen by this project. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  /** So long after A the cuff may deflate before K comes, chosen by this project. */
  private static final Duration DEFLATION_MAX = Duration.ofSeconds(5);

  /** From here on the cuff has been inflated, chosen by this project. */
  private static final int INFLATED_MM_HG_MIN = 40;

  /** Below this the cuff is empty, chosen by this project. */
  private static final int EMPTY_MM_HG_MAX = 10;

  /** The cuff has been empty so long without K: how the result stands is looked at, and again. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** No cuff stays empty so long inside a measurement, chosen by this project as the one above. */
  private static final Duration EMPTY_MAX = Duration.ofSeconds(20);

  /** From giving up to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private enum Phase {
    UNREACHED,
    NAMING,
    VERSION,
    READY,
    STARTING,
    MEASURING,
    FETCHING,
    LOOKING,
    STOPPING
  }

  private final FrameReader reader =
      new FrameReader(new SunTechFraming(), SunTechFraming.FRAME_MAX);

  /** While measuring, what is waited for is any packet. */
  private final Asking asking = new Asking(WRITE_GAP, ANSWER_MAX, ATTEMPTS_MAX);

  private Phase phase = Phase.UNREACHED;
  private boolean measureAsked;
  private boolean silenceTold;
  private boolean identityTold;
  private boolean abortHeard;
  private int busy;

  /** When a measurement must be over; null while there is none. */
  private @Nullable Duration overAt;

  private boolean inflated;

  /** Since when the cuff, once inflated, is empty; null while it is not. */
  private @Nullable Duration emptySince;

  private Duration lookAt = Duration.ZERO;

  /** The result that was there before we started; null where that is not known for certain. */
  private @Nullable Bytes before;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> enter(Phase.UNREACHED, now);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(now);
          case STOP -> {
            measureAsked = false;
            enter(Phase.STOPPING, now);
          }
          case SET_CLOCK -> {}
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
    }
    return new Response(due(now), events, wakeAt());
  }

  private @Nullable Duration wakeAt() {
    var ask = asking.wakeAt();
    return ask == null || (overAt != null && overAt.compareTo(ask) < 0) ? overAt : ask;
  }

  /** A module that is not there yet is started as soon as it is. */
  private void measure(Moment now) {
    switch (phase) {
      case UNREACHED, NAMING, VERSION, STOPPING -> measureAsked = true;
      case READY -> enter(Phase.STARTING, now);
      case STARTING, MEASURING, FETCHING, LOOKING -> {}
    }
  }

  private void enter(Phase next, Moment now) {
    if (next == Phase.STOPPING || next == Phase.UNREACHED) {
      before = null;
    }
    phase = next;
    busy = 0;
    abortHeard = false;
    overAt = null;
    if (command(next).isEmpty()) {
      asking.nothing();
    } else {
      asking.ask(now);
    }
  }

  /** What we write to leave a phase, while measuring to know the pressure. */
  private static Optional<Bytes> command(Phase phase) {
    return switch (phase) {
      case UNREACHED, MEASURING -> Optional.of(SunTechProtocol.GET_CUFF_PRESSURE);
      case NAMING -> Optional.of(SunTechProtocol.GET_MODULE_DATA);
      case VERSION -> Optional.of(SunTechProtocol.GET_VERSION);
      case READY -> Optional.empty();
      case STARTING -> Optional.of(SunTechProtocol.START);
      case FETCHING, LOOKING -> Optional.of(SunTechProtocol.GET_RESULT);
      case STOPPING -> Optional.of(SunTechProtocol.ABORT);
    };
  }

  private static String title(Phase phase) {
    return switch (phase) {
      case UNREACHED, MEASURING -> "cuff pressure query";
      case NAMING -> "module data query";
      case VERSION -> "version query";
      case READY -> "no command";
      case STARTING -> "start command";
      case FETCHING, LOOKING -> "result query";
      case STOPPING -> "abort command";
    };
  }

  private List<Bytes> due(Moment now) {
    boolean due = phase == Phase.MEASURING ? asking.isDue(POLL_EVERY, now) : asking.isDue(now);
    return due ? command(phase).stream().toList() : List.of();
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (overAt != null && now.uptime().compareTo(overAt) >= 0) {
      events.add(new Failed(Fault.SILENT, "no result within 180 s"));
      enter(Phase.STOPPING, now);
    } else if (asking.isOverdue(now)) {
      unanswered(now, events);
    }
  }

  private void unanswered(Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case READY -> {}
      case MEASURING -> {
        silenceTold = true;
        events.add(new Failed(Fault.SILENT, "the module fell silent while it measured"));
        enter(Phase.STOPPING, now);
      }
      case NAMING -> enter(Phase.VERSION, now);
      case VERSION -> becomeReady(now, events);
      // The answer may be lost and the cuff full: nothing is left inflated.
      case STARTING, LOOKING -> {
        if (!asking.again(now)) {
          silenceTold = true;
          events.add(new Failed(Fault.SILENT, "no answer to the " + title(phase)));
          enter(Phase.STOPPING, now);
        }
      }
      case STOPPING, UNREACHED, FETCHING -> {
        if (phase == Phase.STOPPING && abortHeard) {
          becomeReady(now, events);
        } else if (!asking.again(now)) {
          lose("no answer to the " + title(phase), now, events);
        }
      }
    }
  }

  /** The module is off or not there; it is said once, and asked again after a pause. */
  private void lose(String detail, Moment now, List<DeviceEvent> events) {
    if (!silenceTold || measureAsked || phase == Phase.FETCHING) {
      silenceTold = true;
      events.add(new Failed(Fault.SILENT, detail));
    }
    measureAsked = false;
    enter(Phase.UNREACHED, now);
    asking.askAfter(PAUSE, now);
  }

  private void becomeReady(Moment now, List<DeviceEvent> events) {
    enter(Phase.READY, now);
    events.add(new Status(State.READY, ""));
    if (measureAsked) {
      measureAsked = false;
      enter(Phase.STARTING, now);
    }
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) -> interpret(body, now, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    silenceTold = false;
    if (phase == Phase.MEASURING) {
      asking.expect(SILENCE_MAX, now);
    }
    if (phase == Phase.NAMING) {
      // Whatever it is, it answers; what module data looks like is not known.
      named(SunTechProtocol.decode(body), body, now, events);
      return;
    }
    switch (SunTechProtocol.decode(body)) {
      case SunTechMessage.Malformed(var why) -> events.add(new Refused(why, body));
      case SunTechMessage.Calibration() -> notAskedFor(body, events);
      case SunTechMessage.Acknowledged(var letter) -> acknowledged(letter, body, now, events);
      case SunTechMessage.CuffPressure(var mmHg) -> {
        if (phase == Phase.MEASURING) {
          events.add(new Progress(Metric.CUFF_PRESSURE, Quantity.of(mmHg, Unit.MM_HG)));
          follow(mmHg, now, events);
        } else {
          reached(body, now, events);
        }
      }
      case SunTechMessage.NoCuffPressure() -> {
        if (phase != Phase.MEASURING) {
          reached(body, now, events);
        }
      }
      case SunTechMessage.Version version -> {
        if (phase == Phase.VERSION) {
          identified(version, now, events);
        } else {
          notAskedFor(body, events);
        }
      }
      case SunTechMessage.Result(var values) ->
          ended(CuffLimits.UNKNOWN.judge(values, Set.of(), null), body, now, events);
      case SunTechMessage.Unfinished(var fault, var detail) ->
          ended(new Failed(fault, detail), body, now, events);
    }
  }

  /** Whether the cuff says that the measurement is over and nobody heard its K. */
  private void follow(int mmHg, Moment now, List<DeviceEvent> events) {
    inflated |= mmHg >= INFLATED_MM_HG_MIN;
    if (!inflated || mmHg >= EMPTY_MM_HG_MAX) {
      emptySince = null;
    } else if (emptySince == null) {
      emptySince = now.uptime();
      lookAt = now.uptime().plus(LOOK_EVERY);
    } else if (now.uptime().compareTo(emptySince.plus(EMPTY_MAX)) >= 0) {
      events.add(new Failed(Fault.BAD_DATA, "the end of the measurement got lost"));
      enter(Phase.STOPPING, now);
    } else if (before != null && now.uptime().compareTo(lookAt) >= 0) {
      lookAt = now.uptime().plus(LOOK_EVERY);
      var limit = overAt;
      enter(Phase.LOOKING, now);
      overAt = limit;
    }
  }

  private void goOnMeasuring(Moment now) {
    var limit = overAt;
    enter(Phase.MEASURING, now);
    overAt = limit;
    asking.expect(SILENCE_MAX, now);
  }

  private void ended(DeviceEvent how, Bytes body, Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case FETCHING -> {
        events.add(how);
        before = body;
        becomeReady(now, events);
      }
      case LOOKING -> {
        if (before != null && body.equals(before)) {
          goOnMeasuring(now);
        } else {
          events.add(how);
          before = body;
          becomeReady(now, events);
        }
      }
      case UNREACHED, NAMING, VERSION, READY, STARTING, MEASURING, STOPPING ->
          notAskedFor(body, events);
    }
  }

  /** Answers may come late; what nobody waits for any more is no news. */
  private static void notAskedFor(Bytes body, List<DeviceEvent> events) {
    events.add(new Refused("not asked for", body));
  }

  private void reached(Bytes body, Moment now, List<DeviceEvent> events) {
    if (phase != Phase.UNREACHED) {
      notAskedFor(body, events);
    } else if (identityTold) {
      becomeReady(now, events);
    } else {
      enter(Phase.NAMING, now);
    }
  }

  private void named(SunTechMessage message, Bytes body, Moment now, List<DeviceEvent> events) {
    switch (message) {
      case SunTechMessage.Version version -> identified(version, now, events);
      case SunTechMessage.CuffPressure _, SunTechMessage.NoCuffPressure _ ->
          notAskedFor(body, events);
      case SunTechMessage.Acknowledged _,
          SunTechMessage.Calibration _,
          SunTechMessage.Result _,
          SunTechMessage.Unfinished _,
          SunTechMessage.Malformed _ ->
          enter(Phase.VERSION, now);
    }
  }

  private void identified(SunTechMessage.Version version, Moment now, List<DeviceEvent> events) {
    identityTold = true;
    events.add(new Identified(null, version.text()));
    becomeReady(now, events);
  }

  private void acknowledged(Letter letter, Bytes body, Moment now, List<DeviceEvent> events) {
    switch (letter) {
      case ACCEPTED -> {
        if (phase == Phase.STARTING) {
          enter(Phase.MEASURING, now);
          asking.expect(SILENCE_MAX, now);
          overAt = now.uptime().plus(MEASUREMENT_MAX);
          inflated = false;
          emptySince = null;
          events.add(new Status(State.MEASURING, ""));
        } else {
          notAskedFor(body, events);
        }
      }
      case FINISHED -> {
        switch (phase) {
          case MEASURING, LOOKING -> enter(Phase.FETCHING, now);
          case STOPPING -> becomeReady(now, events);
          case UNREACHED, NAMING, VERSION, READY, STARTING, FETCHING -> {
            // Whatever has ended, its result is not the one we know.
            before = null;
            notAskedFor(body, events);
          }
        }
      }
      case ABORTED -> {
        // A measurement that its own module aborts ends with K and an error of its own.
        if (phase == Phase.STOPPING) {
          abortHeard = true;
          asking.nothing();
          asking.expect(DEFLATION_MAX, now);
        } else if (phase != Phase.MEASURING && phase != Phase.LOOKING) {
          notAskedFor(body, events);
        }
      }
      case BUSY -> busy(body, now, events);
      case UNRECOGNISABLE, TIMED_OUT -> again(letter, body, now, events);
      case ERROR, UNDEFINED -> declined(letter, body, now, events);
      case SLEEPING -> asleep(now, events);
    }
  }

  private void busy(Bytes body, Moment now, List<DeviceEvent> events) {
    if (phase == Phase.READY) {
      notAskedFor(body, events);
    } else if (phase == Phase.LOOKING) {
      goOnMeasuring(now);
    } else if (phase != Phase.MEASURING) {
      if (++busy <= BUSY_MAX) {
        asking.askAfter(BUSY_WAIT, now);
      } else {
        events.add(new Failed(Fault.BUSY_OR_BATTERY, "the module stays busy"));
        if (phase == Phase.STARTING) {
          enter(Phase.STOPPING, now);
        } else {
          rest(now);
        }
      }
    }
  }

  /** The command arrived damaged or too slowly: the same again, as often as for no answer. */
  private void again(Letter letter, Bytes body, Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case READY, NAMING, MEASURING -> notAskedFor(body, events);
      case VERSION -> becomeReady(now, events);
      case UNREACHED, STARTING, FETCHING, LOOKING, STOPPING -> {
        if (!asking.again(now)) {
          declined(letter, body, now, events);
        }
      }
    }
  }

  private void declined(Letter letter, Bytes body, Moment now, List<DeviceEvent> events) {
    var detail = "the %s was answered %c".formatted(title(phase), letter.wire());
    switch (phase) {
      case READY, NAMING, MEASURING -> notAskedFor(body, events);
      case VERSION -> becomeReady(now, events);
      case UNREACHED -> {
        events.add(new Failed(Fault.BAD_DATA, detail));
        rest(now);
      }
      case LOOKING -> goOnMeasuring(now);
      case STARTING, FETCHING -> {
        before = null;
        events.add(new Failed(Fault.MEASUREMENT_FAILED, detail));
        becomeReady(now, events);
      }
      // The cuff may still be full: what was asked for meanwhile is not started.
      case STOPPING -> {
        events.add(new Failed(Fault.MEASUREMENT_FAILED, detail));
        rest(now);
      }
    }
  }

  private void asleep(Moment now, List<DeviceEvent> events) {
    boolean measuring =
        switch (phase) {
          case STARTING, MEASURING, FETCHING, LOOKING -> true;
          case UNREACHED, NAMING, VERSION, READY, STOPPING -> measureAsked;
        };
    var detail = "the module went to sleep";
    events.add(
        measuring
            ? new Failed(Fault.MEASUREMENT_FAILED, detail)
            : new Status(State.NOT_CONNECTED, detail));
    rest(now);
  }

  private void rest(Moment now) {
    measureAsked = false;
    enter(Phase.UNREACHED, now);
    asking.askAfter(PAUSE, now);
  }
}
