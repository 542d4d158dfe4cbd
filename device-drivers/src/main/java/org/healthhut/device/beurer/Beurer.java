package org.healthhut.device.beurer;

import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.pressure.CuffMemory;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A Beurer BM 55, BM 58 or BM 65 on its cable (beurer-bm.md, Exchange): we look for a monitor that
 * a person has switched on and read its whole memory, now and then again.
 *
 * <pre>
 * PING --55--> IDENTITY --text--> COUNT --n--> RECORD 1 … n --> RESTING --pause--> PING
 * </pre>
 *
 * <p>Nothing on this line is summed and nothing marks where an answer ends. So the short answers
 * count only where silence stands behind them, and each record is read until two copies in a row
 * are alike. An index shifts with each new measurement and identifies nothing.
 */
public final class Beurer implements Driver {
  /** So long is the line flushed after an unexpected byte (beurer-bm.md, Timing). */
  private static final Duration QUIET = Duration.ofMillis(200);

  public static final LineSettings LINE = new LineSettings(4800, 8, Parity.NONE, 1, QUIET);

  /** Beurer-bm.md, Exchange: the four requests. */
  private static final Bytes PING = Bytes.of(0xAA);

  private static final Bytes GET_IDENTITY = Bytes.of(0xA4);
  private static final Bytes GET_COUNT = Bytes.of(0xA2);
  private static final int GET_RECORD = 0xA3;

  private static final Bytes PONG = Bytes.of(0x55);

  /** 32 bytes, or a line (beurer-bm.md, Exchange). */
  private static final int IDENTITY_MAX = 34;

  /** So much noise is given at once. */
  private static final int NOISE_MAX = 256;

  private static final Pattern IDENTITY = Pattern.compile("[\\x20-\\x7E]{8,32}[\\r\\n\\x00]*");

