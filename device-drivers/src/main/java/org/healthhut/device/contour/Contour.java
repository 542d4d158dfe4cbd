package org.healthhut.device.contour;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
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
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.hid.Reported;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A Contour meter on its serial cable or its USB plug (contour-astm.md, Session): it offers its
 * memory when it is plugged in, we acknowledge each frame. One on USB is woken with EOT until it
 * does; it answers with EOT, its header and ENQ.
 *
 * <pre>
 *              IDLE --ENQ--> TRANSFER --EOT--> IDLE
 * USB: WAKING --header--> WAKING --ENQ--> TRANSFER
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

  /** From losing a meter to saying that it is gone, or to waking it, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private enum Phase {
    IDLE,
    /** Only a meter on USB is woken. */
    WAKING,
    TRANSFER
  }

  private final ZoneId zone;
  private final boolean wakes;
  private final MeterPresence presence = new MeterPresence();
  private final FrameReader reader = new FrameReader(new AstmFraming(), AstmFraming.FRAME_MAX);
  private final Patience patience = new Patience(FRAME_WITHIN, BEFORE_NAK, NAK_MAX);

  private Phase phase = Phase.IDLE;
  private int frames;
  private boolean headed;
  private boolean terminated;
  private ContourRecord.Limits limits = ContourRecord.USUAL_LIMITS;

  /** A unit that is neither of the two. */
  private String misfit = "";

  /** The header frame a meter on USB sends before it asks to transfer. */
  private Bytes early = Bytes.EMPTY;

  private @Nullable MeterMemory<ContourRecord.Result> memory;
  private Duration readAt = Duration.ZERO;

  private Contour(ZoneId zone, boolean wakes) {
    this.zone = zone;
    this.wakes = wakes;
  }

  /**
   * On the serial cable.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver serial(ZoneId zone) {
    return new Contour(zone, false);
  }

  /**
   * On USB, where the same bytes travel in HID reports.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver usb(ZoneId zone) {
    return new Reported(
        new Contour(zone, true), new AbcReports(), AbcReports.REPORT, AbcReports::report);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> {
        if (wakes) {
          wake(now, writes);
        } else {
          presence.silent(false).ifPresent(events::add);
        }
      }
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
    early = Bytes.EMPTY;
    patience.end();
  }

  private void wake(Moment now, List<Bytes> writes) {
    phase = Phase.WAKING;
    early = Bytes.EMPTY;
    answer(AstmFraming.EOT, now, writes);
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        switch (phase) {
          case TRANSFER -> answer(NAK, now, writes);
          case WAKING -> wake(now, writes);
          case IDLE -> {
            patience.end();
            if (wakes) {
              wake(now, writes);
            } else {
              presence.silent(false).ifPresent(events::add);
            }
          }
        }
      }
      case GIVE_UP_SILENT -> {
        // An ENQ that nothing followed was noise.
        if (phase == Phase.WAKING || frames > 0) {
          presence.silent(phase == Phase.TRANSFER).ifPresent(events::add);
          lose(now);
        } else {
          idle();
        }
      }
      case GIVE_UP_DAMAGED -> lose("frames came damaged", now, events);
    }
  }

  private void answer(Bytes answer, Moment now, List<Bytes> writes) {
    writes.add(answer);
    patience.asked(now);
  }

  private void lose(String detail, Moment now, List<DeviceEvent> events) {
    if (phase == Phase.WAKING || frames > 0) {
      presence.damaged(detail).ifPresent(events::add);
      lose(now);
    } else {
      idle();
    }
  }

  private void lose(Moment now) {
    phase = Phase.IDLE;
    early = Bytes.EMPTY;
    readAt = now.uptime();
    patience.rest(now, PAUSE);
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
    if (phase != Phase.IDLE) {
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
    misfit = "";
    limits = ContourRecord.USUAL_LIMITS;
    patience.answered();
    answer(ACK, now, writes);
  }

  private void end(Bytes body, Moment now, List<DeviceEvent> events) {
    if (phase == Phase.WAKING) {
      return; // what it answers to being woken begins with this
    }
    if (phase == Phase.IDLE || frames == 0) {
      events.add(new Refused("nothing was sent", body));
      idle();
    } else if (terminated && headed && memory != null) {
      events.add(
          misfit.isEmpty()
              ? new Status(State.READY, "memory read: " + memory.size())
              : new Status(
                  State.MISCONFIGURED, "U is %s: set the meter to mmol/L".formatted(misfit)));
      readAt = now.uptime();
      idle();
    } else {
      lose("the memory was not sent whole", now, events);
    }
  }

  private void interpret(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    int number = body.u8(0) - '0';
    if (phase == Phase.WAKING && number == 1 && isHeader(body)) {
      early = body;
      return;
    }
    // Guess: whether the header comes once more behind ENQ the note does not say.
    if (phase == Phase.TRANSFER && frames == 0 && number == 2 && !early.isEmpty()) {
      frames++;
      tell(early, now, events);
    }
    if (phase != Phase.TRANSFER) {
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

  private static boolean isHeader(Bytes body) {
    return ContourRecord.decode(body.drop(1).latin1(), ContourRecord.USUAL_LIMITS)
        instanceof ContourRecord.Header;
  }

  private void tell(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (ContourRecord.decode(body.drop(1).latin1(), limits)) {
      case ContourRecord.Header header -> {
        headed = true;
        limits = header.limits();
        presence.heard();
        setting(header.unit(), identify(header, now, events), events);
      }
      case ContourRecord.Result result when headed && memory != null -> {
        memory
            .tell(result, result.glucose(), result.flags(), result.at())
            .ifPresentOrElse(events::add, () -> events.add(new Refused("duplicate", body)));
      }
      case ContourRecord.Result _ -> spoilt("no header before it", body, events);
      case ContourRecord.Spoilt(var why) -> spoilt(why, body, events);
      case ContourRecord.Malformed(var why) -> spoilt(why, body, events);
      case ContourRecord.TooColdOrHot() -> {
        var why = "measured outside the meter's temperature range";
        events.add(new Refused(why, body));
        events.add(new Failed(Fault.TEMPERATURE, why));
      }
      case ContourRecord.Average() -> events.add(new Refused("average", body));
      case ContourRecord.NoGlucose() -> events.add(new Refused("no glucose", body));
      case ContourRecord.Unused() -> {}
      case ContourRecord.Terminator() -> terminated = true;
    }
  }

  /** Whether it is another meter than the one before. */
  private boolean identify(ContourRecord.Header header, Moment now, List<DeviceEvent> events) {
    if (memory != null && memory.serial().equals(header.serial())) {
      return false;
    }
    memory = new MeterMemory<>(header.serial(), header.clock(), zone, now);
    events.add(new Identified(header.serial(), header.model()));
    events.add(new ClockRead(header.clock()));
    return true;
  }

  private void setting(String unit, boolean another, List<DeviceEvent> events) {
    if (unit.isEmpty()) {
      return;
    }
    boolean right = unit.equals("mg/dL") || unit.equals("mmol/L");
    misfit = right ? "" : unit;
    if (another) {
      events.add(new Setting("U", unit, right));
    }
  }

  private static void spoilt(String why, Bytes body, List<DeviceEvent> events) {
    events.add(new Refused(why, body));
    events.add(new Failed(Fault.BAD_DATA, why));
  }
}
