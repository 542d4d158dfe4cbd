package org.healthhut.device.onetouch;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
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
import org.healthhut.vital.Flag;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * OneTouch meters that speak in packets, UltraMini or UltraEasy and Verio IQ (onetouch-binary.md):
 * we look for a meter and read its whole memory once, record by record, newest first.
 *
 * <pre>
 * RESET --> SERIAL --> UNIT --> CLOCK --> COUNT --> RECORD (each) --> RECOUNT --same--> RESTING
 * RESTING --pause--> RESET, SERIAL --same serial--> RESTING
 *                                  --same serial, wanted--> SET_CLOCK --> CLOCK_SET --> RESTING
 * </pre>
 *
 * <p>A Verio IQ has no link to reset. Where the count has changed meanwhile, the memory is read
 * again; records already told are told once. The clock is set when a person wants it, the memory
 * never erased.
 */
public final class OneTouchBinary implements Dialogue {
  /** 200 ms of silence end a packet (onetouch-binary.md, Timing). */
  private static final Duration QUIET = Duration.ofMillis(200);

  public static final LineSettings ULTRA_MINI_LINE =
      new LineSettings(9600, 8, Parity.NONE, 1, QUIET);

  public static final LineSettings VERIO_IQ_LINE =
      new LineSettings(38_400, 8, Parity.NONE, 1, QUIET);

  /** 0.5 to 1 s a packet (onetouch-binary.md, Timing). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final int RETRIES_MAX = 3;

  /** One answer, chosen by this project: packets are short. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(10);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How often the memory is read again because it has changed, chosen by this project. */
  private static final int REREADS_MAX = 3;

  /** How often an error is answered with the same question, chosen by this project. */
  private static final int ERRORS_MAX = 3;

  /** What the meter shows as a number (onetouch-binary.md, UltraMini messages). */
  private static final int MG_PER_DL_MIN = 20;

  private static final int MG_PER_DL_MAX = 600;

  /** LO where it is not a number below the least; HI is FFFF, which is above the most. */
  private static final int LO = 0xFFFE;

  private enum Phase {
    RESET,
    SERIAL,
    UNIT,
    CLOCK,
    COUNT,
    RECORD,
    RECOUNT,
    SET_CLOCK,
    /** The clock is read again. */
    CLOCK_SET,
    /** Nothing is asked until the pause is over. */
    RESTING
  }

  private final ZoneId zone;
  private final DeviceClock clock;
  private final BinaryDialect dialect;
  private final BinaryLink link;
  private final Patience patience;

  private Phase phase = Phase.RESET;
  private Bytes request = Bytes.EMPTY;
  private boolean askedAgain;
  private Bytes lastAnswer = Bytes.EMPTY;
  private String serial = "";
  private @Nullable MeterMemory<BinaryDialect.Stored> memory;
  private int count;
  private int index;
  private int rereads;
  private int errors;

  /** Everything is told; we look whether the meter is still there. */
  private boolean read;

  /** A person wants the clock set. */
  private boolean clockWanted;

  private final MeterPresence presence = new MeterPresence();
  private String misfit = "";

  private OneTouchBinary(ZoneId zone, BinaryDialect dialect, BinaryLink link, Duration hesitation) {
    this.zone = zone;
    this.clock = new DeviceClock(zone);
    this.dialect = dialect;
    this.link = link;
    this.patience = new Patience(ANSWER_MAX, hesitation, RETRIES_MAX, EXCHANGE_MAX);
  }

