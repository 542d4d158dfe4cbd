package org.healthhut.device.freestyle;

import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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
public final class FreeStyle implements Dialogue {
  /** More than one second of silence is a pulled cable (freestyle.md, Timing). */
  public static final LineSettings LINE =
      new LineSettings(19_200, 8, Parity.NONE, 1, Duration.ofSeconds(1));

  /**
   * From asking to the first byte and between any two, chosen by this project: the 20 and 30 s of
   * the note are for a whole memory.
   */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  /** Freestyle.md, Timing, A; an Optium is given as long. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(30);

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
  private final FreeStyleReply reply;
  private final OptiumInfo info = new OptiumInfo();
  private final Patience patience =
      new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX, EXCHANGE_MAX);
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
  }

  /**
   * FreeStyle Lite, Freedom Lite and Mini.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver lite(ZoneId zone) {
    return driver(new FreeStyle(zone, Family.LITE));
  }

  /**
   * FreeStyle Optium and Precision Xtra.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver optium(ZoneId zone) {
    return driver(new FreeStyle(zone, Family.OPTIUM));
  }

  private static Driver driver(FreeStyle meter) {
    var lines = new LineFraming(FreeStyleLine.LENGTH_MAX + 1);
    return new PolledDriver(lines, lines.frameMax(), meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    ask(turn);
  }

  private void ask(Turn turn) {
    reply.clear();
    info.clear();
    patience.asked(turn.now());
    turn.write(Bytes.ascii(family.command(phase) + "\r\n"));
  }

  @Override
  public void due(Turn turn) {
    ask(turn);
  }

  @Override
  public void silent(Turn turn) {
    presence.silent(inExchange).ifPresent(turn::tell);
    memory = null;
    misfit = "";
    giveUp(turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    giveUp(turn);
  }

  private void giveUp(Turn turn) {
    inExchange = false;
    phase = family.first;
    patience.rest(turn.now(), PAUSE);
  }

  private void startOver(Turn turn) {
    reply.clear();
    info.clear();
    patience.damaged(turn.now());
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    quiet(turn);
  }

  /** An answer that has begun and does not go on is no answer. */
  @Override
  public void quiet(Turn turn) {
    if (reply.begun() || info.begun()) {
      startOver(turn);
    }
  }

  @Override
  public void frame(Bytes line, Turn turn) {
    if (isEcho(line)) {
      return;
    }
    switch (phase) {
      case INFO -> takeInfo(line, turn);
      case MEMORY -> takeMemory(line, turn);
    }
  }

  private boolean isEcho(Bytes line) {
    return !reply.begun() && !info.begun() && line.latin1().equals(family.command(phase));
  }

  private void takeInfo(Bytes line, Turn turn) {
    boolean begun = info.begun();
    switch (info.take(line.latin1())) {
      case OptiumInfo.Step.GoesOn() -> inExchange |= info.begun();
      case OptiumInfo.Step.Broken(var why) -> refuse(why, line, begun, turn);
      case OptiumInfo.Step.Whole(var serial, var unit) -> {
        announced = serial;
        if (unit.equals(MMOL)) {
          turn.tell(new Setting("unit", unit, true));
          phase = Phase.MEMORY;
          patience.answered();
          ask(turn);
        } else {
          misfits(unit, turn);
        }
      }
    }
  }

  /** What the records of a meter set to another unit look like is not known. */
  private void misfits(String unit, Turn turn) {
    presence.heard();
    if (!misfit.equals(unit)) {
      misfit = unit;
      turn.tell(new Setting("unit", unit, false));
      turn.tell(
          new Status(State.MISCONFIGURED, "unit is %s: set the meter to mmol/L".formatted(unit)));
    }
    giveUp(turn);
  }

  private void refuse(String why, Bytes line, boolean begun, Turn turn) {
    turn.refuse(why, line);
    if (begun || line.latin1().equals(OptiumInfo.REJECTED)) {
      startOver(turn);
    }
  }

  private void takeMemory(Bytes line, Turn turn) {
    boolean begun = reply.begun();
    switch (reply.take(line)) {
      case FreeStyleReply.Step.GoesOn() -> inExchange |= begun;
      case FreeStyleReply.Step.Broken(var why) -> refuse(why, line, begun, turn);
      case FreeStyleReply.Step.Whole whole -> {
        if (family == Family.OPTIUM && !whole.serial().equals(announced)) {
          turn.refuse("another meter", line);
          presence.heard();
          giveUp(turn);
        } else {
          finish(whole, turn);
        }
      }
    }
  }

  private void finish(FreeStyleReply.Step.Whole whole, Turn turn) {
    inExchange = false;
    patience.answered();
    patience.rest(turn.now(), READ_AGAIN);
    var known = memory;
    boolean another = known == null || !known.serial().equals(whole.serial());
    if (known == null || another) {
      known = new MeterMemory<>(whole.serial(), whole.clock(), zone, turn.now());
      memory = known;
      turn.tell(new Identified(whole.serial(), whole.version()));
      turn.tell(new ClockRead(whole.clock()));
    }
    int before = known.size();
    tell(known, whole.records(), another, turn);
    if (another || presence.isLost() || known.size() > before) {
      turn.tell(new Status(State.READY, "memory read: " + known.size()));
    }
    presence.heard();
  }

  /** What an earlier reply has told is passed over: it is the same memory read again. */
  private void tell(
      MeterMemory<FreeStyleLine.Stored> known,
      List<FreeStyleReply.Line> records,
      boolean another,
      Turn turn) {
    var inThisReply = new HashSet<FreeStyleLine.Stored>();
    for (var each : records) {
      switch (each.decoded()) {
        case FreeStyleLine.Stored stored -> {
          if (inThisReply.add(stored)) {
            known
                .tell(stored, glucose(stored.value()), flags(stored), stored.at())
                .ifPresent(turn::tell);
          } else {
            turn.refuse("duplicate", each.bytes());
          }
        }
        case FreeStyleLine.Ketone() -> {
          if (another) {
            turn.refuse("a ketone record, which the record format does not carry", each.bytes());
          }
        }
        case FreeStyleLine.Spoilt(var why) -> {
          if (another) {
            turn.refuse(why, each.bytes());
            turn.fail(Fault.BAD_DATA, "a record is damaged in the meter's memory");
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
