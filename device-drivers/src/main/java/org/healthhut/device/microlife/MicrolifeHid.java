package org.healthhut.device.microlife;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.CuffMemory;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.Moment;

/**
 * A Microlife BP3GX1-5X on its USB cable (microlife-bp.md, B): its clock and its whole memory are
 * read, now and then again. The bytes are those of 8-byte HID reports of 04B4:5500, both ways.
 *
 * <pre>
 * CLOCK --> RECORDS --sum right--> RESTING --pause--> CLOCK      anything else --> asked again
 * </pre>
 *
 * <p>The clock is compared and not set: how the time is written in that command is not known. A
 * reply carries a person's id: refused bytes are given as their shape.
 */
public final class MicrolifeHid implements Driver {
  /** Chosen by this project: no time to answer is known. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  /** The idle gap that ends a reply, and how often it is read again (microlife-bp.md, Timing). */
  private static final Duration HESITATION = Duration.ofMillis(100);

  private static final int RETRIES_MAX = 15;

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration READ_AGAIN = Duration.ofSeconds(30);

  private enum Phase {
    CLOCK,
    RECORDS,
    /** Nothing is asked until the pause is over. */
    RESTING
  }

  private final DeviceClock clock;
  private final FrameReader reader = new FrameReader(new ReportFraming(), ReportFraming.REPORT);
  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX);
  private final CuffMemory<Kept> memory;

  private Phase phase = Phase.CLOCK;
  private Bytes reply = Bytes.EMPTY;

  /** Something that is no reply has come; what follows is refused until the line is quiet. */
  private boolean spoilt;

  private boolean clockTold;
  private boolean clockOff;
  private boolean everRead;
  private boolean lossTold;

  /** The same record of the same person is the same measurement. */
  private record Kept(int patient, Stored stored) {}

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public MicrolifeHid(ZoneId zone) {
    this.clock = new DeviceClock(zone);
    this.memory = new CuffMemory<>(CuffLimits.UNKNOWN, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.CLOCK, now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, writes, events);
        if (!reply.isEmpty()) {
          refuse("cut short", reply, now, events);
        }
        reply = Bytes.EMPTY;
        spoilt = false;
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
    patience.answered();
    phase = next;
    write(now, writes);
  }

  private void write(Moment now, List<Bytes> writes) {
    patience.asked(now);
    reply = Bytes.EMPTY;
    writes.add(phase == Phase.CLOCK ? HidReply.GET_CLOCK : HidReply.GET_RECORDS);
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        if (phase == Phase.RESTING) {
          ask(Phase.CLOCK, now, writes);
        } else {
          write(now, writes);
        }
      }
      case GIVE_UP_SILENT -> {
        if (!lossTold) {
          events.add(new Status(State.NOT_CONNECTED, "no answer from a monitor"));
        }
        lost(now);
      }
      case GIVE_UP_DAMAGED -> {
        if (!lossTold) {
          events.add(new Failed(Fault.BAD_DATA, "answers came damaged"));
        }
        lost(now);
      }
    }
  }

  /** It is said once, and asked again after a pause. */
  private void lost(Moment now) {
    lossTold = true;
    phase = Phase.RESTING;
    patience.rest(now, PAUSE);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          refuse(why, bytes, now, events);
          reply = Bytes.EMPTY;
          spoilt = true;
        }
        case Found.Frame(var data) -> collect(data, now, writes, events);
      }
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, Shape.of(bytes)));
    patience.damaged(now);
  }

  private void collect(Bytes data, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (phase == Phase.RESTING) {
      events.add(new Refused("not asked for", Shape.of(data)));
    } else if (spoilt) {
      refuse("behind a damaged report", data, now, events);
    } else if (!data.isEmpty()) {
      reply = reply.plus(data);
      int length = phase == Phase.CLOCK ? HidReply.CLOCK_LENGTH : HidReply.recordsLength(reply);
      if (reply.u8(0) != HidReply.ACK || length < 0 || (length > 0 && reply.length() > length)) {
        spoil("no answer to what was asked", now, events);
      } else if (length > 0 && reply.length() == length) {
        understand(now, writes, events);
      }
    }
  }

  private void spoil(String why, Moment now, List<DeviceEvent> events) {
    refuse(why, reply, now, events);
    reply = Bytes.EMPTY;
    spoilt = true;
  }

  private void understand(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    var text = HidReply.text(reply);
    if (text.isEmpty()) {
      spoil("wrong checksum", now, events);
    } else if (phase == Phase.CLOCK) {
      var shown = HidReply.clock(text.get());
      if (shown.isPresent()) {
        compare(shown.get(), now, events);
        ask(Phase.RECORDS, now, writes);
      } else {
        spoil("no such date or time", now, events);
      }
    } else {
      tell(HidReply.records(text.get()), now, events);
      reply = Bytes.EMPTY;
      phase = Phase.RESTING;
      patience.rest(now, READ_AGAIN);
    }
  }

  private void compare(LocalDateTime shown, Moment now, List<DeviceEvent> events) {
    clockOff = clock.suspect(shown, now);
    if (!clockTold) {
      clockTold = true;
      events.add(new ClockRead(shown));
    }
  }

  private void tell(HidReply.Memory read, Moment now, List<DeviceEvent> events) {
    int before = memory.size();
    for (var stored : read.records()) {
      memory
          .tell(
              new Kept(read.patient(), stored), stored.values(), stored.deviceTime(), clockOff, now)
          .ifPresent(events::add);
    }
    if (read.refused() > 0 && !everRead) {
      events.add(
          new Refused("%d records are no measurement".formatted(read.refused()), Bytes.EMPTY));
    }
    if (!everRead || lossTold || memory.size() > before) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
    }
    everRead = true;
    lossTold = false;
  }
}
