package org.healthhut.simulator.device.glucose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.glucose.MeterMemory.Kept;
import org.healthhut.vital.Flag;
import org.jspecify.annotations.Nullable;

/**
 * SD Biosensor CodeFree, which speaks first when it is switched on, and stops at E-5 when it is
 * answered wrongly.
 *
 * <pre>
 * 53  20 from the meter, 10 to it  n  message…  XOR of the message  AA     n = bytes that follow
 * 10 30 challenge → 10 40 → 30 count (2) → 10 60 fetch → 20 01 YY MM DD hh mm mg/dL (2) meal … → 10 60
 * … → 10 70 after the last; ADATEyyyymmddHHMM sets the clock and is answered 10 10
 * </pre>
 *
 * <p>Source: protocols/glucose-other.md, A. guess: that the challenge comes again every 2 s until
 * it is answered, and that the meter is switched on again 5 s after a session, as somebody would
 * who tries once more; that a message which means nothing at all shows E-5 as one out of order
 * does; that records can be fetched after the clock was set. E-5 goes when the cable is pulled or a
 * strip is put in.
 */
final class CodeFree implements Dialogue {
  private static final DateTimeFormatter SETTING =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);

  private static final int START = 0x53;
  private static final int FROM_METER = 0x20;
  private static final int TO_METER = 0x10;
  private static final int END = 0xAA;
  private static final int MESSAGE_MAX = 40;

  private static final Duration CHALLENGES_EVERY = Duration.ofSeconds(2);
  private static final Duration BROKEN_OFF_AFTER = Duration.ofSeconds(30);
  private static final Duration FRAME_GAP_MAX = Duration.ofMillis(200);

  private static final Bytes ANSWER = Bytes.of(0x10, 0x40);
  private static final Bytes FETCH = Bytes.of(0x10, 0x60);
  private static final String SET = "ADATE";

  private final MeterMemory memory;
  private final Intake intake = new Intake(CodeFree::sizeAtFront, FRAME_GAP_MAX, MESSAGE_MAX + 5);
  private State state = State.CHALLENGING;
  private List<Kept> fetching = List.of();
  private @Nullable Duration wakeAt;

  private enum State {
    OFF,
    CHALLENGING,
    TELLING,
    E5
  }

  CodeFree(MeterMemory memory) {
    this.memory = memory;
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return challenge(uptime, true);
  }

  @Override
  public List<Transmission> stored(Duration uptime) {
    return challenge(uptime, true);
  }

  @Override
  public @Nullable Duration wakeAt() {
    return wakeAt;
  }

  @Override
  public List<Transmission> woken(Duration uptime) {
    return challenge(uptime, state == State.TELLING);
  }

  /** The first challenge has a zero byte before it. */
  private List<Transmission> challenge(Duration uptime, boolean first) {
    state = State.CHALLENGING;
    wakeAt = uptime.plus(CHALLENGES_EVERY);
    var challenge = frame(Bytes.of(0x10, 0x30), "挑战 challenge");
    return List.of(
        first
            ? new Transmission(
                Bytes.of(0).plus(challenge.frame()), challenge.note(), challenge.checksum() + 1)
            : challenge);
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .map(frame -> answer(message(frame), uptime))
        .flatMap(Optional::stream)
        .toList();
  }

  private static int sizeAtFront(Bytes rest) {
    if (rest.u8(0) != START) {
      return Intake.NOISE;
    }
    if (rest.length() < 3) {
      return rest.length() == 2 && rest.u8(1) != TO_METER ? Intake.NOISE : Intake.PARTIAL;
    }
    int size = 3 + rest.u8(2);
    if (rest.u8(1) != TO_METER || size < 6 || size > MESSAGE_MAX + 5) {
      return Intake.NOISE;
    }
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    boolean right = rest.u8(size - 1) == END && rest.u8(size - 2) == xor(rest.slice(3, size - 2));
    return right ? size : Intake.NOISE;
  }

  private static Bytes message(Bytes frame) {
    return frame.slice(3, frame.length() - 2);
  }

  private Optional<Transmission> answer(Bytes message, Duration uptime) {
    return switch (state) {
      case OFF, E5 -> Optional.empty();
      case CHALLENGING -> {
        if (!message.equals(ANSWER)) {
          yield wrong();
        }
        fetching = memory.newestFirst();
        state = State.TELLING;
        wakeAt = uptime.plus(BROKEN_OFF_AFTER);
        yield Optional.of(count(fetching.size()));
      }
      case TELLING -> message.equals(FETCH) ? Optional.of(next(uptime)) : set(message.latin1());
    };
  }

  private Transmission next(Duration uptime) {
    if (fetching.isEmpty()) {
      state = State.OFF;
      wakeAt = null;
      return frame(Bytes.of(0x10, 0x70), "结束 end");
    }
    wakeAt = uptime.plus(BROKEN_OFF_AFTER);
    var kept = fetching.getFirst();
    fetching = fetching.subList(1, fetching.size());
    return record(
        kept.at(),
        kept.number(0, 0),
        kept.noted(Flag.BEFORE_MEAL) ? 0x10 : kept.noted(Flag.AFTER_MEAL) ? 0x20 : 0);
  }

  private Optional<Transmission> set(String text) {
    if (!text.matches(SET + "\\d{12}")) {
      return wrong();
    }
    try {
      memory.setClock(LocalDateTime.parse(text.substring(SET.length()), SETTING));
      return Optional.of(frame(Bytes.of(0x10, 0x10), "时钟已设 clock set"));
    } catch (DateTimeException e) {
      return wrong();
    }
  }

  private Optional<Transmission> wrong() {
    state = State.E5;
    wakeAt = null;
    return Optional.empty();
  }

  static Transmission count(int count) {
    var padding = new byte[19];
    Arrays.fill(padding, (byte) END);
    return frame(
        Bytes.of(0x30, count >> 8, count & 0xFF).plus(Bytes.copyOf(padding)),
        "共 " + count + " 条 records");
  }

  static Transmission record(LocalDateTime at, int milligramsPerDl, int meal) {
    var message =
        Bytes.of(
            0x20,
            0x01,
            at.getYear() - 2000,
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            milligramsPerDl >> 8,
            milligramsPerDl & 0xFF,
            meal);
    return frame(
        message.plus(Bytes.copyOf(new byte[7])), "记录 record " + milligramsPerDl + " mg/dL");
  }

  static Transmission frame(Bytes message, String note) {
    var whole =
        Bytes.of(START, FROM_METER, message.length() + 2)
            .plus(message)
            .plus(Bytes.of(xor(message), END));
    return new Transmission(whole, note, whole.length() - 2);
  }

  private static int xor(Bytes bytes) {
    int xor = 0;
    for (int i = 0; i < bytes.length(); i++) {
      xor ^= bytes.u8(i);
    }
    return xor;
  }

  @Override
  public Optional<Panel> panel() {
    return state == State.E5
        ? Optional.of(Panel.failed("E-5", "通信错误,请关机", "Communication error, switch off"))
        : Optional.empty();
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(CodeFree::sizeAtFront, fromKiosk)) {
      return new Note("不是整帧 not one whole frame", Verdict.BAD);
    }
    var message = message(fromKiosk);
    return new Note(
        message.equals(ANSWER)
            ? "应答挑战 answer"
            : message.equals(FETCH)
                ? "取下一条 fetch"
                : message.latin1().startsWith(SET) ? "设时钟 set clock" : "不认识 unknown",
        Verdict.GOOD);
  }
}
