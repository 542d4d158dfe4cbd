package org.healthhut.device.areo;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
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
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A GlucoMen Areo on its cable (glucose-other.md, B and Timing): we ask who it is and read its
 * whole memory once.
 *
 * <pre>
 * INFO --serial known--> READINGS --whole--> INFO, after a pause, to see whether it is still there
 * </pre>
 *
 * <p>Nothing of a block is told before its checksum holds. The unit stands in every line. The clock
 * cannot be read, and is never set.
 */
public final class GlucoMenAreo implements Driver {
  /** 9600 8O1; two seconds a line (glucose-other.md, B and Timing). */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.ODD, 1, Duration.ofSeconds(2));

  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);
  private static final int RETRIES_MAX = 3;

  /** From giving up, or from a memory read, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private enum Phase {
    INFO(0xA2),
    READINGS(0x80);

    private final int request;

    Phase(int request) {
      this.request = request;
    }
  }

  private final ZoneId zone;
  private final FrameReader reader;
  private final AreoBlock block = new AreoBlock();
  private final Patience patience = new Patience(ANSWER_MAX, BETWEEN_RETRIES, RETRIES_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase = Phase.INFO;
  private boolean asked;
  private String serial = "";
  private @Nullable MeterMemory<AreoLine.Stored> memory;

  /** Everything this meter has is told. */
  private boolean read;

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public GlucoMenAreo(ZoneId zone) {
    this.zone = zone;
    var lines = new LineFraming(AreoLine.LENGTH_MAX);
    this.reader = new FrameReader(lines, lines.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.INFO, now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, writes, events);
        if (block.begun()) {
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

  private void ask(Phase next, Moment now, List<Bytes> writes) {
    phase = next;
    asked = true;
    block.clear();
    patience.asked(now);
    writes.add(Bytes.of(next.request));
  }

  private void rest(Moment now) {
    phase = Phase.INFO;
    asked = false;
    patience.rest(now, PAUSE);
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        if (asked && phase == Phase.INFO) {
          read = false; // it may have been away and used: it is read again
        }
        ask(phase, now, writes);
      }
      case GIVE_UP_SILENT -> {
        presence.silent(phase == Phase.READINGS).ifPresent(events::add);
        memory = null;
        read = false;
        rest(now);
      }
      case GIVE_UP_DAMAGED -> {
        presence.damaged("answers came damaged").ifPresent(events::add);
        rest(now);
      }
    }
  }

  private void startOver(Moment now) {
    block.clear();
    patience.damaged(now);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var line) -> {
          switch (block.take(line)) {
            case AreoBlock.Step.GoesOn() -> {}
            case AreoBlock.Step.Broken(var why) -> refuse(why, line, now, events);
            case AreoBlock.Step.Whole _ when !asked ->
                events.add(new Refused("not asked for", line));
            case AreoBlock.Step.Whole(var lines) when phase == Phase.INFO ->
                info(line, lines, now, writes, events);
            case AreoBlock.Step.Whole(var lines) -> readings(lines, now, events);
          }
        }
      }
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    startOver(now);
  }

  private void info(
      Bytes end, List<Bytes> lines, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    var told =
        lines.size() == 1
            ? AreoLine.meter(lines.getFirst().latin1())
            : Optional.<AreoLine.Meter>empty();
    if (told.isEmpty()) {
      refuse("no meter in this block", end, now, events);
      return;
    }
    presence.heard();
    patience.answered();
    var meter = told.get();
    if (read && meter.serial().equals(serial)) {
      rest(now);
      return;
    }
    read = false;
    serial = meter.serial();
    if (memory == null || !memory.serial().equals(serial)) {
      memory = MeterMemory.withoutClock(serial, zone, now);
    }
    events.add(new Identified(serial, meter.version()));
    events.add(new Status(State.READY, "a meter answers"));
    ask(Phase.READINGS, now, writes);
  }

  private void readings(List<Bytes> lines, Moment now, List<DeviceEvent> events) {
    patience.answered();
    boolean unitTold = false;
    for (var line : lines) {
      switch (AreoLine.record(line.latin1())) {
        case AreoLine.Stored stored -> {
          if (!unitTold) {
            unitTold = true;
            events.add(new Setting("unit", stored.unit(), true));
          }
          tell(stored, line, events);
        }
        case AreoLine.NotCarried() ->
            events.add(new Refused("an analyte which the record format does not carry", line));
        case AreoLine.Outside() -> {
          events.add(new Refused("outside what the meter measures", line));
          events.add(new Failed(Fault.IMPLAUSIBLE, "outside what the meter measures"));
        }
        case AreoLine.Malformed(var why) -> {
          events.add(new Refused(why, line));
          events.add(new Failed(Fault.BAD_DATA, "a record is damaged in the meter's memory"));
        }
      }
    }
    read = true;
    if (memory != null) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
    }
    rest(now);
  }

  private void tell(AreoLine.Stored stored, Bytes line, List<DeviceEvent> events) {
    if (memory != null) {
      memory
          .tell(stored, stored.glucose(), stored.flags(), stored.at())
          .ifPresentOrElse(events::add, () -> events.add(new Refused("duplicate", line)));
    }
  }
}