  /**
   * The meter repeats what is not acknowledged, so a damaged packet is not asked for again at once.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver ultraMini(ZoneId zone) {
    return driver(
        new OneTouchBinary(
            zone, BinaryDialect.ULTRA_MINI, new BinaryLink.Numbered(), Duration.ZERO));
  }

  /**
   * The meter repeats nothing: what came damaged is asked for again.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver verioIq(ZoneId zone) {
    return driver(new OneTouchBinary(zone, BinaryDialect.VERIO_IQ, new BinaryLink.Plain(), QUIET));
  }

  private static Driver driver(OneTouchBinary meter) {
    return new PolledDriver(new BinaryFraming(), BinaryFraming.FRAME_MAX, meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    switch (link) {
      case BinaryLink.Numbered _ -> {
        patience.answered();
        phase = Phase.RESET;
        write(BinaryLink.Numbered.RESET, turn);
      }
      case BinaryLink.Plain() -> ask(Phase.SERIAL, turn);
    }
  }

  private void ask(Phase next, Turn turn) {
    patience.answered();
    phase = next;
    askedAgain = false;
    var message =
        switch (next) {
          case SERIAL -> dialect.serialRequest();
          case UNIT -> dialect.unitRequest();
          case CLOCK, CLOCK_SET -> dialect.clockRequest();
          case SET_CLOCK -> dialect.setClockRequest(clock.right(turn.now()));
          case COUNT, RECOUNT -> dialect.countRequest();
          case RECORD -> dialect.recordRequest(index);
          case RESET, RESTING -> throw new IllegalArgumentException("no message asks for " + next);
        };
    write(link.request(message), turn);
  }

  private void write(Bytes packet, Turn turn) {
    request = packet;
    patience.asked(turn.now());
    turn.write(packet);
  }

  @Override
  public void due(Turn turn) {
    if (phase == Phase.RESTING) {
      opened(turn);
    } else {
      askedAgain = true;
      read = false; // it may have been away and used: it is read again
      write(request, turn);
    }
  }

  @Override
  public void setClock(Turn turn) {
    clockWanted = true;
    if (phase == Phase.RESTING) {
      opened(turn);
    }
  }

  @Override
  public void silent(Turn turn) {
    clockWanted = false;
    presence.silent(isInExchange()).ifPresent(turn::tell);
    memory = null;
    misfit = "";
    rest(false, turn);
  }

  @Override
  public void damaged(Turn turn) {
    lose("answers came damaged", turn);
  }

  /** Whether a meter has answered since we began to look for one. */
  private boolean isInExchange() {
    return switch (phase) {
      case RESET, RESTING -> false;
      case SERIAL -> link instanceof BinaryLink.Numbered;
      case UNIT, CLOCK, COUNT, RECORD, RECOUNT, SET_CLOCK, CLOCK_SET -> true;
    };
  }

  private void lose(String detail, Turn turn) {
    presence.damaged(detail).ifPresent(turn::tell);
    rest(false, turn);
  }

  private void rest(boolean told, Turn turn) {
    phase = Phase.RESTING;
    read = told;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    if (link instanceof BinaryLink.Plain) {
      patience.damaged(turn.now());
    }
  }

  @Override
  public void frame(Bytes body, Turn turn) {
    switch (link.heard(body)) {
      case BinaryLink.Heard.Strange(var why) -> refuse(why, body, turn);
      case BinaryLink.Heard.Reset() -> {
        if (phase == Phase.RESET) {
          ask(Phase.SERIAL, turn);
        } else {
          refuse("not asked for", body, turn);
        }
      }
      case BinaryLink.Heard.Acknowledged() -> {
        if (phase == Phase.RESET || phase == Phase.RESTING) {
          refuse("not asked for", body, turn);
        }
      }
      case BinaryLink.Heard.Repeated(var acknowledgement) -> {
        refuse("repeated", body, turn);
        turn.write(acknowledgement);
      }
      case BinaryLink.Heard.Message(var message, var acknowledgement) -> {
        if (!acknowledgement.isEmpty()) {
          turn.write(acknowledgement);
        }
        if (phase == Phase.RESET || phase == Phase.RESTING) {
          refuse("not asked for", body, turn);
        } else if (message.equals(lastAnswer) && !askedAgain && isNumberless()) {
          refuse("repeated", body, turn);
        } else if (dialect.isError(message) && !BinaryFraming.frame(body).equals(request)) {
          errored(body, turn);
        } else if (understand(message, body, turn)) {
          errors = 0;
          lastAnswer = message;
        }
      }
    }
  }

  /** What the meter does not give, however often it is asked, must not hold up the rest. */
  private void errored(Bytes body, Turn turn) {
    refuse("the meter answers with an error", body, turn);
    if (errors++ < ERRORS_MAX) {
      ask(phase, turn);
      return;
    }
    errors = 0;
    if (phase == Phase.RECORD) {
      turn.fail(Fault.BAD_DATA, "the meter does not give one of its records");
      nextRecord(turn);
    } else if (phase == Phase.SET_CLOCK) {
      ask(Phase.CLOCK_SET, turn); // shows that it was not set
    } else {
      lose("the meter answers with errors", turn);
    }
  }

  private void nextRecord(Turn turn) {
    index++;
    ask(index < count ? Phase.RECORD : Phase.RECOUNT, turn);
  }

  /** Where packets have no numbers, only its words tell an answer that came twice. */
  private boolean isNumberless() {
    return link instanceof BinaryLink.Plain && phase != Phase.SERIAL && phase != Phase.COUNT;
  }

