package org.healthhut.device.andtm;

import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A&amp;D TM-2655P and TM-2657P (and-tm-bp.md, State machine): started over the line or by its own
 * button, it pushes a result at the end.
 *
 * <pre>
 * READY --asked--> STARTING --ACK--> MEASURING --result--> READY
 * any --asked to stop--> STOPPING --ACK--> READY
 * STARTING, MEASURING --given up--> STOPPING
 * </pre>
 *
 * <p>The monitor's last result is never read, since it may be another person's; one that comes as
 * the answer to a read is flagged {@link Flag#FROM_MEMORY}. A frame may name a person: refused
 * bytes are given as their shape, every digit a 9 and every letter an A.
 */
public final class AndTm implements Driver {
  /** 16 16 01 30 20 02 53 54 03 07 (and-tm-bp.md, Commands). */
  private static final Bytes START = TmFraming.command("0 ", "ST");

  /** 16 16 01 30 20 02 53 50 03 03. */
  private static final Bytes STOP = TmFraming.command("0 ", "SP");

  /** For an ACK, and how often a command is sent (and-tm-bp.md, State machine, as the next). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final int ATTEMPTS_MAX = 3;
  private static final Duration MEASUREMENT_MAX = Duration.ofMinutes(3);

  /** From this length on refused bytes may have been a result: its head is longer. */
  private static final int LOST_RECORD_MIN = 17;

  private enum Phase {
    READY,
    STARTING,
    MEASURING,
    STOPPING
  }

  private final DeviceClock clock;
  private final FrameReader reader = new FrameReader(new TmFraming(), TmFraming.FRAME_MAX);
  private final Remembered<TmRecord.Finished> remembered = new Remembered<>();
  private Phase phase = Phase.READY;
  private String model = "";
  private int attempts;

  /** Asked for while the air is being let out: started once it is. */
  private boolean measureAsked;

  /** Whoever waits knows already that nothing answers. */
  private boolean silenceTold;

  /** An ACK or NAK may still come that answers the start and not the stop behind it. */
  private boolean startUnanswered;

  private @Nullable Duration waitUntil;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public AndTm(ZoneId zone) {
    this.clock = new DeviceClock(zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> becomeReady(turn);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), turn);
      case Stimulus.Quiet() -> interpret(reader.quiet(), turn);
      case Stimulus.Woken() -> expire(turn);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(turn);
          case STOP -> {
            measureAsked = false;
            startUnanswered |= phase == Phase.STARTING;
            enter(Phase.STOPPING, turn);
          }
          case SET_CLOCK -> {}
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        waitUntil = null;
      }
    }
    return turn.end(waitUntil);
  }

  private void measure(Turn turn) {
    switch (phase) {
      case READY -> enter(Phase.STARTING, turn);
      case STOPPING -> measureAsked = true;
      case STARTING, MEASURING -> {}
    }
  }

  private void enter(Phase next, Turn turn) {
    phase = next;
    attempts = 0;
    send(turn);
  }

  private void send(Turn turn) {
    attempts++;
    waitUntil = turn.now().uptime().plus(ANSWER_MAX);
    turn.write(phase == Phase.STARTING ? START : STOP);
  }

  private void becomeReady(Turn turn) {
    phase = Phase.READY;
    startUnanswered = false;
    silenceTold = false;
    waitUntil = null;
    turn.tell(new Status(State.READY, ""));
    if (measureAsked) {
      measureAsked = false;
      enter(Phase.STARTING, turn);
    }
  }

  private void expire(Turn turn) {
    if (waitUntil == null || turn.now().uptime().compareTo(waitUntil) < 0) {
      return;
    }
    switch (phase) {
      case READY -> waitUntil = null;
      case MEASURING -> {
        turn.fail(Fault.SILENT, "no result within 180 s");
        enter(Phase.STOPPING, turn);
      }
      case STARTING -> {
        if (attempts < ATTEMPTS_MAX) {
          send(turn);
        } else {
          // The ACK may be lost and the cuff full: nothing is left inflated.
          turn.fail(Fault.SILENT, "no answer to the start command");
          silenceTold = true;
          startUnanswered = true;
          enter(Phase.STOPPING, turn);
        }
      }
      case STOPPING -> {
        if (attempts < ATTEMPTS_MAX) {
          send(turn);
        } else {
          if (!silenceTold || measureAsked) {
            turn.fail(Fault.SILENT, "no answer to the stop command");
          }
          measureAsked = false;
          becomeReady(turn);
        }
      }
    }
  }

  private String command() {
    return phase == Phase.STARTING ? "start" : "stop";
  }

  private void interpret(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(bytes, why, turn);
        case Found.Frame(var body) -> interpret(body, turn);
      }
    }
  }

  private void interpret(Bytes body, Turn turn) {
    if (body.equals(TmFraming.ACK)) {
      acknowledged(turn);
    } else if (body.equals(TmFraming.NAK)) {
      notAcknowledged(turn);
    } else if (!body.equals(TmFraming.SYN)) {
      var result = TmRecord.decode(body);
      identify(result.model(), turn);
      switch (result.record()) {
        case TmRecord.Malformed(var why) -> refuse(body, why, turn);
        case TmRecord.Unfinished(var code) -> {
          turn.fail(Fault.MEASUREMENT_FAILED, "error E" + code);
          ended(turn);
        }
        case TmRecord.Finished finished -> {
          if (remembered.add(finished)) {
            turn.tell(judge(finished, result.fromMemory(), turn));
            ended(turn);
          } else {
            turn.refuse("duplicate", Shape.of(body));
          }
        }
      }
    }
  }

  /** Told once an opening. */
  private void identify(String told, Turn turn) {
    if (model.isEmpty() && !told.isEmpty()) {
      model = told;
      turn.tell(new Identified(null, told));
    }
  }

  /** An ACK nobody waits for says nothing new. */
  private void acknowledged(Turn turn) {
    if (startUnanswered) {
      startUnanswered = false;
      return;
    }
    switch (phase) {
      case STARTING -> {
        phase = Phase.MEASURING;
        waitUntil = turn.now().uptime().plus(MEASUREMENT_MAX);
        turn.tell(new Status(State.MEASURING, ""));
      }
      case STOPPING -> becomeReady(turn);
      case READY, MEASURING -> {}
    }
  }

  private void notAcknowledged(Turn turn) {
    if (startUnanswered) {
      startUnanswered = false;
      return;
    }
    switch (phase) {
      case STARTING, STOPPING -> {
        measureAsked = false;
        turn.fail(Fault.BUSY_OR_BATTERY, "the " + command() + " command was refused");
        becomeReady(turn);
      }
      case READY, MEASURING -> {}
    }
  }

  /** The measurement is over; where a stop is on its way its ACK is still waited for. */
  private void ended(Turn turn) {
    if (phase != Phase.STOPPING) {
      becomeReady(turn);
    }
  }

  private DeviceEvent judge(TmRecord.Finished finished, boolean fromMemory, Turn turn) {
    var flags = EnumSet.noneOf(Flag.class);
    if (fromMemory) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (finished.irregularBeats() > 0) {
      flags.add(Flag.IRREGULAR_PULSE);
    }
    if (finished.moved()) {
      flags.add(Flag.MOVED);
    }
    if (clock.suspect(finished.deviceTime(), turn.now())) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return CuffLimits.UNKNOWN.judge(finished.values(), flags, finished.deviceTime());
  }

  /**
   * Someone may be waiting for what these bytes should have been, so they are told, and can measure
   * again.
   */
  private void refuse(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, Shape.of(bytes));
    if (bytes.length() >= LOST_RECORD_MIN) {
      turn.fail(Fault.BAD_DATA, why);
      if (phase == Phase.MEASURING) {
        becomeReady(turn);
      }
    }
  }
}
