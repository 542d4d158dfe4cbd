package org.healthhut.device.bgstar;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
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
public final class BgStar implements Driver {
  /** Glucose-other.md, C. */
  public static final LineSettings LINE = LineSettings.of8N1(115_200);

  /** Glucose-other.md, Timing. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final int RETRIES_MAX = 3;

  /** How long the line is quiet before the same is asked again, chosen by this project. */
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

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
  private final FrameReader reader = new FrameReader(new AnswerFraming(), AnswerFraming.FRAME_MAX);
  private final Patience patience = new Patience(ANSWER_MAX, BEFORE_RETRY, RETRIES_MAX);
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

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public BgStar(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.HELLO, now, writes);
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

  private void ask(Phase next, Moment now, List<Bytes> writes) {
    patience.answered();
    phase = next;
    once = null;
    write(now, writes);
  }

  private void write(Moment now, List<Bytes> writes) {
    patience.asked(now);
    var number = phase == Phase.RECORD ? Integer.toString(index) : "";
    writes.add(Bytes.ascii(phase.command + number + "\r"));
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        switch (phase) {
          case READ -> ask(read ? Phase.PRESENT : Phase.HELLO, now, writes);
          case PRESENT -> {
            read = false;
            ask(Phase.HELLO, now, writes);
          }
          case HELLO, SERIAL, CLOCK, UNIT, COUNT, RECORD, RECOUNT -> {
            once = null;
            write(now, writes);
          }
        }
      }
      case GIVE_UP_SILENT -> {
        presence.silent(phase != Phase.HELLO).ifPresent(events::add);
        memory = null;
        misfit = "";
        rest(now, false);
      }
      case GIVE_UP_DAMAGED -> {
        presence.damaged("answers came damaged").ifPresent(events::add);
        rest(now, false);
      }
    }
  }

  private void rest(Moment now, boolean told) {
    phase = Phase.READ;
    read = told;
    patience.rest(now, PAUSE);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var line) when line.isEmpty() -> {}
        case Found.Frame(var line) when BgStarAnswer.moreFollows(line.latin1()) ->
            events.add(new Refused("more follows", line));
        case Found.Frame(var line) -> {
          if (!understand(line, line.latin1(), now, writes, events)) {
            refuse("no answer to what was asked", line, now, events);
          }
        }
      }
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    patience.damaged(now);
  }

  /** Whether the line was what we asked for. */
  private boolean understand(
      Bytes line, String text, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (phase) {
      case HELLO -> {
        var told = BgStarAnswer.name(text);
        told.ifPresent(meter -> {
          name = meter;
          presence.heard();
          ask(Phase.SERIAL, now, writes);
        });
        return told.isPresent();
      }
      case SERIAL, PRESENT -> {
        var told = BgStarAnswer.serial(text);
        told.ifPresent(number -> identified(number, now, writes, events));
        return told.isPresent();
      }
      case CLOCK -> {
        var told = BgStarAnswer.clock(text);
        told.ifPresent(shown -> {
          if (misfit.isEmpty()) {
            events.add(new ClockRead(shown));
          }
          if (memory == null || !memory.serial().equals(serial)) {
            memory = new MeterMemory<>(serial, shown, zone, now);
          }
          ask(Phase.UNIT, now, writes);
        });
        return told.isPresent();
      }
      case UNIT -> {
        var told = BgStarAnswer.unit(text);
        told.ifPresent(unit -> unit(unit, now, writes, events));
        return told.isPresent();
      }
      case COUNT, RECOUNT -> {
        var told = BgStarAnswer.count(text);
        told.ifPresent(records -> counted(records, now, writes, events));
        return told.isPresent();
      }
      case RECORD -> {
        return record(line, BgStarAnswer.record(text), now, writes, events);
      }
      case READ -> {}
    }
    return false;
  }

  private void identified(String told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    presence.heard();
    if (read && told.equals(serial)) {
      rest(now, true);
      return;
    }
    read = false;
    rereads = 0;
    if (misfit.isEmpty() || !told.equals(serial)) {
      events.add(new Identified(told, name));
      events.add(new Status(State.READY, "a meter answers"));
      misfit = "";
    }
    serial = told;
    ask(Phase.CLOCK, now, writes);
  }

  private void unit(String told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (told.equalsIgnoreCase(MG_PER_DL)) {
      misfit = "";
      events.add(new Setting("gluunit", told, true));
      ask(Phase.COUNT, now, writes);
      return;
    }
    if (!misfit.equals(told)) {
      misfit = told;
      events.add(new Setting("gluunit", told, false));
      events.add(
          new Status(State.MISCONFIGURED, "gluunit is %s: set the meter to mg/dL".formatted(told)));
    }
    rest(now, false);
  }

  private void counted(int told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    boolean whole = phase == Phase.RECOUNT && told == count;
    if (whole && memory != null) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
      rest(now, true);
    } else if (phase == Phase.RECOUNT && ++rereads > REREADS_MAX) {
      presence.damaged("the memory changes while it is read").ifPresent(events::add);
      rest(now, false);
    } else {
      count = told;
      index = 0;
      ask(told == 0 ? Phase.RECOUNT : Phase.RECORD, now, writes);
    }
  }

  private boolean record(
      Bytes line,
      BgStarAnswer.Decoded decoded,
      Moment now,
      List<Bytes> writes,
      List<DeviceEvent> events) {
    if (decoded instanceof BgStarAnswer.Malformed) {
      once = null;
      return false;
    }
    if (once == null) {
      patience.answered();
      once = line;
      write(now, writes);
      return true;
    }
    if (!once.equals(line)) {
      once = null;
      return false;
    }
    tell(line, decoded, events);
    index++;
    ask(index < count ? Phase.RECORD : Phase.RECOUNT, now, writes);
    return true;
  }

  private void tell(Bytes line, BgStarAnswer.Decoded decoded, List<DeviceEvent> events) {
    switch (decoded) {
      case BgStarAnswer.Stored stored
          when stored.mgPerDl() < MG_PER_DL_MIN || stored.mgPerDl() > MG_PER_DL_MAX ->
          spoilt("outside what the meter measures", Fault.IMPLAUSIBLE, line, events);
      case BgStarAnswer.Stored stored -> {
        if (memory != null) {
          memory
              .tell(stored, BloodGlucose.ofMgPerDl(stored.mgPerDl()), flags(stored), stored.at())
              .ifPresentOrElse(events::add, () -> events.add(new Refused("duplicate", line)));
        }
      }
      case BgStarAnswer.NotMeasured() ->
          spoilt("a record of an error", Fault.MEASUREMENT_FAILED, line, events);
      case BgStarAnswer.Spoilt(var why) -> spoilt(why, Fault.BAD_DATA, line, events);
      case BgStarAnswer.Malformed() -> throw new IllegalStateException("kept no record");
    }
  }

  private static void spoilt(String why, Fault fault, Bytes line, List<DeviceEvent> events) {
    events.add(new Refused(why, line));
    events.add(new Failed(fault, why));
  }

  private static Set<Flag> flags(BgStarAnswer.Stored stored) {
    return switch (stored.meal()) {
      case 1, 3, 5 -> EnumSet.of(Flag.BEFORE_MEAL);
      case 2, 4, 6 -> EnumSet.of(Flag.AFTER_MEAL);
      default -> EnumSet.noneOf(Flag.class);
    };
  }
}
