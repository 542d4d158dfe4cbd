package org.healthhut.device.sinocare;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A Sinocare meter on a serial line (sinocare.md, State machine): we ask whether it is there, it
 * tells of the strip, the countdown and the result.
 *
 * <pre>
 * UNREACHED --any frame--> CONNECTED --03--> WAITING_FOR_BLOOD --0A--> COUNTING --04--> CONNECTED
 * </pre>
 *
 * <p>A result that no strip or countdown came before was not measured while we listened and is
 * flagged {@link Flag#FROM_MEMORY}. Results are not acknowledged: how is not known, and a meter
 * that repeats one is understood.
 */
public final class SinocareMeter implements Driver {
  /** How long an answer may take, and how often we ask (sinocare.md, State machine). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final int ATTEMPTS_MAX = 3;

  /** From giving up to asking again, chosen by this project: meters sleep between residents. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** From strip to result (sinocare.md, State machine). */
  private static final Duration RESULT_MAX = Duration.ofMinutes(2);

  /** What the meter shows as a number, and no LO or HI (sinocare.md, Errors and limits). */
  private static final int TENTHS_MMOL_PER_L_MIN = 11;

  private static final int TENTHS_MMOL_PER_L_MAX = 333;

  private static final int BLOOD = 0;

  private enum Phase {
    UNREACHED,
    CONNECTED,
    WAITING_FOR_BLOOD,
    COUNTING
  }

  private final DeviceClock clock;
  private final FrameReader reader = new FrameReader(new SnFraming(), SnFraming.FRAME_MAX);
  private final Remembered<SnMessage.Result> remembered = new Remembered<>();
  private Phase phase = Phase.UNREACHED;
  private int attempts;
  private final MeterPresence presence = new MeterPresence();
  private boolean otherFamilyTold;
  private @Nullable Duration wakeAt;

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public SinocareMeter(ZoneId zone) {
    this.clock = new DeviceClock(zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> askWhetherThere(turn);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), turn);
      case Stimulus.Quiet() -> interpret(reader.quiet(), turn);
      case Stimulus.Woken() -> expire(turn);
      case Stimulus.Closed() -> {
        reader.clear();
        wakeAt = null;
      }
      case Stimulus.Asked(_) -> {}
    }
    return turn.end(wakeAt);
  }

  private void askWhetherThere(Turn turn) {
    attempts++;
    turn.write(SnProtocol.CONNECT_TEST);
    wakeAt = turn.now().uptime().plus(ANSWER_MAX);
  }

  private void expire(Turn turn) {
    if (wakeAt == null || turn.now().uptime().compareTo(wakeAt) < 0) {
      return;
    }
    if (phase != Phase.UNREACHED) {
      turn.fail(Fault.SILENT, "no result within 120 s of the strip");
      waitForStrip(turn);
    } else if (attempts < ATTEMPTS_MAX) {
      askWhetherThere(turn);
    } else {
      lose(turn);
    }
  }

  /** The meter is asleep, off or not there; it is said once, and asked for again after a pause. */
  private void lose(Turn turn) {
    presence.silent(false).ifPresent(turn::tell);
    phase = Phase.UNREACHED;
    attempts = 0;
    wakeAt = turn.now().uptime().plus(PAUSE);
  }

  private void waitForStrip(Turn turn) {
    phase = Phase.CONNECTED;
    wakeAt = null;
    turn.tell(new Status(State.WAITING_FOR_STRIP, ""));
  }

  private void interpret(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> turn.refuse(why, bytes);
        case Found.Frame(var body) -> interpret(body, turn);
      }
    }
  }

  private void interpret(Bytes body, Turn turn) {
    var message = SnProtocol.decode(body);
    switch (message) {
      case SnMessage.OtherFamily() -> {
        refuse("another machine code", body, turn);
        if (!otherFamilyTold) {
          otherFamilyTold = true;
          turn.tell(new Status(State.MISCONFIGURED, "a meter of another family is connected"));
        }
      }
      case SnMessage.Malformed(var why) -> refuse(why, body, turn);
      case SnMessage.Unused(var command) ->
          refuse("command %02X is not used".formatted(command), body, turn);
      case SnMessage.ConnectAnswer(var confirmed) -> {
        if (!confirmed) {
          turn.write(SnProtocol.CONNECT_CONFIRMATION);
        }
        heard();
        if (phase == Phase.UNREACHED) {
          waitForStrip(turn);
        }
      }
      case SnMessage.StripInserted() -> {
        heard();
        if (phase != Phase.WAITING_FOR_BLOOD) {
          phase = Phase.WAITING_FOR_BLOOD;
          wakeAt = turn.now().uptime().plus(RESULT_MAX);
          turn.write(SnProtocol.STRIP_ACKNOWLEDGEMENT);
          turn.tell(new Status(State.WAITING_FOR_BLOOD, ""));
        }
      }
      case SnMessage.CountdownStarted() -> {
        heard();
        if (phase != Phase.COUNTING) {
          if (phase != Phase.WAITING_FOR_BLOOD) {
            wakeAt = turn.now().uptime().plus(RESULT_MAX);
          }
          phase = Phase.COUNTING;
          turn.tell(new Status(State.MEASURING, ""));
        }
      }
      case SnMessage.MeterError(var code) -> {
        heard();
        turn.fail(Fault.MEASUREMENT_FAILED, "meter error " + code);
        waitForStrip(turn);
      }
      case SnMessage.Result result -> {
        heard();
        if (!remembered.add(result)) {
          refuse("duplicate", body, turn);
        } else {
          turn.tell(judge(result, turn));
          waitForStrip(turn);
        }
      }
      case SnMessage.PoweredOff() -> lose(turn);
    }
  }

  private void heard() {
    attempts = 0;
    presence.heard();
    otherFamilyTold = false;
  }

  private static void refuse(String why, Bytes body, Turn turn) {
    turn.refuse(why, SnFraming.frame(body));
  }

  private DeviceEvent judge(SnMessage.Result result, Turn turn) {
    if (result.sampleType() != BLOOD) {
      return new Failed(
          Fault.NOT_OF_THIS_VISIT, "sample type " + result.sampleType() + " is not blood");
    }
    int tenths = result.tenthsMmolPerL();
    if (tenths < TENTHS_MMOL_PER_L_MIN || tenths > TENTHS_MMOL_PER_L_MAX) {
      return new Failed(Fault.IMPLAUSIBLE, "outside what the meter shows as a number");
    }
    var flags = EnumSet.noneOf(Flag.class);
    if (phase != Phase.WAITING_FOR_BLOOD && phase != Phase.COUNTING) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (clock.suspect(result.deviceTime(), turn.now())) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    var glucose = new Quantity(Comparator.EXACTLY, BigDecimal.valueOf(tenths, 1), Unit.MMOL_PER_L);
    return new Measured(Map.of(Metric.GLUCOSE, glucose), flags, result.deviceTime(), null);
  }
}
