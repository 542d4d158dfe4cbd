package org.healthhut.device.contour;

import java.time.Duration;
import java.time.ZoneId;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.hid.Reported;
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
public final class Contour implements Dialogue {
  /** Contour-astm.md, table of models. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final Bytes ACK = Bytes.of(0x06);
  private static final Bytes NAK = Bytes.of(0x15);

  /** Contour-astm.md, Session. */
  private static final Duration FRAME_WITHIN = Duration.ofSeconds(5);

  private static final int NAK_MAX = 6;

  /** One frame, however many times over it is sent; chosen by this project. */
  private static final Duration EXCHANGE_MAX = Duration.ofSeconds(30);

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
  private final Patience patience = new Patience(FRAME_WITHIN, BEFORE_NAK, NAK_MAX, EXCHANGE_MAX);

  private Phase phase = Phase.IDLE;
  private int frames;

  /** How often the last frame has come again. */
  private int repeats;

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
    return driver(new Contour(zone, false));
  }

  /**
   * On USB, where the same bytes travel in HID reports.
   *
   * @param zone the zone the meter's clock is set to; it says none itself
   */
  public static Driver usb(ZoneId zone) {
    return new Reported(
        driver(new Contour(zone, true)), new AbcReports(), AbcReports.REPORT, AbcReports::report);
  }

  private static Driver driver(Contour meter) {
    return new PolledDriver(new AstmFraming(), AstmFraming.FRAME_MAX, meter.patience, meter);
  }

  @Override
  public void opened(Turn turn) {
    if (wakes) {
      wake(turn);
    } else {
      presence.silent(false).ifPresent(turn::tell);
    }
  }

  @Override
  public void closed() {
    idle();
  }

  private void idle() {
    phase = Phase.IDLE;
    early = Bytes.EMPTY;
    patience.end();
  }

  private void wake(Turn turn) {
    phase = Phase.WAKING;
    early = Bytes.EMPTY;
    answer(AstmFraming.EOT, turn);
  }

  @Override
  public void due(Turn turn) {
    switch (phase) {
      case TRANSFER -> answer(NAK, turn);
      case WAKING -> wake(turn);
      case IDLE -> {
        patience.end();
        opened(turn);
      }
    }
  }

  @Override
  public void silent(Turn turn) {
    if (hasSpoken()) {
      presence.silent(phase == Phase.TRANSFER).ifPresent(turn::tell);
      lose(turn);
    } else {
      idle();
    }
  }

  @Override
  public void damaged(Turn turn) {
    lose("frames came damaged", turn);
  }

  /** An ENQ that nothing followed was noise. */
  private boolean hasSpoken() {
    return phase == Phase.WAKING || frames > 0;
  }

  private void answer(Bytes answer, Turn turn) {
    turn.write(answer);
    patience.asked(turn.now());
  }

  private void lose(String detail, Turn turn) {
    if (hasSpoken()) {
      presence.damaged(detail).ifPresent(turn::tell);
      lose(turn);
    } else {
      idle();
    }
  }

  private void lose(Turn turn) {
    phase = Phase.IDLE;
    early = Bytes.EMPTY;
    readAt = turn.now().uptime();
    patience.rest(turn.now(), PAUSE);
  }

  @Override
  public void frame(Bytes body, Turn turn) {
    if (body.equals(AstmFraming.ENQ)) {
      begin(turn);
    } else if (body.equals(AstmFraming.EOT)) {
      end(body, turn);
    } else {
      record(body, turn);
    }
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    if (phase != Phase.IDLE) {
      patience.damaged(turn.now());
    }
  }

  private void begin(Turn turn) {
    if (turn.now().uptime().minus(readAt).compareTo(REMEMBERED_FOR) > 0) {
      memory = null;
    }
    phase = Phase.TRANSFER;
    frames = 0;
    repeats = 0;
    headed = false;
    terminated = false;
    misfit = "";
    limits = ContourRecord.USUAL_LIMITS;
    patience.answered();
    answer(ACK, turn);
  }

  private void end(Bytes body, Turn turn) {
    if (phase == Phase.WAKING) {
      return; // what it answers to being woken begins with this
    }
    if (phase == Phase.IDLE || frames == 0) {
      turn.refuse("nothing was sent", body);
      idle();
    } else if (terminated && headed && memory != null) {
      turn.tell(
          misfit.isEmpty()
              ? new Status(State.READY, "memory read: " + memory.size())
              : new Status(
                  State.MISCONFIGURED, "U is %s: set the meter to mmol/L".formatted(misfit)));
      readAt = turn.now().uptime();
      idle();
    } else {
      lose("the memory was not sent whole", turn);
    }
  }

  private void record(Bytes body, Turn turn) {
    int number = body.u8(0) - '0';
    if (phase == Phase.WAKING && number == 1 && isHeader(body)) {
      early = body;
      return;
    }
    // Guess: whether the header comes once more behind ENQ the note does not say.
    if (phase == Phase.TRANSFER && frames == 0 && number == 2 && !early.isEmpty()) {
      frames++;
      tell(early, turn);
    }
    if (phase != Phase.TRANSFER) {
      turn.refuse("not asked for", body);
    } else if (number == (frames + 1) % 8) {
      frames++;
      repeats = 0;
      patience.answered();
      answer(ACK, turn);
      tell(body, turn);
    } else if (frames > 0 && number == frames % 8) {
      turn.refuse("repeated", body);
      if (repeats++ < NAK_MAX) {
        answer(ACK, turn);
      }
    } else {
      noise(body, "wrong frame number", turn);
    }
  }

  private static boolean isHeader(Bytes body) {
    return ContourRecord.decode(body.drop(1).latin1(), ContourRecord.USUAL_LIMITS)
        instanceof ContourRecord.Header;
  }

  private void tell(Bytes body, Turn turn) {
    switch (ContourRecord.decode(body.drop(1).latin1(), limits)) {
      case ContourRecord.Header header -> {
        headed = true;
        limits = header.limits();
        presence.heard();
        setting(header.unit(), identify(header, turn), turn);
      }
      case ContourRecord.Result result when headed && memory != null -> {
        memory
            .tell(result, result.glucose(), result.flags(), result.at())
            .ifPresentOrElse(turn::tell, () -> turn.refuse("duplicate", body));
      }
      case ContourRecord.Result _ -> spoilt("no header before it", body, turn);
      case ContourRecord.Spoilt(var why) -> spoilt(why, body, turn);
      case ContourRecord.Malformed(var why) -> spoilt(why, body, turn);
      case ContourRecord.TooColdOrHot() -> {
        var why = "measured outside the meter's temperature range";
        turn.refuse(why, body);
        turn.fail(Fault.TEMPERATURE, why);
      }
      case ContourRecord.Average() -> turn.refuse("average", body);
      case ContourRecord.NoGlucose() -> turn.refuse("no glucose", body);
      case ContourRecord.Unused() -> {}
      case ContourRecord.Terminator() -> terminated = true;
    }
  }

  /** Whether it is another meter than the one before. */
  private boolean identify(ContourRecord.Header header, Turn turn) {
    if (memory != null && memory.serial().equals(header.serial())) {
      return false;
    }
    memory = new MeterMemory<>(header.serial(), header.clock(), zone, turn.now());
    turn.tell(new Identified(header.serial(), header.model()));
    turn.tell(new ClockRead(header.clock()));
    return true;
  }

  private void setting(String unit, boolean another, Turn turn) {
    if (unit.isEmpty()) {
      return;
    }
    boolean right = unit.equals("mg/dL") || unit.equals("mmol/L");
    misfit = right ? "" : unit;
    if (another) {
      turn.tell(new Setting("U", unit, right));
    }
  }

  private static void spoilt(String why, Bytes body, Turn turn) {
    turn.refuse(why, body);
    turn.fail(Fault.BAD_DATA, why);
  }
}
