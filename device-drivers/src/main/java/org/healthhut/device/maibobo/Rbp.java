package org.healthhut.device.maibobo;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.pressure.Asking;
import org.healthhut.device.pressure.CuffLimits;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A Maibobo or Raycome monitor (maibobo-rbp.md, State machine and timing): it is started over the
 * line and tells the cuff's pressure and one result. On a serial line and over Bluetooth (service
 * FFF0, FFF1 to us, FFF2 from us) the frames differ in their version alone.
 *
 * <pre>
 * UNREACHED --connected--> READY --asked--> CHECKING --battery--> STARTING --started--> MEASURING
 * MEASURING --result or error--> READY        any --asked to stop--> STOPPING --stopped--> READY
 * STARTING, MEASURING --given up--> STOPPING
 * </pre>
 *
 * <p>A cuff pressure nobody asked for means that someone pressed the monitor's own button. A result
 * that nothing came before was not measured while we listened and is flagged {@link
 * Flag#FROM_MEMORY}.
 */
public final class Rbp implements Driver {
  /** RBP-9xxx (maibobo-rbp.md, table of transports). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Between two writes (maibobo-rbp.md, State machine and timing, as the three below). */
  private static final Duration WRITE_GAP = Duration.ofMillis(550);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final int ATTEMPTS_MAX = 3;
  private static final Duration MEASUREMENT_MAX = Duration.ofMinutes(3);

  /** Below this a measurement is not begun (maibobo-rbp.md, Replies, 04 04). */
  private static final int MILLIVOLTS_MIN = 3600;

  /** From giving up to connecting again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /**
   * So long after its end a cuff pressure still belongs to the measurement before, chosen by this
   * project: several come a second.
   */
  private static final Duration LATE_MAX = Duration.ofSeconds(2);

  private enum Phase {
    UNREACHED,
    READY,
    CHECKING,
    STARTING,
    MEASURING,
    STOPPING
  }

  private final int version;
  private final DeviceClock clock;
  private final FrameReader reader = new FrameReader(new RbpFraming(), RbpFraming.FRAME_MAX);
  private final Remembered<RbpMessage.Result> remembered = new Remembered<>();
  private final Asking asking = new Asking(WRITE_GAP, ANSWER_MAX, ATTEMPTS_MAX);
  private Phase phase = Phase.UNREACHED;

  /** The cuff has been inflated while we listened, and neither result nor end has come. */
  private boolean running;

  private boolean measureAsked;
  private boolean silenceTold;
  private boolean batteryTold;
  private @Nullable Duration endedAt;

  private Rbp(int version, ZoneId zone) {
    this.version = version;
    this.clock = new DeviceClock(zone);
  }

  /**
   * The RBP-9xxx.
   *
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public static Rbp serial(ZoneId zone) {
    return new Rbp(RbpFraming.SERIAL, zone);
  }

  /**
   * The BP-88 family.
   *
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public static Rbp bluetooth(ZoneId zone) {
    return new Rbp(RbpFraming.BLUETOOTH, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> enter(Phase.UNREACHED, now);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> measure(now);
          case STOP -> {
            measureAsked = false;
            enter(Phase.STOPPING, now);
          }
          case SET_CLOCK -> {}
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        asking.nothing();
        return Response.NOTHING;
      }
    }
    return new Response(due(now), events, asking.wakeAt());
  }

  /** A monitor that is not there yet is started as soon as it is. */
  private void measure(Moment now) {
    switch (phase) {
      case UNREACHED, STOPPING -> measureAsked = true;
      case READY -> enter(Phase.CHECKING, now);
      case CHECKING, STARTING, MEASURING -> {}
    }
  }

  private void enter(Phase next, Moment now) {
    phase = next;
    if (command(next).isEmpty()) {
      asking.nothing();
    } else {
      asking.ask(now);
    }
  }

  /** What we write to leave a phase. */
  private static Optional<Bytes> command(Phase phase) {
    return switch (phase) {
      case UNREACHED -> Optional.of(RbpProtocol.CONNECT_COMMAND);
      case CHECKING -> Optional.of(RbpProtocol.BATTERY_QUERY);
      case STARTING -> Optional.of(RbpProtocol.START_COMMAND);
      case STOPPING -> Optional.of(RbpProtocol.STOP_COMMAND);
      case READY, MEASURING -> Optional.empty();
    };
  }

  private static String title(Phase phase) {
    return switch (phase) {
      case UNREACHED -> "connect command";
      case CHECKING -> "battery query";
      case STARTING -> "start command";
      case STOPPING -> "stop command";
      case READY, MEASURING -> "no command";
    };
  }

  private List<Bytes> due(Moment now) {
    return asking.isDue(now)
        ? command(phase).map(body -> RbpFraming.command(version, body)).stream().toList()
        : List.of();
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (!asking.isOverdue(now)) {
      return;
    }
    if (phase == Phase.MEASURING) {
      events.add(new Failed(Fault.SILENT, "no result within 180 s"));
      enter(Phase.STOPPING, now);
    } else if (asking.again(now)) {
      return;
    } else if (phase == Phase.STARTING) {
      // The answer may be lost and the cuff full: nothing is left inflated.
      silenceTold = true;
      events.add(new Failed(Fault.SILENT, "no answer to the start command"));
      enter(Phase.STOPPING, now);
    } else {
      lose("no answer to the " + title(phase), now, events);
    }
  }

  /** The monitor is off or not there; it is said once, and asked for again after a pause. */
  private void lose(String detail, Moment now, List<DeviceEvent> events) {
    if (!silenceTold || measureAsked) {
      silenceTold = true;
      events.add(new Failed(Fault.SILENT, detail));
    }
    measureAsked = false;
    running = false;
    enter(Phase.UNREACHED, now);
    asking.askAfter(PAUSE, now);
  }

  private void becomeReady(Moment now, List<DeviceEvent> events) {
    enter(Phase.READY, now);
    events.add(new Status(State.READY, ""));
    if (measureAsked) {
      measureAsked = false;
      enter(Phase.CHECKING, now);
    }
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) -> interpret(body, now, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    var message = RbpProtocol.decode(body);
    switch (message) {
      case RbpMessage.Malformed(var why) -> events.add(new Refused(why, body));
      case RbpMessage.Unused(var type, var subType) ->
          events.add(new Refused("message %02X %02X is not used".formatted(type, subType), body));
      case RbpMessage.PoweredOff() -> lose("the monitor went off", now, events);
      case RbpMessage.Acknowledged(var command, var result) -> {
        silenceTold = false;
        acknowledged(command, result, now, events);
      }
      case RbpMessage.Battery(var millivolts) -> {
        silenceTold = false;
        battery(millivolts, events);
        if (phase == Phase.CHECKING) {
          if (millivolts >= MILLIVOLTS_MIN) {
            enter(Phase.STARTING, now);
          } else {
            events.add(new Failed(Fault.BUSY_OR_BATTERY, "battery at " + millivolts + " mV"));
            becomeReady(now, events);
          }
        }
      }
      case RbpMessage.CuffPressure(var mmHg) -> {
        silenceTold = false;
        cuffPressure(mmHg, body, now, events);
      }
      case RbpMessage.MonitorError(var fault, var detail) -> {
        silenceTold = false;
        events.add(new Failed(fault, detail));
        ended(now, events);
      }
      case RbpMessage.Result result -> {
        silenceTold = false;
        if (remembered.add(result)) {
          events.add(judge(result, now));
          // An old result is not the end of what is only about to begin.
          if (running || (phase != Phase.CHECKING && phase != Phase.STARTING)) {
            ended(now, events);
          }
        } else {
          events.add(new Refused("duplicate", body));
        }
      }
    }
  }

  /** Told once an opening. */
  private void battery(int millivolts, List<DeviceEvent> events) {
    if (!batteryTold) {
      batteryTold = true;
      events.add(new Setting("battery", millivolts + " mV", millivolts >= MILLIVOLTS_MIN));
    }
  }

  /** An acknowledgement of what is no longer waited for says nothing new. */
  private void acknowledged(int command, int result, Moment now, List<DeviceEvent> events) {
    int awaited =
        switch (phase) {
          case UNREACHED -> RbpProtocol.CONNECT;
          case STARTING -> RbpProtocol.START;
          case STOPPING -> RbpProtocol.STOP;
          case READY, CHECKING, MEASURING -> -1;
        };
    if (command != awaited) {
      return;
    }
    if (result != 0) {
      var detail = "the %s was answered %02X".formatted(title(phase), result);
      if (phase == Phase.STARTING) {
        events.add(new Failed(Fault.MEASUREMENT_FAILED, detail));
        becomeReady(now, events);
      } else if (phase != Phase.STOPPING || !asking.again(now)) {
        lose(detail, now, events);
      }
    } else if (phase == Phase.STARTING) {
      begin(now, events);
    } else {
      if (running) {
        running = false;
        endedAt = now.uptime();
      }
      becomeReady(now, events);
    }
  }

  private void begin(Moment now, List<DeviceEvent> events) {
    running = true;
    enter(Phase.MEASURING, now);
    asking.expect(MEASUREMENT_MAX, now);
    events.add(new Status(State.MEASURING, ""));
  }

  private void cuffPressure(int mmHg, Bytes body, Moment now, List<DeviceEvent> events) {
    switch (phase) {
      case UNREACHED, READY, CHECKING, STARTING -> {
        if (endedAt != null && now.uptime().compareTo(endedAt.plus(LATE_MAX)) < 0) {
          events.add(new Refused("cuff pressure after the end", body));
          return;
        }
        begin(now, events);
      }
      case MEASURING, STOPPING -> {}
    }
    events.add(new Progress(Metric.CUFF_PRESSURE, Quantity.of(mmHg, Unit.MM_HG)));
  }

  /** The measurement is over; where a stop is on its way its answer is still waited for. */
  private void ended(Moment now, List<DeviceEvent> events) {
    running = false;
    endedAt = now.uptime();
    if (phase != Phase.STOPPING) {
      becomeReady(now, events);
    }
  }

  private DeviceEvent judge(RbpMessage.Result result, Moment now) {
    var flags = EnumSet.noneOf(Flag.class);
    if (!running) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (clock.suspect(result.deviceTime(), now)) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return CuffLimits.UNKNOWN.judge(result.values(), flags, result.deviceTime());
  }
}
