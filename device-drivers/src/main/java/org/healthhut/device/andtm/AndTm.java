package org.healthhut.device.andtm;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A&amp;D TM-2655P and TM-2657P (and-tm-bp.md, State machine): started over the line or by its own
 * button, it pushes a result at the end.
 *
 * <pre>
 * READY --asked--> STARTING --ACK--> MEASURING --result--> READY
 * any --asked to stop--> STOPPING --ACK--> READY
 * STARTING, MEASURING --given up--> STOPPING
 * </pre>
 *
 * <p>The monitor's last result is never read, since it may be another person's; one that comes as
 * the answer to a read is flagged {@link Flag#FROM_MEMORY}. A frame may name a person: refused
 * bytes are given as their shape, every digit a 9 and every letter an A.
 */
public final class AndTm implements Driver {
  /** 16 16 01 30 20 02 53 54 03 07 (and-tm-bp.md, Commands). */
  private static final Bytes START = TmFraming.command("0 ", "ST");

  /** 16 16 01 30 20 02 53 50 03 03. */
  private static final Bytes STOP = TmFraming.command("0 ", "SP");

  /** For an ACK, and how often a command is sent (and-tm-bp.md, State machine, as the next). */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final int ATTEMPTS_MAX = 3;
  private static final Duration MEASUREMENT_MAX = Duration.ofMinutes(3);

  /** From this length on refused bytes may have been a result: its head is longer. */
  private static final int LOST_RECORD_MIN = 17;

  private enum Phase {
    READY,
    STARTING,
    MEASURING,
    STOPPING
  }

  private final DeviceClock clock;
  private final FrameReader reader = new FrameReader(new TmFraming(), TmFraming.FRAME_MAX);
  private final Remembered<TmRecord.Finished> remembered = new Remembered<>();
  private Phase phase = Phase.READY;
  private String model = "";
  private int attempts;

  /** Asked for while the air is being let out: started once it is. */
  private boolean measureAsked;

  /** Whoever waits knows already that nothing answers. */
  private boolean silenceTold;

  /** An ACK or NAK may still come that answers the start and not the stop behind it. */
  private boolean startUnanswered;

  private @Nullable Duration waitUntil;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public AndTm(ZoneId zone) {
    this.clock = new DeviceClock(zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> becomeReady(now, writes, events);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, writes, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, writes, events);
      case Stimulus.Woken() -> expire(now, writes, events);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(now, writes);
          case STOP -> {
            measureAsked = false;
            startUnanswered |= phase == Phase.STARTING;
            enter(Phase.STOPPING, now, writes);
          }
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        waitUntil = null;
      }
    }
    return new Response(writes, events, waitUntil);
  }

  private void measure(Moment now, List<Bytes> writes) {
    switch (phase) {
      case READY -> enter(Phase.STARTING, now, writes);
      case STOPPING -> measureAsked = true;
      case STARTING, MEASURING -> {}
    }
  }

  private void enter(Phase next, Moment now, List<Bytes> writes) {
    phase = next;
    attempts = 0;
    send(now, writes);
  }

  private void send(Moment now, List<Bytes> writes) {
    attempts++;
    waitUntil = now.uptime().plus(ANSWER_MAX);
    writes.add(phase == Phase.STARTING ? START : STOP);
  }

  private void becomeReady(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    phase = Phase.READY;
    startUnanswered = false;
    silenceTold = false;
    waitUntil = null;
    events.add(new Status(State.READY, ""));
    if (measureAsked) {
      measureAsked = false;
      enter(Phase.STARTING, now, writes);
    }
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (waitUntil == null || now.uptime().compareTo(waitUntil) < 0) {
      return;
    }
    switch (phase) {
      case READY -> waitUntil = null;
      case MEASURING -> {
        events.add(new Failed(Fault.SILENT, "no result within 180 s"));
        enter(Phase.STOPPING, now, writes);
      }
      case STARTING -> {
        if (attempts < ATTEMPTS_MAX) {
          send(now, writes);
        } else {
          // The ACK may be lost and the cuff full: nothing is left inflated.
          events.add(new Failed(Fault.SILENT, "no answer to the start command"));
          silenceTold = true;
          startUnanswered = true;
          enter(Phase.STOPPING, now, writes);
        }
      }
      case STOPPING -> {
        if (attempts < ATTEMPTS_MAX) {
          send(now, writes);
        } else {
          if (!silenceTold || measureAsked) {
            events.add(new Failed(Fault.SILENT, "no answer to the stop command"));
          }
          measureAsked = false;
          becomeReady(now, writes, events);
        }
      }
    }
  }

  private String command() {
    return phase == Phase.STARTING ? "start" : "stop";
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(bytes, why, now, writes, events);
        case Found.Frame(var body) -> interpret(body, now, writes, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (body.equals(TmFraming.ACK)) {
      acknowledged(now, writes, events);
    } else if (body.equals(TmFraming.NAK)) {
      notAcknowledged(now, writes, events);
    } else if (!body.equals(TmFraming.SYN)) {
      var result = TmRecord.decode(body);
      identify(result.model(), events);
      switch (result.record()) {
        case TmRecord.Malformed(var why) -> refuse(body, why, now, writes, events);
        case TmRecord.Unfinished(var code) -> {
          events.add(new Failed(Fault.MEASUREMENT_FAILED, "error E" + code));
          ended(now, writes, events);
        }
        case TmRecord.Finished finished -> {
          if (remembered.add(finished)) {
            events.add(judge(finished, result.fromMemory(), now));
            ended(now, writes, events);
          } else {
            events.add(new Refused("duplicate", Shape.of(body)));
          }
        }
      }
    }
  }

  /** Told once an opening. */
  private void identify(String told, List<DeviceEvent> events) {
    if (model.isEmpty() && !told.isEmpty()) {
      model = told;
      events.add(new Identified(null, told));
    }
  }

  /** An ACK nobody waits for says nothing new. */
  private void acknowledged(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (startUnanswered) {
      startUnanswered = false;
      return;
    }
    switch (phase) {
      case STARTING -> {
        phase = Phase.MEASURING;
        waitUntil = now.uptime().plus(MEASUREMENT_MAX);
        events.add(new Status(State.MEASURING, ""));
      }
      case STOPPING -> becomeReady(now, writes, events);
      case READY, MEASURING -> {}
    }
  }

  private void notAcknowledged(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (startUnanswered) {
      startUnanswered = false;
      return;
    }
    switch (phase) {
      case STARTING, STOPPING -> {
        measureAsked = false;
        events.add(new Failed(Fault.BUSY_OR_BATTERY, "the " + command() + " command was refused"));
        becomeReady(now, writes, events);
      }
      case READY, MEASURING -> {}
    }
  }

  /** The measurement is over; where a stop is on its way its ACK is still waited for. */
  private void ended(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (phase != Phase.STOPPING) {
      becomeReady(now, writes, events);
    }
  }

  private DeviceEvent judge(TmRecord.Finished finished, boolean fromMemory, Moment now) {
    var flags = EnumSet.noneOf(Flag.class);
    if (fromMemory) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (finished.irregularBeats() > 0) {
      flags.add(Flag.IRREGULAR_PULSE);
    }
    if (finished.moved()) {
      flags.add(Flag.MOVED);
    }
    if (clock.suspect(finished.deviceTime(), now)) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return CuffLimits.UNKNOWN.judge(finished.values(), flags, finished.deviceTime());
  }

  /**
   * Someone may be waiting for what these bytes should have been, so they are told, and can measure
   * again.
   */
  private void refuse(
      Bytes bytes, String why, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    events.add(new Refused(why, Shape.of(bytes)));
    if (bytes.length() >= LOST_RECORD_MIN) {
      events.add(new Failed(Fault.BAD_DATA, why));
      if (phase == Phase.MEASURING) {
        becomeReady(now, writes, events);
      }
    }
  }
}
