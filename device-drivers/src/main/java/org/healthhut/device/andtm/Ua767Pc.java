package org.healthhut.device.andtm;

import java.time.Duration;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffReading;
import org.healthhut.vital.Flag;
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
public final class Ua767Pc implements Dialogue {
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

  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(10);

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

  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX, EXCHANGE_MAX);
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

  private Ua767Pc() {}

  public static Driver driver() {
    var monitor = new Ua767Pc();
    return new PolledDriver(new Ua767Framing(), Ua767Framing.FRAME_MAX, monitor.patience, monitor);
  }

  @Override
  public void opened(Turn turn) {
    copy = Bytes.EMPTY;
    patience.answered();
    open(turn);
  }

  private void open(Turn turn) {
    phase = Phase.OPENING;
    patience.asked(turn.now());
    turn.write(OPEN);
  }

  @Override
  public void due(Turn turn) {
    switch (phase) {
      case RESTING -> opened(turn);
      case OPENING, RESULT -> {
        copy = Bytes.EMPTY;
        open(turn);
      }
      case CLOSING -> rest(turn);
    }
  }

  @Override
  public void silent(Turn turn) {
    lose(away(turn), Fault.SILENT, "no answer to the read command", turn);
  }

  @Override
  public void damaged(Turn turn) {
    lose(away(turn), Fault.BAD_DATA, "answers came damaged", turn);
  }

  /** It is said once; while a monitor may only be measuring, nothing is said. */
  private void lose(boolean lost, Fault fault, String detail, Turn turn) {
    if (!lossTold && lost) {
      lossTold = true;
      turn.fail(fault, detail);
    }
    rest(turn);
  }

  private boolean away(Turn turn) {
    return longer(heardAt, AWAY_MAX, turn);
  }

  private static boolean longer(@Nullable Duration since, Duration most, Turn turn) {
    return since == null || turn.now().uptime().compareTo(since.plus(most)) > 0;
  }

  /** The monitor has said something sound. */
  private void heard(Turn turn) {
    strange |= away(turn);
    heardAt = turn.now().uptime();
  }

  private void rest(Turn turn) {
    phase = Phase.RESTING;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void frame(Bytes body, Turn turn) {
    heard(turn);
    if (body.equals(Ua767Framing.ACK)) {
      acknowledged(body, turn);
    } else if (body.equals(Ua767Framing.NAK)) {
      notAcknowledged(body, turn);
    } else {
      result(body, turn);
    }
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    patience.damaged(turn.now());
  }

  private void acknowledged(Bytes body, Turn turn) {
    switch (phase) {
      case OPENING -> {
        phase = Phase.RESULT;
        patience.asked(turn.now());
      }
      case CLOSING -> rest(turn);
      case RESULT, RESTING -> turn.refuse("not asked for", body);
    }
  }

  private void notAcknowledged(Bytes body, Turn turn) {
    switch (phase) {
      case OPENING ->
          lose(
              longer(knownAt, BUSY_MAX, turn),
              Fault.BUSY_OR_BATTERY,
              "the read command was answered NAK",
              turn);
      case CLOSING -> rest(turn);
      case RESULT, RESTING -> turn.refuse("not asked for", body);
    }
  }

  private void result(Bytes text, Turn turn) {
    if (phase != Phase.RESULT) {
      turn.refuse("not asked for", text);
      patience.damaged(turn.now());
    } else if (copy.isEmpty()) {
      copy = text;
      open(turn);
    } else if (!copy.equals(text)) {
      copy = Bytes.EMPTY;
      noise(text, "two copies of a result differ", turn);
    } else {
      patience.answered();
      tell(text, turn);
      phase = Phase.CLOSING;
      patience.asked(turn.now());
      turn.write(CLOSE);
    }
  }

  private void tell(Bytes text, Turn turn) {
    boolean first = strange;
    boolean same = text.equals(known);
    if (first || lossTold) {
      turn.tell(new Status(State.READY, ""));
    }
    strange = false;
    lossTold = false;
    known = text;
    knownAt = turn.now().uptime();
    if (!same) {
      turn.tell(judge(Bytes.hex(text.latin1()), text, first));
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
