package org.healthhut.device.freestyle;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.MeterMemory;
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
 * A FreeStyle Lite, Freedom Lite or Mini on its data cable (freestyle.md, A and State machine): one
 * command brings identity, clock and the whole memory, with one checksum over all of it.
 *
 * <pre>
 * START --empty line--> SERIAL --> VERSION --> CLOCK --> COUNT --> RECORDS --sum right--> START
 *                                                                        --else--> asked again
 * </pre>
 *
 * <p>Nothing is told before the checksum holds. Values are mg/dL on the wire whatever the meter
 * shows. There is no smaller question than the whole memory, so a meter that stays is read again
 * now and then, and what it has told already is passed over.
 */
public final class FreeStyleLite implements Driver {
  /** More than one second of silence is a pulled cable (freestyle.md, Timing). */
  public static final LineSettings LINE =
      new LineSettings(19_200, 8, Parity.NONE, 1, Duration.ofSeconds(1));

  /** {@code $mem} CR LF (freestyle.md, A). */
  private static final Bytes REQUEST = Bytes.ascii("$mem\r\n");

  private static final String ECHO = "$mem";

  /**
   * From asking to the first byte and between any two, chosen by this project: the 30 s of the note
   * are for a whole memory.
   */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);

  /** Freestyle.md, Tolerances; silence is given the same number of chances as damage. */
  private static final int RETRIES_MAX = 3;

  /** From giving up to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** From a memory read to reading it again, chosen by this project. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private static final int CR_LF_SUM = 0x0D + 0x0A;

  private enum Phase {
    START,
    SERIAL,
    VERSION,
    CLOCK,
    COUNT,
    RECORDS
  }

  private final ZoneId zone;
  private final FrameReader reader;
  private final Patience patience = new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX);

  // The reply as far as it has come.
  private Phase phase = Phase.START;
  private int sum;
  private String serial = "";
  private LocalDateTime clock = LocalDateTime.MIN;
  private int count;
  private final List<Line> records = new ArrayList<>();

  private @Nullable MeterMemory<FreeStyleLine.Stored> memory;
  private boolean lossTold;

  private record Line(Bytes bytes, FreeStyleLine.Decoded decoded) {}

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public FreeStyleLite(ZoneId zone) {
    this.zone = zone;
    var lines = new LineFraming(FreeStyleLine.LENGTH_MAX + 1);
    this.reader = new FrameReader(lines, lines.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, events);
      }
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, events);
        if (phase != Phase.START) {
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
    phase = Phase.START;
    patience.asked(now);
    writes.add(REQUEST);
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> ask(now, writes);
      case GIVE_UP_SILENT -> {
        memory = null;
        lose(Fault.SILENT, "no answer from a meter", now, events);
      }
      case GIVE_UP_DAMAGED -> lose(Fault.BAD_DATA, "answers came damaged", now, events);
    }
  }

  /** The meter is off, pulled out or not there; it is said once, and asked for after a pause. */
  private void lose(Fault fault, String detail, Moment now, List<DeviceEvent> events) {
    if (!lossTold) {
      lossTold = true;
      events.add(new Failed(fault, detail));
    }
    patience.rest(now, PAUSE);
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var line) -> interpret(line, now, events);
      }
    }
  }

  /** A reply with a hole in it is worth nothing. */
  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    if (phase != Phase.START) {
      startOver(now);
    }
  }

  private void startOver(Moment now) {
    phase = Phase.START;
    patience.damaged(now);
  }

  private void interpret(Bytes line, Moment now, List<DeviceEvent> events) {
    var text = line.latin1();
    int lineSum = line.sum() + CR_LF_SUM;
    switch (phase) {
      case START -> {
        if (isEdge(text)) {
          begin();
        } else if (!text.equals(ECHO)) {
          refuse("no reply begins with this", line, now, events);
        }
      }
      case SERIAL -> {
        var told = FreeStyleLine.serial(text);
        if (told.isPresent()) {
          serial = told.get();
          goOn(Phase.VERSION, lineSum);
        } else {
          refuse("no serial number", line, now, events);
        }
      }
      case VERSION -> {
        if (FreeStyleLine.isVersion(text)) {
          goOn(Phase.CLOCK, lineSum);
        } else {
          refuse("no version", line, now, events);
        }
      }
      case CLOCK -> {
        var told = FreeStyleLine.clock(text);
        if (told.isPresent()) {
          clock = told.get();
          goOn(Phase.COUNT, lineSum);
        } else {
          refuse("no clock", line, now, events);
        }
      }
      case COUNT -> {
        var told = FreeStyleLine.count(text);
        if (told.isPresent()) {
          count = told.get();
          goOn(Phase.RECORDS, lineSum);
        } else if (text.equals(FreeStyleLine.EMPTY_MEMORY)) {
          finish(now, events);
        } else {
          refuse("no count", line, now, events);
        }
      }
      case RECORDS -> collect(line, text, lineSum, now, events);
    }
  }

  /** Some meters put STX before a reply and ETX behind it (freestyle.md, A). */
  private static boolean isEdge(String text) {
    return text.chars().allMatch(each -> each == 0x02 || each == 0x03);
  }

  private void begin() {
    phase = Phase.SERIAL;
    sum = CR_LF_SUM;
    records.clear();
  }

  private void goOn(Phase next, int lineSum) {
    phase = next;
    sum += lineSum;
  }

  private void collect(Bytes line, String text, int lineSum, Moment now, List<DeviceEvent> events) {
    var end = FreeStyleLine.end(text);
    if (end.isPresent()) {
      if (end.get() != (sum & 0xFFFF)) {
        refuse("wrong checksum", line, now, events);
      } else if (records.size() != count) {
        refuse("not as many records as announced", line, now, events);
      } else {
        finish(now, events);
      }
      return;
    }
    sum += lineSum;
    if (text.isEmpty() && records.isEmpty()) {
      return;
    }
    // One source has a stray LF before the first record (freestyle.md, A, line 6).
    var decoded = FreeStyleLine.record(text.startsWith("\n") ? text.substring(1) : text);
    if (decoded instanceof FreeStyleLine.Malformed || records.size() == count) {
      refuse("no record", line, now, events);
    } else {
      records.add(new Line(line, decoded));
    }
  }

  private void finish(Moment now, List<DeviceEvent> events) {
    phase = Phase.START;
    patience.answered();
    patience.rest(now, READ_AGAIN);
    var known = memory;
    boolean another = known == null || !known.serial().equals(serial);
    if (known == null || another) {
      known = new MeterMemory<>(serial, clock, zone, now);
      memory = known;
    }
    int before = known.size();
    tell(known, another, events);
    if (another || lossTold || known.size() > before) {
      events.add(new Status(State.READY, "memory read: " + known.size()));
    }
    lossTold = false;
    records.clear();
  }

  /** What an earlier reply has told is passed over: it is the same memory read again. */
  private void tell(
      MeterMemory<FreeStyleLine.Stored> known, boolean another, List<DeviceEvent> events) {
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
    return stored.control() ? Set.of(Flag.CONTROL_SOLUTION) : Set.of();
  }
}
