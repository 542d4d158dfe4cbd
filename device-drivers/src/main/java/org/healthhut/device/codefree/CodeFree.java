package org.healthhut.device.codefree;

import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A CodeFree meter on its cable (glucose-other.md, A and Timing): switched on, it speaks first; we
 * answer at once and fetch its records, newest first.
 *
 * <pre>
 * WAITING --challenge--> COUNTING --count--> FETCHING --end--> WAITING
 * </pre>
 *
 * <p>A step out of turn makes the meter show E-5 until it is switched off, and a fetch sent again
 * would fetch the next record. So nothing is asked twice: what came damaged or not at all ends the
 * session with a fault, and the meter must be switched off and on. It tells neither a serial number
 * nor its clock, which is never set.
 */
public final class CodeFree implements Driver {
  /** Glucose-other.md, A. */
  public static final LineSettings LINE = LineSettings.of8N1(38_400);

  /** Glucose-other.md, Timing. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  /** Of silence after a session went wrong, chosen by this project. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(10);

  /**
   * From the end of a session: a meter that comes later may be another one, for another visit, and
   * is told whole. Chosen by this project.
   */
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(2);

  /** What is not a result (glucose-other.md, Status and clock). */
  private static final int MG_PER_DL_MIN = 10;

  private static final int MG_PER_DL_MAX = 600;

  private static final String AGAIN = ": switch the meter off and on";

  private enum Phase {
    WAITING,
    COUNTING,
    FETCHING
  }

  private final ZoneId zone;
  private final FrameReader reader =
      new FrameReader(new CodeFreeFraming(), CodeFreeFraming.FRAME_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase = Phase.WAITING;
  private int announced;
  private int fetched;
  private @Nullable MeterMemory<CodeFreeMessage.Stored> memory;
  private Duration readAt = Duration.ZERO;
  private @Nullable Duration wakeAt;

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public CodeFree(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> presence.silent(false).ifPresent(turn::tell);
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

  private void expire(Turn turn) {
    if (wakeAt == null || turn.now().uptime().compareTo(wakeAt) < 0) {
      return;
    }
    if (phase == Phase.WAITING) {
      wakeAt = null;
      presence.silent(false).ifPresent(turn::tell);
    } else {
      presence.silent(true).ifPresent(turn::tell);
      stop(turn);
    }
  }

  private void stop(Turn turn) {
    phase = Phase.WAITING;
    readAt = turn.now().uptime();
    wakeAt = turn.now().uptime().plus(GONE_AFTER);
  }

  private void interpret(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> turn.refuse(why, bytes);
        case Found.Frame(var message) -> interpret(message, turn);
      }
    }
  }

  private void interpret(Bytes message, Turn turn) {
    switch (CodeFreeMessage.decode(message)) {
      case CodeFreeMessage.Challenge() -> begin(turn);
      case CodeFreeMessage.Count(var records) when phase == Phase.COUNTING -> {
        announced = records;
        phase = Phase.FETCHING;
        ask(CodeFreeMessage.FETCH, turn);
      }
      case CodeFreeMessage.Stored stored when phase == Phase.FETCHING -> {
        tell(stored, message, turn);
        fetch(turn);
      }
      case CodeFreeMessage.Spoilt(var why) when phase == Phase.FETCHING -> {
        refuse(why, message, turn);
        turn.fail(Fault.BAD_DATA, "a record is damaged in the meter's memory");
        fetch(turn);
      }
      case CodeFreeMessage.End() when phase == Phase.FETCHING -> end(turn);
      case CodeFreeMessage.Count(_),
          CodeFreeMessage.Stored(_, _, _),
          CodeFreeMessage.Spoilt(_),
          CodeFreeMessage.End() ->
          refuse("not asked for", message, turn);
      case CodeFreeMessage.Unused() -> refuse("no message that is used", message, turn);
    }
  }

  private static void refuse(String why, Bytes message, Turn turn) {
    turn.refuse(why, CodeFreeFraming.fromMeter(message));
  }

  private void begin(Turn turn) {
    presence.heard();
    if (memory == null || turn.now().uptime().minus(readAt).compareTo(REMEMBERED_FOR) > 0) {
      memory = MeterMemory.withoutClock("", zone, turn.now());
    }
    phase = Phase.COUNTING;
    fetched = 0;
    turn.tell(new Status(State.READY, "a meter answers"));
    ask(CodeFreeMessage.ANSWER, turn);
  }

  private void ask(Bytes frame, Turn turn) {
    turn.write(frame);
    wakeAt = turn.now().uptime().plus(ANSWER_MAX);
  }

  private void fetch(Turn turn) {
    fetched++;
    ask(CodeFreeMessage.FETCH, turn);
  }

  private void tell(CodeFreeMessage.Stored stored, Bytes message, Turn turn) {
    if (stored.mgPerDl() < MG_PER_DL_MIN || stored.mgPerDl() > MG_PER_DL_MAX) {
      refuse("outside what the meter measures", message, turn);
      turn.fail(Fault.IMPLAUSIBLE, "outside what the meter measures");
    } else if (memory != null) {
      memory
          .tell(stored, BloodGlucose.ofMgPerDl(stored.mgPerDl()), flags(stored), stored.at())
          .ifPresentOrElse(turn::tell, () -> refuse("duplicate", message, turn));
    }
  }

  private void end(Turn turn) {
    if (fetched == announced && memory != null) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    } else {
      presence.damaged("not as many records as announced" + AGAIN).ifPresent(turn::tell);
    }
    stop(turn);
  }

  private static Set<Flag> flags(CodeFreeMessage.Stored stored) {
    return switch (stored.meal()) {
      case NONE -> EnumSet.noneOf(Flag.class);
      case BEFORE -> EnumSet.of(Flag.BEFORE_MEAL);
      case AFTER -> EnumSet.of(Flag.AFTER_MEAL);
    };
  }
}
