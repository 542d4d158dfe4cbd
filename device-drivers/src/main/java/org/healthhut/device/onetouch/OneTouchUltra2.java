package org.healthhut.device.onetouch;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A OneTouch Ultra2 on its data cable (onetouch-ultra2.md, State machine and timing): we look for a
 * meter and read its whole memory once.
 *
 * <pre>
 * VERSION --> SERIAL --> CLOCK --> HEADER --> RECORDS --all there--> READ
 * READ --pause--> PRESENT --same serial--> READ
 *                         --no answer----> VERSION
 *                         --same serial, wanted--> SET_CLOCK --> CLOCK_SET --> READ
 * </pre>
 *
 * <p>Nobody says when a meter is plugged in or pulled out, so it is asked for all the time. Its
 * clock is set when a person wants it, after the dump; its memory is never erased. A damaged line
 * makes the whole dump be repeated; records already told are told once.
 */
public final class OneTouchUltra2 implements Dialogue {
  /** One second of silence means that a line is incomplete (onetouch-ultra2.md, timing). */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.NONE, 1, Duration.ofSeconds(1));

  /** The meter can be slow when just woken (onetouch-ultra2.md, timing). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(18);

  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);
  private static final int RETRIES_MAX = 5;

  /** Chosen by this project: a full memory takes half of it at 9600 baud. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(90);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** What the meter shows as a number (onetouch-ultra2.md, Dump). */
  private static final int MG_PER_DL_MIN = 20;

  private static final int MG_PER_DL_MAX = 600;

  /** What we wait for, and the request that asks for it. */
  private enum Phase {
    VERSION("DM?"),
    SERIAL("DM@"),
    CLOCK("DMF"),
    HEADER("DMP"),
    RECORDS("DMP"),
    /** Everything is told. */
    READ(""),
    /** Whether the same meter is still there; where it may have been away, it is read again. */
    PRESENT("DM@"),
    /** What answers it the note does not say: the clock is read afterwards. */
    SET_CLOCK("DMT"),
    CLOCK_SET("DMF");

    private final String command;

    Phase(String command) {
      this.command = command;
    }

    /** DC1 and CR clear what may stand half typed in the meter (onetouch-ultra2.md, Requests). */
    Bytes request(String with) {
      return Bytes.ascii("\u0011\r" + command + with + "\r");
    }
  }

  private static final DateTimeFormatter SET =
      DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;
  private final DeviceClock clock;
  private final Patience patience =
      new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX, EXCHANGE_MAX);
  private Phase phase = Phase.VERSION;
  private final MeterPresence presence = new MeterPresence();
  private String version = "";
  private String serial = "";
  private @Nullable MeterMemory<Ultra2Line.Stored> memory;
  private int recordsLeft;

  /** The meter has said who it is and not yet what it shows. */
  private boolean begun;

  /** A person wants the clock set. */
  private boolean clockWanted;

  private OneTouchUltra2(ZoneId zone) {
    this.zone = zone;
    this.clock = new DeviceClock(zone);
  }

  /**
   * A meter on a line that is opened now.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver driver(ZoneId zone) {
    var lines = new LineFraming(Ultra2Line.LENGTH_MAX + 1);
    var meter = new OneTouchUltra2(zone);
    return new PolledDriver(new ReplyFraming(lines), lines.frameMax(), meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    ask(Phase.VERSION, turn);
  }

  private void ask(Phase next, Turn turn) {
    phase = next;
    patience.asked(turn.now());
    turn.write(next.request(next == Phase.SET_CLOCK ? SET.format(clock.right(turn.now())) : ""));
  }

  @Override
  public void setClock(Turn turn) {
    clockWanted = true;
    if (phase == Phase.READ) {
      ask(Phase.PRESENT, turn);
    }
  }

  @Override
  public void due(Turn turn) {
    ask(
        switch (phase) {
          case RECORDS -> Phase.HEADER;
          case READ -> Phase.PRESENT;
          case PRESENT -> Phase.VERSION;
          case SET_CLOCK -> Phase.CLOCK_SET;
          case VERSION, SERIAL, CLOCK, HEADER, CLOCK_SET -> phase;
        },
        turn);
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(phase != Phase.VERSION).ifPresent(turn::tell);
    memory = null;
    clockWanted = false;
    startOver(turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    startOver(turn);
  }

  /** A meter is asked for after a pause. */
  private void startOver(Turn turn) {
    phase = Phase.VERSION;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    if (phase == Phase.RECORDS) {
      patience.damaged(turn.now());
    }
  }

  @Override
  public void frame(Bytes line, Turn turn) {
    switch (Ultra2Line.decode(line)) {
      case Ultra2Line.Version(var text) when phase == Phase.VERSION -> {
        version = text;
        next(Phase.SERIAL, turn);
      }
      case Ultra2Line.SerialNumber(var told) when phase == Phase.SERIAL -> begin(told, turn);
      case Ultra2Line.SerialNumber(var told) when phase == Phase.PRESENT -> {
        if (!told.equals(serial)) {
          begin(told, turn);
        } else if (clockWanted) {
          clockWanted = false;
          next(Phase.SET_CLOCK, turn);
        } else {
          rest(turn);
        }
      }
      case Ultra2Line.Clock(var at) when phase == Phase.CLOCK -> {
        if (memory == null || !memory.serial().equals(serial)) {
          memory = new MeterMemory<>(serial, at, zone, turn.now());
        }
        turn.tell(new ClockRead(at));
        next(Phase.HEADER, turn);
      }
      case Ultra2Line.Clock(_) when phase == Phase.SET_CLOCK -> next(Phase.CLOCK_SET, turn);
      case Ultra2Line.Clock(var at) when phase == Phase.CLOCK_SET && memory != null -> {
        memory.clockShows(at, turn.now());
        turn.tell(new ClockRead(at));
        rest(turn);
      }
      case Ultra2Line.Header(var records, var told, var unit) when phase == Phase.HEADER -> {
        if (told.equals(serial)) {
          if (begun) {
            begun = false;
            turn.tell(new Setting("unit", unit, true));
          }
          phase = Phase.RECORDS;
          recordsLeft = records;
          finishWhenRead(turn);
        } else {
          turn.refuse("another meter", line);
          patience.answered();
          ask(Phase.VERSION, turn);
        }
      }
      case Ultra2Line.Stored stored when phase == Phase.RECORDS && memory != null -> {
        memory
            .tell(stored, glucose(stored.mgPerDl()), flags(stored), stored.at())
            .ifPresentOrElse(turn::tell, () -> turn.refuse("duplicate", line));
        recordsLeft--;
        finishWhenRead(turn);
      }
      case Ultra2Line.Spoilt() when phase == Phase.RECORDS -> {
        turn.refuse("damaged in the meter's memory", line);
        turn.fail(Fault.BAD_DATA, "a record is damaged in the meter's memory");
        recordsLeft--;
        finishWhenRead(turn);
      }
      case Ultra2Line.Malformed(var why) -> {
        turn.refuse(why, line);
        patience.damaged(turn.now());
      }
      case Ultra2Line.Version(_),
          Ultra2Line.SerialNumber(_),
          Ultra2Line.Clock(_),
          Ultra2Line.Header(_, _, _),
          Ultra2Line.Stored _,
          Ultra2Line.Spoilt() ->
          turn.refuse("not asked for", line);
    }
  }

  private void next(Phase next, Turn turn) {
    patience.answered();
    ask(next, turn);
  }

  private void begin(String told, Turn turn) {
    serial = told;
    presence.heard();
    begun = true;
    turn.tell(new Identified(told, version));
    turn.tell(new Status(State.READY, "a meter answers"));
    next(Phase.CLOCK, turn);
  }

  private void finishWhenRead(Turn turn) {
    if (recordsLeft == 0 && memory != null) {
      rest(turn);
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    }
  }

  private void rest(Turn turn) {
    phase = Phase.READ;
    patience.rest(turn.now(), PAUSE);
  }

  private static Quantity glucose(int mgPerDl) {
    if (mgPerDl < MG_PER_DL_MIN) {
      return BloodGlucose.belowMgPerDl(MG_PER_DL_MIN);
    }
    return mgPerDl > MG_PER_DL_MAX
        ? BloodGlucose.aboveMgPerDl(MG_PER_DL_MAX)
        : BloodGlucose.ofMgPerDl(mgPerDl);
  }

  private static Set<Flag> flags(Ultra2Line.Stored stored) {
    var flags = EnumSet.noneOf(Flag.class);
    if (stored.control()) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    switch (stored.meal()) {
      case 'B' -> flags.add(Flag.BEFORE_MEAL);
      case 'A' -> flags.add(Flag.AFTER_MEAL);
      default -> {}
    }
    return flags;
  }
}
