package org.healthhut.device.medlab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
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
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A Medlab or UN300C module (suntech-oem.md, Medlab-style module): set to single measurements and
 * started over the line, and asked how it stands until it shows a new result.
 *
 * <pre>
 * UNREACHED --status--> READY --asked--> STARTING --pressure--> INFLATED --new status--> READY
 * </pre>
 *
 * <p>Low to medium confidence. The module goes on showing its last result, which may be another
 * person's, and what its status digit means is not known. So a result counts only where the cuff
 * was inflated after our own start, the status digit is the one of the module at rest again, and
 * the module no longer shows what it showed before. There is no command that stops it: after a stop
 * its result is not told.
 */
public final class Medlab implements Driver {
  /** Suntech-oem.md, Medlab-style module. */
  public static final LineSettings LINE = LineSettings.of8N1(4800);

  /** 02 30 33 3B 3B 44 39 03. */
  private static final Bytes MANUAL = MedlabFraming.command("03;;");

  /** 02 30 31 3B 3B 44 37 03. */
  private static final Bytes START = MedlabFraming.command("01;;");

  /** 02 31 38 3B 3B 44 46 03. */
  private static final Bytes READ = MedlabFraming.command("18;;");

  private static final String NO_MESSAGE = "00";

  /** All times are chosen by this project, after those of the SunTech module in the same note. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final Duration POLL_EVERY = Duration.ofMillis(500);
  private static final Duration INFLATION_MAX = Duration.ofSeconds(30);
  private static final Duration MEASUREMENT_MAX = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** So often nothing may answer in a row. */
  private static final int UNANSWERED_MAX = 3;

  private enum Phase {
    UNREACHED,
    READY,
    /** Started, and the cuff not yet inflated. */
    STARTING,
    INFLATED
  }

  private final FrameReader reader = new FrameReader(new MedlabFraming(), MedlabFraming.FRAME_MAX);
  private Phase phase = Phase.UNREACHED;
  private boolean measureAsked;
  private boolean stopAsked;
  private boolean silenceTold;
  private int unanswered;
  private @Nullable Duration askAt;
  private @Nullable Duration overAt;

  /** How the module stood at rest, with the result of whoever was there before. */
  private MedlabStatus.@Nullable Standing before;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(now, writes);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, writes, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, writes, events);
      case Stimulus.Woken() -> expire(now, writes, events);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(now, writes);
          case STOP -> {
            measureAsked = false;
            if (phase == Phase.STARTING || phase == Phase.INFLATED) {
              stopAsked = true;
              var detail = "cannot be stopped over the line; its result will not be taken";
              events.add(new Status(State.MEASURING, detail));
            }
          }
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
    }
    return new Response(writes, events, wakeAt());
  }

  private @Nullable Duration wakeAt() {
    return askAt == null || (overAt != null && overAt.compareTo(askAt) < 0) ? overAt : askAt;
  }

  private void ask(Moment now, List<Bytes> writes) {
    unanswered++;
    askAt =
        now.uptime()
            .plus(phase == Phase.STARTING || phase == Phase.INFLATED ? POLL_EVERY : ANSWER_MAX);
    writes.add(READ);
  }

  /** The module is asked how it stands first, to know its last result from the next. */
  private void measure(Moment now, List<Bytes> writes) {
    switch (phase) {
      case UNREACHED -> measureAsked = true;
      case READY -> {
        if (!measureAsked) {
          measureAsked = true;
          unanswered = 0;
          ask(now, writes);
        }
      }
      // After a stop what comes belongs to nobody: another measurement follows it.
      case STARTING, INFLATED -> measureAsked = stopAsked;
    }
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (overAt != null && now.uptime().compareTo(overAt) >= 0) {
      overAt = null;
      if (!stopAsked) {
        var detail =
            phase == Phase.STARTING ? "no inflation within 30 s" : "no result within 180 s";
        events.add(new Failed(Fault.SILENT, detail));
      }
      over(now, writes, events);
    } else if (askAt != null && now.uptime().compareTo(askAt) >= 0) {
      int chances =
          phase == Phase.STARTING || phase == Phase.INFLATED ? UNANSWERED_MAX * 2 : UNANSWERED_MAX;
      if (unanswered < chances) {
        ask(now, writes);
      } else {
        lose(now, events);
      }
    }
  }

  /** The module is off or not there; it is said once, and asked again after a pause. */
  private void lose(Moment now, List<DeviceEvent> events) {
    if (!silenceTold || measureAsked || phase == Phase.STARTING || phase == Phase.INFLATED) {
      silenceTold = true;
      events.add(new Failed(Fault.SILENT, "no answer to the status query"));
    }
    phase = Phase.UNREACHED;
    measureAsked = false;
    stopAsked = false;
    before = null;
    overAt = null;
    unanswered = 0;
    askAt = now.uptime().plus(PAUSE);
  }

  private void becomeReady(List<DeviceEvent> events) {
    phase = Phase.READY;
    stopAsked = false;
    askAt = null;
    overAt = null;
    events.add(new Status(State.READY, ""));
  }

  /** A measurement is over, and another may have been asked for. */
  private void over(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    becomeReady(events);
    if (measureAsked) {
      unanswered = 0;
      ask(now, writes);
    }
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var text) when text.isEmpty() -> {}
        case Found.Frame(var text) -> interpret(text, now, writes, events);
      }
    }
  }

  private void interpret(Bytes text, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (MedlabStatus.decode(text)) {
      case MedlabStatus.Malformed(var why) -> events.add(new Refused(why, text));
      case MedlabStatus.Inflating(var mmHg) -> {
        answered();
        if (phase == Phase.STARTING) {
          phase = Phase.INFLATED;
          overAt = now.uptime().plus(MEASUREMENT_MAX);
        }
        if (phase == Phase.INFLATED) {
          events.add(new Progress(Metric.CUFF_PRESSURE, Quantity.of(mmHg, Unit.MM_HG)));
        } else {
          events.add(new Refused("cuff pressure without a start", text));
        }
      }
      case MedlabStatus.Standing standing -> {
        answered();
        stands(standing, now, writes, events);
      }
    }
  }

  private void answered() {
    unanswered = 0;
    silenceTold = false;
  }

  private void stands(
      MedlabStatus.Standing standing, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (phase) {
      case UNREACHED -> {
        before = standing;
        becomeReady(events);
        start(now, writes, events);
      }
      case READY -> {
        askAt = null;
        before = standing;
        start(now, writes, events);
      }
      case STARTING -> {}
      case INFLATED -> {
        boolean shown = standing.values() != null || !standing.message().equals(NO_MESSAGE);
        if (before != null
            && shown
            && standing.system().equals(before.system())
            && !standing.equals(before)) {
          end(standing, now, writes, events);
        }
      }
    }
  }

  private void start(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (measureAsked) {
      measureAsked = false;
      phase = Phase.STARTING;
      unanswered = 0;
      askAt = now.uptime().plus(POLL_EVERY);
      overAt = now.uptime().plus(INFLATION_MAX);
      writes.add(MANUAL);
      writes.add(START);
      events.add(new Status(State.MEASURING, ""));
    }
  }

  private void end(
      MedlabStatus.Standing standing, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (!stopAsked) {
      var values = standing.values();
      if (values == null || !standing.message().equals(NO_MESSAGE)) {
        var detail = "message %s: not known".formatted(standing.message());
        events.add(new Failed(Fault.MEASUREMENT_FAILED, detail));
      } else {
        events.add(CuffLimits.UNKNOWN.judge(values, Set.of(), null));
      }
    }
    over(now, writes, events);
  }
}
