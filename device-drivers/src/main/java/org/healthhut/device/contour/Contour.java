package org.healthhut.device.contour;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A Contour meter on its serial cable (contour-astm.md, Session): it offers its memory when it is
 * plugged in, we acknowledge each frame.
 *
 * <pre>
 * IDLE --ENQ--> TRANSFER --EOT--> IDLE
 * </pre>
 *
 * <p>What came damaged or out of turn is asked for again once the line is quiet. Remote commands,
 * which could set the clock, are never sent.
 */
public final class Contour implements Driver {
  /** Contour-astm.md, table of models. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final Bytes ACK = Bytes.of(0x06);
  private static final Bytes NAK = Bytes.of(0x15);

  /** Contour-astm.md, Session. */
  private static final Duration FRAME_WITHIN = Duration.ofSeconds(5);

  private static final int NAK_MAX = 6;

  /** How long the line is quiet before a frame is asked for again, chosen by this project. */
  private static final Duration BEFORE_NAK = Duration.ofMillis(200);

  /**
   * From the end of a transfer: a meter that offers its memory later than this was plugged in anew,
   * perhaps for another visit, and is told whole. Chosen by this project.
   */
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(2);

  private enum Phase {
    IDLE,
    TRANSFER
  }

  private final ZoneId zone;
  private final FrameReader reader = new FrameReader(new AstmFraming(), AstmFraming.FRAME_MAX);
  private final Patience patience = new Patience(FRAME_WITHIN, BEFORE_NAK, NAK_MAX);

  private Phase phase = Phase.IDLE;
  private int frames;
  private boolean headed;
  private boolean terminated;

  private @Nullable MeterMemory<ContourRecord.Result> memory;
  private Duration readAt = Duration.ZERO;

  /**
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public Contour(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> events.add(new Status(State.READY, ""));
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, writes, events);
      case Stimulus.Woken() -> expire(now, writes, events);
      case Stimulus.Closed() -> {
        reader.clear();
        idle();
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(writes, events, patience.wakeAt());
  }

  private void idle() {
    phase = Phase.IDLE;
    patience.end();
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> answer(NAK, now, writes);
      case GIVE_UP_SILENT -> lose(Fault.SILENT, "the meter stopped sending", now, events);
      case GIVE_UP_DAMAGED -> lose(Fault.BAD_DATA, "frames came damaged", now, events);
    }
  }

  private void answer(Bytes answer, Moment now, List<Bytes> writes) {
    writes.add(answer);
    patience.asked(now);
  }

  /** An ENQ that nothing followed was noise; nobody waits for anything. */
  private void lose(Fault fault, String detail, Moment now, List<DeviceEvent> events) {
    if (frames > 0) {
      events.add(new Failed(fault, detail));
    }
    readAt = now.uptime();
    idle();
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, now, events);
        case Found.Frame(var body) when body.equals(AstmFraming.ENQ) -> begin(now, writes);
        case Found.Frame(var body) when body.equals(AstmFraming.EOT) -> end(body, now, events);
        case Found.Frame(var body) -> interpret(body, now, writes, events);
      }
    }
  }

  private void refuse(String why, Bytes bytes, Moment now, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    if (phase == Phase.TRANSFER) {
      patience.damaged(now);
    }
  }

  private void begin(Moment now, List<Bytes> writes) {
    if (now.uptime().minus(readAt).compareTo(REMEMBERED_FOR) > 0) {
      memory = null;
    }
    phase = Phase.TRANSFER;
    frames = 0;
    headed = false;
    terminated = false;
    patience.answered();
    answer(ACK, now, writes);
  }

  private void end(Bytes body, Moment now, List<DeviceEvent> events) {
    if (phase == Phase.IDLE || frames == 0) {
      events.add(new Refused("nothing was sent", body));
      idle();
    } else if (terminated && headed && memory != null) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
      readAt = now.uptime();
      idle();
    } else {
      lose(Fault.BAD_DATA, "the memory was not sent whole", now, events);
    }
  }

  private void interpret(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    int number = body.u8(0) - '0';
    if (phase == Phase.IDLE) {
      events.add(new Refused("not asked for", body));
    } else if (number == (frames + 1) % 8) {
      frames++;
      patience.answered();
      answer(ACK, now, writes);
      tell(body, now, events);
    } else if (frames > 0 && number == frames % 8) {
      events.add(new Refused("repeated", body));
      answer(ACK, now, writes);
    } else {
      refuse("wrong frame number", body, now, events);
    }
  }

  private void tell(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (ContourRecord.decode(body.drop(1).latin1())) {
      case ContourRecord.Header(var serial, var clock) -> {
        headed = true;
        if (memory == null || !memory.serial().equals(serial)) {
          memory = new MeterMemory<>(serial, clock, zone, now);
        }
      }
      case ContourRecord.Result result when headed && memory != null -> {
        memory
            .tell(result, result.glucose(), result.flags(), result.at())
            .ifPresentOrElse(events::add, () -> events.add(new Refused("duplicate", body)));
      }
      case ContourRecord.Result _ -> spoilt("no header before it", body, events);
      case ContourRecord.Spoilt(var why) -> spoilt(why, body, events);
      case ContourRecord.Malformed(var why) -> spoilt(why, body, events);
      case ContourRecord.Average() -> events.add(new Refused("average", body));
      case ContourRecord.NoGlucose() -> events.add(new Refused("no glucose", body));
      case ContourRecord.Unused() -> {}
      case ContourRecord.Terminator() -> terminated = true;
    }
  }

  private static void spoilt(String why, Bytes body, List<DeviceEvent> events) {
    events.add(new Refused(why, body));
    events.add(new Failed(Fault.BAD_DATA, why));
  }
}
