package org.healthhut.device.bgstar;

import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.vital.Flag;
import org.jspecify.annotations.Nullable;

/**
 * A BGStar or MyStar Extra on its cable (glucose-other.md, C and Timing): we look for a meter and
 * read its whole memory once, record by record, newest first.
 *
 * <pre>
 * HELLO --> SERIAL --> CLOCK --> UNIT --> COUNT --> RECORD (each, twice) --> RECOUNT --same--> READ
 * READ --pause--> PRESENT --same serial--> READ
 * </pre>
 *
 * <p>Lines have no checksum, so a record counts when it has come twice alike. Values are in mg/dL
 * on a meter set to mg/dL; what they are on another is not known, so another is not read.
 */
public final class BgStar implements Dialogue {
  /** Glucose-other.md, C. */
  public static final LineSettings LINE = LineSettings.of8N1(115_200);

  /** Glucose-other.md, Timing. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final int RETRIES_MAX = 3;

  /** How long the line is quiet before the same is asked again, chosen by this project. */
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

  /** One answer, chosen by this project: it is one line. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(10);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How often the memory is read again because it has changed, chosen by this project. */
  private static final int REREADS_MAX = 3;

  private static final String MG_PER_DL = "mg/dL";

  /** What is not a result; those of the meters beside it (glucose-other.md, Status and clock). */
  private static final int MG_PER_DL_MIN = 10;

  private static final int MG_PER_DL_MAX = 600;

  private enum Phase {
    HELLO("hello"),
    SERIAL("get serial"),
    CLOCK("get datetime"),
    UNIT("get gluunit"),
    COUNT("get glucount"),
    RECORD("get glurec "),
    RECOUNT("get glucount"),
    /** Everything is told, or nothing answers: nothing is asked until the pause is over. */
    READ(""),
    /** Whether the same meter is still there; where it may have been away, it is read again. */
    PRESENT("get serial");

    private final String command;

    Phase(String command) {
      this.command = command;
    }
  }

