package org.healthhut.device.andtm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffReading;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A&amp;D UA-767PC (and-tm-bp.md, 2): it is asked for its last result again and again, and a result
 * that was not there before is a new measurement.
 *
 * <pre>
 * OPENING --ACK--> RESULT --first copy--> OPENING --ACK--> RESULT --same--> CLOSING --> RESTING
 * RESTING --pause--> OPENING
 * </pre>
 *
 * <p>Low to medium confidence. The result has neither time nor checksum: it counts where two copies
 * read one after the other are alike. What the monitor shows when we first hear it, or after it was
 * away, may be anyone's and of any day, and is flagged {@link Flag#FROM_MEMORY}. A monitor that
 * answers NAK is there, however long it measures. Two measurements with the same five bytes are
 * told as one.
 *
 * <pre>
 * byte  0    1              2         3     4
 *       code pulse pressure diastolic pulse unknown
 * </pre>
 */
public final class Ua767Pc implements Driver {
  /** 02 43 50 43 30 35 3B. */
  private static final Bytes OPEN = Ua767Framing.command("CPC05");

  /** 02 43 50 43 30 34 3A, by the sum rule (and-tm-bp.md, 2). */
  private static final Bytes CLOSE = Ua767Framing.command("CPC04");

  private static final int VALID = 0x80;

  /** Results that must be treated as failed; what they mean was not found. */
  private static final Set<Integer> FAILED = Set.of(0x81, 0x82, 0x83);

  /** No times are known; all are chosen by this project. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final Duration HESITATION = Duration.ofMillis(200);
  private static final int RETRIES_MAX = 3;

  /** From one result to asking for the next. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /**
   * A monitor may be deaf while it measures; one that said nothing for longer may have been
   * elsewhere.
   */
  private static final Duration AWAY_MAX = Duration.ofSeconds(90);

  /** A monitor that answers NAK for longer does not just measure. */
  private static final Duration BUSY_MAX = Duration.ofMinutes(3);

  private enum Phase {
    OPENING,
    RESULT,
    CLOSING,
    RESTING
  }

  private final FrameReader reader = new FrameReader(new Ua767Framing(), Ua767Framing.FRAME_MAX);
  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX);
  private Phase phase = Phase.OPENING;

  /** The first copy of a result; empty before there is one. */
  private Bytes copy = Bytes.EMPTY;

  /** The result known last; empty before there is one. */
  private Bytes known = Bytes.EMPTY;

  private boolean lossTold;

  /** What the monitor shows may have been measured before it was here. */
  private boolean strange = true;

  private @Nullable Duration heardAt;
  private @Nullable Duration knownAt;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> begin(now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, writes, events);
      case Stimulus.Woken() -> expire(now, writes, events);
      case Stimulus.Closed() -> {
        reader.clear();
        patience.end();
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(writes, events, patience.wakeAt());
  }

  private void begin(Moment now, List<Bytes> writes) {
    copy = Bytes.EMPTY;
    patience.answered();
    open(now, writes);
  }

  private void open(Moment now, List<Bytes> writes) {
    phase = Phase.OPENING;
    patience.asked(now);
    writes.add(OPEN);
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (phase == Phase.CLOSING) {
      if (patience.due(now) != Patience.Due.NOTHING) {
        rest(now);
      }
      return;
    }
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        if (phase == Phase.RESTING) {
          begin(now, writes);
        } else {
          copy = Bytes.EMPTY;
          open(now, writes);
        }
      }
      case GIVE_UP_SILENT ->
          lose(away(now), Fault.SILENT, "no answer to the read command", now, events);
      case GIVE_UP_DAMAGED -> lose(away(now), Fault.BAD_DATA, "answers came damaged", now, events);
    }
  }

  /** It is said once; while a monitor may only be measuring, nothing is said. */
  private void lose(
      boolean lost, Fault fault, String detail, Moment now, List<DeviceEvent> events) {
    if (!lossTold && lost) {
      lossTold = true;
      events.add(new Failed(fault, detail));
    }
    rest(now);
  }

  private boolean away(Moment now) {
    return longer(heardAt, AWAY_MAX, now);
  }

  private static boolean longer(@Nullable Duration since, Duration most, Moment now) {
    return since == null || now.uptime().compareTo(since.plus(most)) > 0;
  }

  /** The monitor has said something sound. */
  private void heard(Moment now) {
    strange |= away(now);
    heardAt = now.uptime();
  }

  private void rest(Moment now) {
    phase = Phase.RESTING;
    patience.rest(now, PAUSE);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var body) -> {
          heard(now);
          interpret(body, now, writes, events);
        }
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (body.equals(Ua767Framing.ACK)) {
      acknowledged(body, now, events);
    } else if (body.equals(Ua767Framing.NAK)) {
      notAcknowledged(body, now, events);
    } else {
      result(body, now, writes, events);
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    patience.damaged(now);
  }

  private void acknowledged(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case OPENING -> {
        phase = Phase.RESULT;
        patience.asked(now);
      }
      case CLOSING -> rest(now);
      case RESULT, RESTING -> events.add(new Refused("not asked for", body));
    }
  }

  private void notAcknowledged(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case OPENING ->
          lose(
              longer(knownAt, BUSY_MAX, now),
              Fault.BUSY_OR_BATTERY,
              "the read command was answered NAK",
              now,
              events);
      case CLOSING -> rest(now);
      case RESULT, RESTING -> events.add(new Refused("not asked for", body));
    }
  }

  private void result(Bytes text, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (phase != Phase.RESULT) {
      events.add(new Refused("not asked for", text));
      patience.damaged(now);
    } else if (copy.isEmpty()) {
      copy = text;
      open(now, writes);
    } else if (!copy.equals(text)) {
      copy = Bytes.EMPTY;
      refuse("two copies of a result differ", text, now, events);
    } else {
      patience.answered();
      tell(text, now, events);
      phase = Phase.CLOSING;
      patience.asked(now);
      writes.add(CLOSE);
    }
  }

  private void tell(Bytes text, Moment now, List<DeviceEvent> events) {
    boolean first = strange;
    boolean same = text.equals(known);
    if (first || lossTold) {
      events.add(new Status(State.READY, ""));
    }
    strange = false;
    lossTold = false;
    known = text;
    knownAt = now.uptime();
    if (!same) {
      events.add(judge(Bytes.hex(text.latin1()), text, first));
    }
  }

  private static DeviceEvent judge(Bytes result, Bytes text, boolean first) {
    int code = result.u8(0);
    if (code == VALID) {
      int diastolic = result.u8(2);
      var values = CuffReading.of(result.u8(1) + diastolic, diastolic, result.u8(3));
      return CuffLimits.UNKNOWN.judge(values, first ? Set.of(Flag.FROM_MEMORY) : Set.of(), null);
    }
    if (!FAILED.contains(code)) {
      return new Refused("no result has code %02X".formatted(code), text);
    }
    var detail = "code %02X: not known".formatted(code);
    return first
        ? new Status(State.READY, "its last measurement failed, " + detail)
        : new Failed(Fault.MEASUREMENT_FAILED, detail);
  }
}
