package org.healthhut.device.microlife;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
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
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/**
 * A Microlife BP3GY1-2N over Bluetooth (microlife-bp.md, A and State machine): its clock is set,
 * its whole memory read, and it is let go. The bytes are those of service FFF0, FFF1 to us and FFF2
 * from us; all we write fits one packet.
 *
 * <pre>
 * CLOCK --81--> USER --> RECORDS --whole--> RESTING --pause--> CLOCK
 * </pre>
 *
 * <p>The clock cannot be read. It is set only where ours is synchronized, and never makes an
 * earlier record right. A reply may name a person: refused bytes are given as their shape.
 */
public final class MicrolifeBle implements Driver {
  /** A whole download takes 30 to 60 s (microlife-bp.md, Timing); between two bytes far less. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** Silence before a damaged download is asked for again, chosen by this project, as the next. */
  private static final Duration HESITATION = Duration.ofSeconds(1);

  private static final int RETRIES_MAX = 3;

  /** From giving up, or from the last record, to asking again. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private enum Phase {
    CLOCK,
    USER,
    RECORDS,
    /** Let go; nothing is asked until the pause is over. */
    RESTING
  }

  private final ZoneId zone;
  private final FrameReader reader = new FrameReader(new BleFraming(), BleFraming.FRAME_MAX);
  private final Patience patience = new Patience(ANSWER_MAX, HESITATION, RETRIES_MAX);
  private final CuffMemory<Kept> memory;

  private Phase phase = Phase.CLOCK;
  private int user;
  private boolean userTold;
  private boolean lossTold;
  private boolean everRead;

  /** The same record of the same user is the same measurement. */
  private record Kept(int user, Stored stored) {}

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public MicrolifeBle(ZoneId zone) {
    this.zone = zone;
    this.memory = new CuffMemory<>(CuffLimits.UNKNOWN, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> begin(now, writes);
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

  private void begin(Moment now, List<Bytes> writes) {
    ask(now.clock() == ClockTrust.SYNCHRONIZED ? Phase.CLOCK : Phase.USER, now, writes);
  }

  private void ask(Phase next, Moment now, List<Bytes> writes) {
    patience.answered();
    phase = next;
    write(now, writes);
  }

  private void write(Moment now, List<Bytes> writes) {
    patience.asked(now);
    writes.add(
        switch (phase) {
          case CLOCK -> BleReply.setClock(LocalDateTime.ofInstant(now.at(), zone));
          case USER -> BleReply.GET_USER;
          case RECORDS -> BleReply.GET_RECORDS;
          case RESTING -> throw new IllegalStateException("nothing is asked while resting");
        });
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        if (phase == Phase.RESTING) {
          begin(now, writes);
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
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var payload) -> interpret(payload, now, writes, events);
      }
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, Shape.of(bytes)));
    patience.damaged(now);
  }

  private void interpret(Bytes payload, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (phase) {
      case CLOCK -> {
        if (BleReply.isClockSet(payload)) {
          ask(Phase.USER, now, writes);
        } else {
          refuse("no answer to what was asked", payload, now, events);
        }
      }
      case USER -> {
        var told = BleReply.user(payload);
        if (told.isPresent()) {
          user = told.getAsInt();
          selected(events);
          ask(Phase.RECORDS, now, writes);
        } else {
          refuse("no answer to what was asked", payload, now, events);
        }
      }
      case RECORDS -> {
        var slots = BleReply.records(payload);
        if (slots.isPresent()) {
          tell(slots.get(), now, events);
          writes.add(BleReply.DISCONNECT);
          phase = Phase.RESTING;
          patience.rest(now, PAUSE);
        } else {
          refuse("no answer to what was asked", payload, now, events);
        }
      }
      case RESTING -> events.add(new Refused("not asked for", Shape.of(payload)));
    }
  }

  private void selected(List<DeviceEvent> events) {
    if (!userTold) {
      userTold = true;
      events.add(new Setting("user", Integer.toString(user), true));
    }
  }

  private void tell(List<BleReply.Slot> slots, Moment now, List<DeviceEvent> events) {
    int before = memory.size();
    for (var slot : slots) {
      slot.stored()
          .ifPresentOrElse(
              stored ->
                  memory
                      .tell(
                          new Kept(user, stored), stored.values(), stored.deviceTime(), false, now)
                      .ifPresent(events::add),
              () -> {
                if (!everRead) {
                  events.add(new Refused("no such date or time", slot.bytes()));
                }
              });
    }
    if (!everRead || lossTold || memory.size() > before) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
    }
    everRead = true;
    lossTold = false;
  }
}
