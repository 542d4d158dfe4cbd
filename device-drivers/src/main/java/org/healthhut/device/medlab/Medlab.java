package org.healthhut.device.medlab;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
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
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> ask(turn);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), turn);
      case Stimulus.Quiet() -> interpret(reader.quiet(), turn);
      case Stimulus.Woken() -> expire(turn);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(turn);
          case STOP -> {
            measureAsked = false;
            if (phase == Phase.STARTING || phase == Phase.INFLATED) {
              stopAsked = true;
              var detail = "cannot be stopped over the line; its result will not be taken";
              turn.tell(new Status(State.MEASURING, detail));
            }
          }
          case SET_CLOCK -> {}
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
    }
    return turn.end(wakeAt());
  }

  private @Nullable Duration wakeAt() {
    return askAt == null || (overAt != null && overAt.compareTo(askAt) < 0) ? overAt : askAt;
  }

  private void ask(Turn turn) {
    unanswered++;
    askAt =
        turn.now()
            .uptime()
            .plus(phase == Phase.STARTING || phase == Phase.INFLATED ? POLL_EVERY : ANSWER_MAX);
    turn.write(READ);
  }

  /** The module is asked how it stands first, to know its last result from the next. */
  private void measure(Turn turn) {
    switch (phase) {
      case UNREACHED -> measureAsked = true;
      case READY -> {
        if (!measureAsked) {
          measureAsked = true;
          unanswered = 0;
          ask(turn);
        }
      }
      // After a stop what comes belongs to nobody: another measurement follows it.
      case STARTING, INFLATED -> measureAsked = stopAsked;
    }
  }

  private void expire(Turn turn) {
    if (overAt != null && turn.now().uptime().compareTo(overAt) >= 0) {
      overAt = null;
      if (!stopAsked) {
        var detail =
            phase == Phase.STARTING ? "no inflation within 30 s" : "no result within 180 s";
        turn.fail(Fault.SILENT, detail);
      }
      over(turn);
    } else if (askAt != null && turn.now().uptime().compareTo(askAt) >= 0) {
      int chances =
          phase == Phase.STARTING || phase == Phase.INFLATED ? UNANSWERED_MAX * 2 : UNANSWERED_MAX;
      if (unanswered < chances) {
        ask(turn);
      } else {
        lose(turn);
      }
    }
  }

  /** The module is off or not there; it is said once, and asked again after a pause. */
  private void lose(Turn turn) {
    if (!silenceTold || measureAsked || phase == Phase.STARTING || phase == Phase.INFLATED) {
      silenceTold = true;
      turn.fail(Fault.SILENT, "no answer to the status query");
    }
    phase = Phase.UNREACHED;
    measureAsked = false;
    stopAsked = false;
    before = null;
    overAt = null;
    unanswered = 0;
    askAt = turn.now().uptime().plus(PAUSE);
  }

  private void becomeReady(Turn turn) {
    phase = Phase.READY;
    stopAsked = false;
    askAt = null;
    overAt = null;
    turn.tell(new Status(State.READY, ""));
  }

  /** A measurement is over, and another may have been asked for. */
  private void over(Turn turn) {
    becomeReady(turn);
    if (measureAsked) {
      unanswered = 0;
      ask(turn);
    }
  }

  private void interpret(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> turn.refuse(why, bytes);
        case Found.Frame(var text) when text.isEmpty() -> {}
        case Found.Frame(var text) -> interpret(text, turn);
      }
    }
  }

  private void interpret(Bytes text, Turn turn) {
    switch (MedlabStatus.decode(text)) {
      case MedlabStatus.Malformed(var why) -> turn.refuse(why, text);
      case MedlabStatus.Inflating(var mmHg) -> {
        answered();
        if (phase == Phase.STARTING) {
          phase = Phase.INFLATED;
          overAt = turn.now().uptime().plus(MEASUREMENT_MAX);
        }
        if (phase == Phase.INFLATED) {
          turn.tell(new Progress(Metric.CUFF_PRESSURE, Quantity.of(mmHg, Unit.MM_HG)));
        } else {
          turn.refuse("cuff pressure without a start", text);
        }
      }
      case MedlabStatus.Standing standing -> {
        answered();
        stands(standing, turn);
      }
    }
  }

  private void answered() {
    unanswered = 0;
    silenceTold = false;
  }

  private void stands(MedlabStatus.Standing standing, Turn turn) {
    switch (phase) {
      case UNREACHED -> {
        before = standing;
        becomeReady(turn);
        start(turn);
      }
      case READY -> {
        askAt = null;
        before = standing;
        start(turn);
      }
      case STARTING -> {}
      case INFLATED -> {
        boolean shown = standing.values() != null || !standing.message().equals(NO_MESSAGE);
        if (before != null
            && shown
            && standing.system().equals(before.system())
            && !standing.equals(before)) {
          end(standing, turn);
        }
      }
    }
  }

  private void start(Turn turn) {
    if (measureAsked) {
      measureAsked = false;
      phase = Phase.STARTING;
      unanswered = 0;
      askAt = turn.now().uptime().plus(POLL_EVERY);
      overAt = turn.now().uptime().plus(INFLATION_MAX);
      turn.write(MANUAL);
      turn.write(START);
      turn.tell(new Status(State.MEASURING, ""));
    }
  }

  private void end(MedlabStatus.Standing standing, Turn turn) {
    if (!stopAsked) {
      var values = standing.values();
      if (values == null || !standing.message().equals(NO_MESSAGE)) {
        var detail = "message %s: not known".formatted(standing.message());
        turn.fail(Fault.MEASUREMENT_FAILED, detail);
      } else {
        turn.tell(CuffLimits.UNKNOWN.judge(values, Set.of(), null));
      }
    }
    over(turn);
  }
}