  /** Whether the message was what we asked for. */
  private boolean understand(Bytes message, Bytes body, Turn turn) {
    switch (phase) {
      case SERIAL -> {
        var told = dialect.serial(message);
        if (told.isPresent()) {
          identified(told.get(), turn);
          return true;
        }
      }
      case UNIT -> {
        var unit = dialect.unit(message);
        if (unit.isPresent()) {
          unit(unit.get(), turn);
          return true;
        }
      }
      case CLOCK -> {
        var at = dialect.clock(message);
        if (at.isPresent()) {
          turn.tell(new ClockRead(at.get()));
          remember(at.get(), turn);
          ask(Phase.COUNT, turn);
          return true;
        }
      }
      case COUNT, RECOUNT -> {
        var told = dialect.count(message);
        if (told.isPresent()) {
          counted(told.getAsInt(), turn);
          return true;
        }
      }
      case RECORD -> {
        if (dialect.isRecord(message)) {
          tell(message, body, turn);
          nextRecord(turn);
          return true;
        }
      }
      case SET_CLOCK -> {
        if (dialect.prefixed(message)) {
          ask(Phase.CLOCK_SET, turn);
          return true;
        }
      }
      case CLOCK_SET -> {
        var at = dialect.clock(message);
        if (at.isPresent() && memory != null) {
          memory.clockShows(at.get(), turn.now());
          turn.tell(new ClockRead(at.get()));
          rest(true, turn);
          return true;
        }
      }
      case RESET, RESTING -> {}
    }
    refuse("no answer to what was asked", body, turn);
    return false;
  }

  private static void refuse(String why, Bytes body, Turn turn) {
    turn.refuse(why, BinaryFraming.frame(body));
  }

  private void identified(String told, Turn turn) {
    presence.heard();
    if (read && told.equals(serial)) {
      if (clockWanted) {
        clockWanted = false;
        ask(Phase.SET_CLOCK, turn);
      } else {
        rest(true, turn);
      }
      return;
    }
    rereads = 0;
    if (misfit.isEmpty() || !told.equals(serial)) {
      misfit = "";
      turn.tell(new Identified(told, dialect.model()));
      turn.tell(new Status(State.READY, "a meter answers"));
    }
    serial = told;
    ask(Phase.UNIT, turn);
  }

  /** Values are in mg/dL whichever of the two units the meter shows. */
  private void unit(BinaryDialect.Shown unit, Turn turn) {
    if (unit.known()) {
      misfit = "";
      turn.tell(new Setting("unit", unit.name(), true));
      ask(Phase.CLOCK, turn);
      return;
    }
    if (!misfit.equals(unit.name())) {
      misfit = unit.name();
      turn.tell(new Setting("unit", unit.name(), false));
      turn.tell(
          new Status(
              State.MISCONFIGURED, "unit is %s: set the meter to mmol/L".formatted(unit.name())));
    }
    rest(false, turn);
  }

  private void remember(LocalDateTime clock, Turn turn) {
    if (memory == null || !memory.serial().equals(serial)) {
      memory = new MeterMemory<>(serial, clock, zone, turn.now());
    }
  }

  private void counted(int told, Turn turn) {
    boolean whole = told == 0 || (phase == Phase.RECOUNT && told == count);
    if (whole && memory != null) {
      rest(true, turn);
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
    } else if (phase == Phase.RECOUNT && ++rereads > REREADS_MAX) {
      lose("the memory changes while it is read", turn);
    } else {
      count = told;
      index = 0;
      ask(Phase.RECORD, turn);
    }
  }

  private void tell(Bytes message, Bytes body, Turn turn) {
    var stored = dialect.stored(message);
    if (stored.isEmpty() || memory == null) {
      refuse("no such record", body, turn);
      turn.fail(Fault.BAD_DATA, "a record is damaged in the meter's memory");
      return;
    }
    var kept = stored.get();
    memory
        .tell(kept, glucose(kept.mgPerDl()), flags(kept), kept.at())
        .ifPresentOrElse(turn::tell, () -> refuse("duplicate", body, turn));
  }

  private static Quantity glucose(int mgPerDl) {
    if (mgPerDl < MG_PER_DL_MIN || mgPerDl == LO) {
      return BloodGlucose.belowMgPerDl(MG_PER_DL_MIN);
    }
    return mgPerDl > MG_PER_DL_MAX
        ? BloodGlucose.aboveMgPerDl(MG_PER_DL_MAX)
        : BloodGlucose.ofMgPerDl(mgPerDl);
  }

  private static Set<Flag> flags(BinaryDialect.Stored stored) {
    var flags = EnumSet.noneOf(Flag.class);
    if (stored.control()) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    switch (stored.meal()) {
      case BEFORE -> flags.add(Flag.BEFORE_MEAL);
      case AFTER -> flags.add(Flag.AFTER_MEAL);
      case NONE -> {}
    }
    return flags;
  }
}
