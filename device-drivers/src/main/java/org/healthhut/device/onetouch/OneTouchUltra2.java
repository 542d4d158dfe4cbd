package org.healthhut.device.onetouch;

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
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
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
 * </pre>
 *
 * <p>Nobody says when a meter is plugged in or pulled out, so it is asked for all the time. Its
 * clock is read and never set, its memory never erased. A damaged line makes the whole dump be
 * repeated; records already told are told once.
 */
public final class OneTouchUltra2 implements Driver {
  /** One second of silence means that a line is incomplete (onetouch-ultra2.md, timing). */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.NONE, 1, Duration.ofSeconds(1));

  /** The meter can be slow when just woken (onetouch-ultra2.md, timing). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(18);

  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);
  private static final int RETRIES_MAX = 5;

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
    PRESENT("DM@");

    private final String command;

    Phase(String command) {
      this.command = command;
    }

    /** DC1 and CR clear what may stand half typed in the meter (onetouch-ultra2.md, Requests). */
    Bytes request() {
      return Bytes.ascii("\u0011\r" + command + "\r");
    }
  }

  private final ZoneId zone;
  private final FrameReader reader;
  private final Patience patience = new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX);
  private Phase phase = Phase.VERSION;
  private final MeterPresence presence = new MeterPresence();
  private String version = "";
  private String serial = "";
  private @Nullable MeterMemory<Ultra2Line.Stored> memory;
  private int recordsLeft;

  /** The meter has said who it is and not yet what it shows. */
  private boolean begun;

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public OneTouchUltra2(ZoneId zone) {
    this.zone = zone;
    var lines = new LineFraming(Ultra2Line.LENGTH_MAX + 1);
    this.reader = new FrameReader(new ReplyFraming(lines), lines.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.VERSION, now, writes);
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
    phase = next;
    patience.asked(now);
    writes.add(next.request());
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        var next =
            switch (phase) {
              case RECORDS -> Phase.HEADER;
              case READ -> Phase.PRESENT;
              case PRESENT -> Phase.VERSION;
              case VERSION, SERIAL, CLOCK, HEADER -> phase;
            };
        ask(next, now, writes);
      }
      case GIVE_UP_SILENT -> {
        presence.silent(phase != Phase.VERSION).ifPresent(events::add);
        memory = null;
        startOver(now);
      }
      case GIVE_UP_DAMAGED -> {
        presence.damaged("answers came damaged").ifPresent(events::add);
        startOver(now);
      }
    }
  }

  /** A meter is asked for after a pause. */
  private void startOver(Moment now) {
    phase = Phase.VERSION;
    patience.rest(now, PAUSE);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          events.add(new Refused(why, bytes));
          if (phase == Phase.RECORDS) {
            patience.damaged(now);
          }
        }
        case Found.Frame(var line) -> interpret(line, now, writes, events);
      }
    }
  }

  private void interpret(Bytes line, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (Ultra2Line.decode(line)) {
      case Ultra2Line.Version(var text) when phase == Phase.VERSION -> {
        version = text;
        next(Phase.SERIAL, now, writes);
      }
      case Ultra2Line.SerialNumber(var told) when phase == Phase.SERIAL ->
          begin(told, now, writes, events);
      case Ultra2Line.SerialNumber(var told) when phase == Phase.PRESENT -> {
        if (told.equals(serial)) {
          phase = Phase.READ;
          patience.rest(now, PAUSE);
        } else {
          begin(told, now, writes, events);
        }
      }
      case Ultra2Line.Clock(var at) when phase == Phase.CLOCK -> {
        if (memory == null || !memory.serial().equals(serial)) {
          memory = new MeterMemory<>(serial, at, zone, now);
        }
        events.add(new ClockRead(at));
        next(Phase.HEADER, now, writes);
      }
      case Ultra2Line.Header(var records, var told, var unit) when phase == Phase.HEADER -> {
        if (told.equals(serial)) {
          if (begun) {
            begun = false;
            events.add(new Setting("unit", unit, true));
          }
          phase = Phase.RECORDS;
          recordsLeft = records;
          finishWhenRead(now, events);
        } else {
          refuse("another meter", line, events);
          patience.answered();
          ask(Phase.VERSION, now, writes);
        }
      }
      case Ultra2Line.Stored stored when phase == Phase.RECORDS && memory != null -> {
        memory
            .tell(stored, glucose(stored.mgPerDl()), flags(stored), stored.at())
            .ifPresentOrElse(events::add, () -> refuse("duplicate", line, events));
        recordsLeft--;
        finishWhenRead(now, events);
      }
      case Ultra2Line.Spoilt() when phase == Phase.RECORDS -> {
        refuse("damaged in the meter's memory", line, events);
        events.add(new Failed(Fault.BAD_DATA, "a record is damaged in the meter's memory"));
        recordsLeft--;
        finishWhenRead(now, events);
      }
      case Ultra2Line.Malformed(var why) -> {
        refuse(why, line, events);
        patience.damaged(now);
      }
      case Ultra2Line.Version(_),
          Ultra2Line.SerialNumber(_),
          Ultra2Line.Clock(_),
          Ultra2Line.Header(_, _, _),
          Ultra2Line.Stored _,
          Ultra2Line.Spoilt() ->
          refuse("not asked for", line, events);
    }
  }

  private static void refuse(String why, Bytes line, List<DeviceEvent> events) {
    events.add(new Refused(why, line));
  }

  private void next(Phase next, Moment now, List<Bytes> writes) {
    patience.answered();
    ask(next, now, writes);
  }

  private void begin(String told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    serial = told;
    presence.heard();
    begun = true;
    events.add(new Identified(told, version));
    events.add(new Status(State.READY, "a meter answers"));
    next(Phase.CLOCK, now, writes);
  }

  private void finishWhenRead(Moment now, List<DeviceEvent> events) {
    if (recordsLeft == 0 && memory != null) {
      phase = Phase.READ;
      patience.rest(now, PAUSE);
      events.add(new Status(State.READY, "memory read: " + memory.size()));
    }
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
