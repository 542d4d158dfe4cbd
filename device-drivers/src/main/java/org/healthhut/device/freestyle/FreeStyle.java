package org.healthhut.device.freestyle;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
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
 * A FreeStyle meter on its data cable (freestyle.md, State machine): one command brings identity,
 * clock and the whole memory, with one checksum over all of it. A Lite, Freedom Lite or Mini is
 * asked nothing else; an Optium or Precision Xtra is asked for its unit before.
 *
 * <pre>
 * INFO (Optium) --unit known--> MEMORY --whole--> MEMORY, after a while
 * </pre>
 *
 * <p>Nothing is told before the checksum holds. Glucose is in mg/dL on the wire whatever the meter
 * shows. There is no smaller question than the whole memory, so a meter that stays is read again
 * now and then, and what it has told already is passed over. The clock is never set and the meter
 * never switched off.
 */
public final class FreeStyle implements Driver {
  /** More than one second of silence is a pulled cable (freestyle.md, Timing). */
  public static final LineSettings LINE =
      new LineSettings(19_200, 8, Parity.NONE, 1, Duration.ofSeconds(1));

  /**
   * From asking to the first byte and between any two, chosen by this project: the 20 and 30 s of
   * the note are for a whole memory.
   */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);

  /** Freestyle.md, Tolerances; silence is given the same number of chances as damage. */
  private static final int RETRIES_MAX = 3;

  /** From giving up to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** From a memory read to reading it again, chosen by this project. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  /** The one unit of an Optium that is known by name (freestyle.md, B). */
  private static final String MMOL = "MMOL";

  private enum Phase {
    INFO,
    MEMORY
  }

  private enum Family {
    LITE(Phase.MEMORY, "$mem"),
    OPTIUM(Phase.INFO, "$xmem");

    private final Phase first;
    private final String memoryCommand;

    Family(Phase first, String memoryCommand) {
      this.first = first;
      this.memoryCommand = memoryCommand;
    }

    String command(Phase phase) {
      return switch (phase) {
        case INFO -> "$colq";
        case MEMORY -> memoryCommand;
      };
    }
  }

  private final ZoneId zone;
  private final Family family;
  private final FrameReader reader;
  private final FreeStyleReply reply;
  private final OptiumInfo info = new OptiumInfo();
  private final Patience patience = new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase;

  /** A meter has begun to answer and has not told everything. */
  private boolean inExchange;

  private String announced = "";
  private String misfit = "";
  private @Nullable MeterMemory<FreeStyleLine.Stored> memory;

  private FreeStyle(ZoneId zone, Family family) {
    this.zone = zone;
    this.family = family;
    this.phase = family.first;
    this.reply =
        new FreeStyleReply(
            switch (family) {
              case LITE -> FreeStyleLine::liteRecord;
              case OPTIUM -> FreeStyleLine::optiumRecord;
            });
    var lines = new LineFraming(FreeStyleLine.LENGTH_MAX + 1);
    this.reader = new FrameReader(lines, lines.frameMax());
  }

  /**
   * FreeStyle Lite, Freedom Lite and Mini.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static FreeStyle lite(ZoneId zone) {
    return new FreeStyle(zone, Family.LITE);
  }

  /**
   * FreeStyle Optium and Precision Xtra.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static FreeStyle optium(ZoneId zone) {
    return new FreeStyle(zone, Family.OPTIUM);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, writes, events);
        if (reply.begun() || info.begun()) {
          startOver(now);
        }
      }
      case Stimulus.Woken() -> expire(now, writes, events);
      case Stimulus.Closed() -> {
        reader.clear();
        patience.end();
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(writes, events, patience.wakeAt());
  }

  private void ask(Moment now, List<Bytes> writes) {
    reply.clear();
    info.clear();
    patience.asked(now);
    writes.add(Bytes.ascii(family.command(phase) + "\r\n"));
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> ask(now, writes);
      case GIVE_UP_SILENT -> {
        presence.silent(inExchange).ifPresent(events::add);
        memory = null;
        misfit = "";
        giveUp(now);
      }
      case GIVE_UP_DAMAGED -> {
        presence.damaged("answers came damaged").ifPresent(events::add);
        giveUp(now);
      }
    }
  }

  private void giveUp(Moment now) {
    inExchange = false;
    phase = family.first;
    patience.rest(now, PAUSE);
  }

  private void startOver(Moment now) {
    reply.clear();
    info.clear();
    patience.damaged(now);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          events.add(new Refused(why, bytes));
          if (reply.begun() || info.begun()) {
            startOver(now);
          }
        }
        case Found.Frame(var line) when isEcho(line) -> {}
        case Found.Frame(var line) when phase == Phase.INFO -> takeInfo(line, now, writes, events);
        case Found.Frame(var line) -> takeMemory(line, now, events);
      }
    }
  }

  private boolean isEcho(Bytes line) {
    return !reply.begun() && !info.begun() && line.latin1().equals(family.command(phase));
  }

  private void takeInfo(Bytes line, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    boolean begun = info.begun();
    switch (info.take(line.latin1())) {
      case OptiumInfo.Step.GoesOn() -> inExchange |= info.begun();
      case OptiumInfo.Step.Broken(var why) -> refuse(why, line, begun, now, events);
      case OptiumInfo.Step.Whole(var serial, var unit) -> {
        announced = serial;
        if (unit.equals(MMOL)) {
          events.add(new Setting("unit", unit, true));
          phase = Phase.MEMORY;
          patience.answered();
          ask(now, writes);
        } else {
          misfits(unit, now, events);
        }
      }
    }
  }

  /** What the records of a meter set to another unit look like is not known. */
  private void misfits(String unit, Moment now, List<DeviceEvent> events) {
    presence.heard();
    if (!misfit.equals(unit)) {
      misfit = unit;
      events.add(new Setting("unit", unit, false));
      events.add(
          new Status(State.MISCONFIGURED, "unit is %s: set the meter to mmol/L".formatted(unit)));
    }
    giveUp(now);
  }

  private void refuse(String why, Bytes line, boolean begun, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, line));
    if (begun || line.latin1().equals(OptiumInfo.REJECTED)) {
      startOver(now);
    }
  }

  private void takeMemory(Bytes line, Moment now, List<DeviceEvent> events) {
    boolean begun = reply.begun();
    switch (reply.take(line)) {
      case FreeStyleReply.Step.GoesOn() -> inExchange |= begun;
      case FreeStyleReply.Step.Broken(var why) -> refuse(why, line, begun, now, events);
      case FreeStyleReply.Step.Whole whole -> {
        if (family == Family.OPTIUM && !whole.serial().equals(announced)) {
          events.add(new Refused("another meter", line));
          presence.heard();
          giveUp(now);
        } else {
          finish(whole, now, events);
        }
      }
    }
  }

  private void finish(FreeStyleReply.Step.Whole whole, Moment now, List<DeviceEvent> events) {
    inExchange = false;
    patience.answered();
    patience.rest(now, READ_AGAIN);
    var known = memory;
    boolean another = known == null || !known.serial().equals(whole.serial());
    if (known == null || another) {
      known = new MeterMemory<>(whole.serial(), whole.clock(), zone, now);
      memory = known;
      events.add(new Identified(whole.serial(), whole.version()));
      events.add(new ClockRead(whole.clock()));
    }
    int before = known.size();
    tell(known, whole.records(), another, events);
    if (another || presence.isLost() || known.size() > before) {
      events.add(new Status(State.READY, "memory read: " + known.size()));
    }
    presence.heard();
  }

  /** What an earlier reply has told is passed over: it is the same memory read again. */
  private void tell(
      MeterMemory<FreeStyleLine.Stored> known,
      List<FreeStyleReply.Line> records,
      boolean another,
      List<DeviceEvent> events) {
    var inThisReply = new HashSet<FreeStyleLine.Stored>();
    for (var each : records) {
      switch (each.decoded()) {
        case FreeStyleLine.Stored stored -> {
          if (inThisReply.add(stored)) {
            known
                .tell(stored, glucose(stored.value()), flags(stored), stored.at())
                .ifPresent(events::add);
          } else {
            events.add(new Refused("duplicate", each.bytes()));
          }
        }
        case FreeStyleLine.Ketone() -> {
          if (another) {
            events.add(
                new Refused(
                    "a ketone record, which the record format does not carry", each.bytes()));
          }
        }
        case FreeStyleLine.Spoilt(var why) -> {
          if (another) {
            events.add(new Refused(why, each.bytes()));
            events.add(new Failed(Fault.BAD_DATA, "a record is damaged in the meter's memory"));
          }
        }
        case FreeStyleLine.Malformed() -> throw new IllegalStateException("kept no record");
      }
    }
  }

  private static Quantity glucose(FreeStyleLine.Value value) {
    return switch (value) {
      case FreeStyleLine.Value.MgPerDl(var number) -> BloodGlucose.ofMgPerDl(number);
      case FreeStyleLine.Value.Hi() -> BloodGlucose.aboveMgPerDl(FreeStyleLine.MG_PER_DL_MAX);
      case FreeStyleLine.Value.Lo() -> BloodGlucose.belowMgPerDl(FreeStyleLine.MG_PER_DL_MIN);
    };
  }

  private static Set<Flag> flags(FreeStyleLine.Stored stored) {
    var flags = EnumSet.noneOf(Flag.class);
    if (stored.control()) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    if (stored.timeLost()) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return flags;
  }
}