  private final ZoneId zone;
  private final Patience patience =
      new Patience(ANSWER_MAX, BEFORE_RETRY, RETRIES_MAX, EXCHANGE_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase = Phase.HELLO;
  private String name = "";
  private String serial = "";
  private String misfit = "";
  private int count;
  private int index;
  private int rereads;
  private @Nullable Bytes once;
  private @Nullable MeterMemory<BgStarAnswer.Stored> memory;

  /** Everything this meter has is told. */
  private boolean read;

  private BgStar(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * A meter on a line that is opened now.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver driver(ZoneId zone) {
    var meter = new BgStar(zone);
    return new PolledDriver(new AnswerFraming(), AnswerFraming.FRAME_MAX, meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    ask(Phase.HELLO, turn);
  }

  private void ask(Phase next, Turn turn) {
    patience.answered();
    phase = next;
    once = null;
    write(turn);
  }

  private void write(Turn turn) {
    patience.asked(turn.now());
    var number = phase == Phase.RECORD ? Integer.toString(index) : "";
    turn.write(Bytes.ascii(phase.command + number + "\r"));
  }

  @Override
  public void due(Turn turn) {
    switch (phase) {
      case READ -> ask(read ? Phase.PRESENT : Phase.HELLO, turn);
      case PRESENT -> {
        read = false;
        ask(Phase.HELLO, turn);
      }
      case HELLO, SERIAL, CLOCK, UNIT, COUNT, RECORD, RECOUNT -> {
        once = null;
        write(turn);
      }
    }
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(phase != Phase.HELLO).ifPresent(turn::tell);
    memory = null;
    misfit = "";
    rest(false, turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    rest(false, turn);
  }

  private void rest(boolean told, Turn turn) {
    phase = Phase.READ;
    read = told;
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void frame(Bytes line, Turn turn) {
    if (BgStarAnswer.moreFollows(line.latin1())) {
      turn.refuse("more follows", line);
    } else if (!line.isEmpty() && !understand(line, line.latin1(), turn)) {
      noise(line, "no answer to what was asked", turn);
    }
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    patience.damaged(turn.now());
  }

  /** Whether the line was what we asked for. */
  private boolean understand(Bytes line, String text, Turn turn) {
    switch (phase) {
      case HELLO -> {
        var told = BgStarAnswer.name(text);
        told.ifPresent(meter -> {
          name = meter;
          presence.heard();
          ask(Phase.SERIAL, turn);
        });
        return told.isPresent();
      }
      case SERIAL, PRESENT -> {
        var told = BgStarAnswer.serial(text);
        told.ifPresent(number -> identified(number, turn));
        return told.isPresent();
      }
      case CLOCK -> {
        var told = BgStarAnswer.clock(text);
        told.ifPresent(shown -> {
          if (misfit.isEmpty()) {
            turn.tell(new ClockRead(shown));
          }
          if (memory == null || !memory.serial().equals(serial)) {
            memory = new MeterMemory<>(serial, shown, zone, turn.now());
          }
          ask(Phase.UNIT, turn);
        });
        return told.isPresent();
      }
      case UNIT -> {
        var told = BgStarAnswer.unit(text);
        told.ifPresent(unit -> unit(unit, turn));
        return told.isPresent();
      }
      case COUNT, RECOUNT -> {
        var told = BgStarAnswer.count(text);
        told.ifPresent(records -> counted(records, turn));
        return told.isPresent();
      }
      case RECORD -> {
        return record(line, BgStarAnswer.record(text), turn);
      }
      case READ -> {}
    }
    return false;
  }

  private void identified(String told, Turn turn) {
    presence.heard();
    if (read && told.equals(serial)) {
      rest(true, turn);
      return;
    }
    read = false;
    rereads = 0;
    if (misfit.isEmpty() || !told.equals(serial)) {
      turn.tell(new Identified(told, name));
      turn.tell(new Status(State.READY, "a meter answers"));
      misfit = "";
    }
    serial = told;
    ask(Phase.CLOCK, turn);
  }

  private void unit(String told, Turn turn) {
    if (told.equalsIgnoreCase(MG_PER_DL)) {
      misfit = "";
      turn.tell(new Setting("gluunit", told, true));
      ask(Phase.COUNT, turn);
      return;
    }
    if (!misfit.equals(told)) {
      misfit = told;
      turn.tell(new Setting("gluunit", told, false));
      turn.tell(
          new Status(State.MISCONFIGURED, "gluunit is %s: set the meter to mg/dL".formatted(told)));
    }
    rest(false, turn);
  }

  private void counted(int told, Turn turn) {
    boolean whole = phase == Phase.RECOUNT && told == count;
    if (whole && memory != null) {
      turn.tell(new Status(State.READY, "memory read: " + memory.size()));
      rest(true, turn);
    } else if (phase == Phase.RECOUNT && ++rereads > REREADS_MAX) {
      presence.damaged("the memory changes while it is read").ifPresent(turn::tell);
      rest(false, turn);
    } else {
      count = told;
      index = 0;
      ask(told == 0 ? Phase.RECOUNT : Phase.RECORD, turn);
    }
  }

  private boolean record(Bytes line, BgStarAnswer.Decoded decoded, Turn turn) {
    if (decoded instanceof BgStarAnswer.Malformed) {
      once = null;
      return false;
    }
    if (once == null) {
      patience.answered();
      once = line;
      write(turn);
      return true;
    }
    if (!once.equals(line)) {
      once = null;
      return false;
    }
    tell(line, decoded, turn);
    index++;
    ask(index < count ? Phase.RECORD : Phase.RECOUNT, turn);
    return true;
  }

  private void tell(Bytes line, BgStarAnswer.Decoded decoded, Turn turn) {
    switch (decoded) {
      case BgStarAnswer.Stored stored
          when stored.mgPerDl() < MG_PER_DL_MIN || stored.mgPerDl() > MG_PER_DL_MAX ->
          spoilt("outside what the meter measures", Fault.IMPLAUSIBLE, line, turn);
      case BgStarAnswer.Stored stored -> {
        if (memory != null) {
          memory
              .tell(stored, BloodGlucose.ofMgPerDl(stored.mgPerDl()), flags(stored), stored.at())
              .ifPresentOrElse(turn::tell, () -> turn.refuse("duplicate", line));
        }
      }
      case BgStarAnswer.NotMeasured() ->
          spoilt("a record of an error", Fault.MEASUREMENT_FAILED, line, turn);
      case BgStarAnswer.Spoilt(var why) -> spoilt(why, Fault.BAD_DATA, line, turn);
      case BgStarAnswer.Malformed() -> throw new IllegalStateException("kept no record");
    }
  }

  private static void spoilt(String why, Fault fault, Bytes line, Turn turn) {
    turn.refuse(why, line);
    turn.fail(fault, why);
  }

  private static Set<Flag> flags(BgStarAnswer.Stored stored) {
    return switch (stored.meal()) {
      case 1, 3, 5 -> EnumSet.of(Flag.BEFORE_MEAL);
      case 2, 4, 6 -> EnumSet.of(Flag.AFTER_MEAL);
      default -> EnumSet.noneOf(Flag.class);
    };
  }
}