  /** Beurer-bm.md, Timing and state machine, as the two below. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final int PINGS_MAX = 30;
  private static final int RETRIES_MAX = 3;

  /** One answer, however it comes; chosen by this project. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(10);

  /** From giving up to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** From a memory read to reading it again, chosen by this project. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private enum Phase {
    PING,
    IDENTITY,
    COUNT,
    RECORD,
    /** Nothing is asked until the pause is over. */
    RESTING
  }

  private final CuffMemory<BmRecord> memory;
  private Phase phase = Phase.PING;
  private Bytes pending = Bytes.EMPTY;

  /** An unexpected byte came: everything is refused until the line is quiet. */
  private boolean flushing;

  /** Bytes still came when the answer should have been over. */
  private boolean endless;

  private Duration askedAt = Duration.ZERO;
  private int retries;
  private int count;
  private int index;
  private int before;

  /** The record as it was read last; empty before it was. */
  private Bytes copy = Bytes.EMPTY;

  private String identity = "";
  private boolean everRead;
  private boolean lossTold;
  private @Nullable Duration wakeAt;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public Beurer(ZoneId zone) {
    this.memory = new CuffMemory<>(BmRecord.LIMITS, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.PING, turn);
      case Stimulus.Received(var bytes) -> {
        if (phase != Phase.RESTING) {
          endless = now.uptime().compareTo(askedAt.plus(EXCHANGE_MAX)) >= 0;
          wakeAt = endless ? now.uptime() : now.uptime().plus(ANSWER_MAX);
        }
        received(bytes, turn);
      }
      case Stimulus.Quiet() -> quiet(turn);
      case Stimulus.Woken() -> expire(turn);
      case Stimulus.Closed() -> wakeAt = null;
      case Stimulus.Asked(_) -> {}
    }
    return turn.end(wakeAt);
  }

  private void ask(Phase next, Turn turn) {
    phase = next;
    retries = 0;
    copy = Bytes.EMPTY;
    write(turn);
  }

  private void write(Turn turn) {
    pending = Bytes.EMPTY;
    flushing = false;
    endless = false;
    askedAt = turn.now().uptime();
    wakeAt = turn.now().uptime().plus(ANSWER_MAX);
    turn.write(
        switch (phase) {
          case PING -> PING;
          case IDENTITY -> GET_IDENTITY;
          case COUNT -> GET_COUNT;
          case RECORD -> Bytes.of(GET_RECORD, index);
          case RESTING -> throw new IllegalStateException("nothing is asked while resting");
        });
  }

  private void expire(Turn turn) {
    if (wakeAt == null || turn.now().uptime().compareTo(wakeAt) < 0) {
      return;
    }
    refusePending(turn);
    if (phase == Phase.RESTING) {
      ask(Phase.PING, turn);
    } else if (endless) {
      loseDamaged(turn);
    } else if (++retries > (phase == Phase.PING ? PINGS_MAX - 1 : RETRIES_MAX)) {
      if (!lossTold) {
        lossTold = true;
        turn.tell(new Status(State.NOT_CONNECTED, "switch the monitor on and press MEM"));
      }
      rest(turn, PAUSE);
    } else {
      write(turn);
    }
  }

  private void rest(Turn turn, Duration pause) {
    phase = Phase.RESTING;
    wakeAt = turn.now().uptime().plus(pause);
    pending = Bytes.EMPTY;
    flushing = false;
  }

  private void received(Bytes bytes, Turn turn) {
    pending = pending.plus(bytes);
    while (phase == Phase.RECORD && !flushing && !pending.isEmpty()) {
      if (pending.startsWith(BmRecord.NONE)) {
        take(1, turn);
      } else if (pending.u8(0) != BmRecord.MARKER) {
        flushing = true;
      } else if (pending.length() >= BmRecord.LENGTH) {
        take(BmRecord.LENGTH, turn);
      } else {
        return;
      }
    }
    if (phase != Phase.RESTING && pending.length() > IDENTITY_MAX) {
      flushing = true;
    }
    if (pending.length() >= NOISE_MAX) {
      refusePending(turn);
    }
  }

  /** What has come and is of no use. */
  private void refusePending(Turn turn) {
    if (!pending.isEmpty()) {
      turn.refuse("not asked for", pending);
      pending = Bytes.EMPTY;
    }
  }

  private void take(int length, Turn turn) {
    var answer = pending.slice(0, length);
    var rest = pending.drop(length);
    record(answer, turn);
    pending = rest; // what lies behind answers the next request, or is refused
  }

  /** Silence: the short answers are whole now, and what is left of a long one will not come. */
  private void quiet(Turn turn) {
    if (flushing) {
      refusePending(turn);
      again(turn);
      return;
    }
    if (pending.isEmpty()) {
      return;
    }
    var answer = pending;
    pending = Bytes.EMPTY;
    switch (phase) {
      case PING -> {
        if (answer.equals(PONG)) {
          ask(Phase.IDENTITY, turn);
        } else {
          refuse("no answer to a ping", answer, turn);
        }
      }
      case IDENTITY -> {
        if (IDENTITY.matcher(answer.latin1()).matches()) {
          identified(answer.latin1().strip(), turn);
          ask(Phase.COUNT, turn);
        } else {
          refuse("no identification text", answer, turn);
        }
      }
      case COUNT -> {
        if (answer.length() == 1) {
          counted(answer.u8(0), turn);
        } else {
          refuse("a count has one byte", answer, turn);
        }
      }
      case RECORD -> refuse("cut short", answer, turn);
      case RESTING -> turn.refuse("not asked for", answer);
    }
  }

  private void refuse(String why, Bytes bytes, Turn turn) {
    turn.refuse(why, bytes);
    again(turn);
  }

  /** The line has been flushed: the same again, as often as is sensible. */
  private void again(Turn turn) {
    copy = Bytes.EMPTY;
    if (++retries <= RETRIES_MAX) {
      write(turn);
    } else if (phase == Phase.RECORD) {
      turn.fail(Fault.BAD_DATA, "record " + index + " cannot be read");
      next(turn);
    } else {
      loseDamaged(turn);
    }
  }

  private void loseDamaged(Turn turn) {
    if (!lossTold) {
      lossTold = true;
      turn.fail(Fault.BAD_DATA, "answers came damaged");
    }
    rest(turn, PAUSE);
  }

  private void identified(String text, Turn turn) {
    if (!text.equals(identity)) {
      identity = text;
      turn.tell(new Identified(null, text));
    }
  }

  private void counted(int told, Turn turn) {
    count = told;
    index = 0;
    before = memory.size();
    next(turn);
  }

  private void next(Turn turn) {
    if (index < count) {
      index++;
      ask(Phase.RECORD, turn);
      return;
    }
    if (!everRead || lossTold || memory.size() > before) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
    everRead = true;
    lossTold = false;
    rest(turn, READ_AGAIN);
  }

  private void record(Bytes answer, Turn turn) {
    if (!answer.equals(copy)) {
      if (!copy.isEmpty()) {
        turn.refuse("two copies of a record differ", copy);
        retries++;
      }
      if (retries > RETRIES_MAX) {
        again(turn);
      } else {
        copy = answer;
        write(turn);
      }
      return;
    }
    if (answer.equals(BmRecord.NONE)) {
      turn.refuse("no record where one is counted", answer);
    } else {
      BmRecord.decode(answer)
          .ifPresentOrElse(
              record ->
                  memory
                      .tell(record, record.values(), record.deviceTime(), false, turn.now())
                      .ifPresent(turn::tell),
              () -> turn.refuse("no such date or time", answer));
    }
    next(turn);
  }
}
