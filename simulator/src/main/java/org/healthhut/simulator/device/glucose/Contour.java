package org.healthhut.simulator.device.glucose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.glucose.MeterMemory.Kept;
import org.healthhut.vital.Flag;
import org.jspecify.annotations.Nullable;

/**
 * Contour, which begins to send when it is plugged in and wants each frame acknowledged.
 *
 * <pre>
 * meter ENQ   kiosk ACK   meter frame   kiosk ACK or NAK …   meter EOT, and waits for commands
 * frame       STX  number 1..7,0,1…  text CR  ETB, or ETX on the last  sum (2 hex digits)  CR LF
 * commands    kiosk NAK until EOT, ENQ; then R| T| or R| D| reads, W| D| YYMMDD| or W| T| HHMM| sets,
 *             each item acknowledged; EOT leaves
 * HID         reports of 64 bytes: ABC, length, payload; 60 of payload mean that more follows
 * </pre>
 *
 * <p>Source: protocols/contour-astm.md. The serial meter has the older records and shows mmol/L;
 * the HID meter has the newer ones and, as in the note's examples, mg/dL. guess: that an ENQ is
 * repeated every 5 s; that records come newest first, as in the examples; that a meter tells its
 * memory again when a result was added; that a time is read as {@code D|YYMMDD|} or {@code T|HHMM|}
 * and CR before the ACK; that the header the HID meter sends between EOT and ENQ comes again as
 * frame 1.
 */
final class Contour implements Dialogue {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int EOT = 0x04;
  private static final int ENQ = 0x05;
  private static final int ACK = 0x06;
  private static final int CR = 0x0D;
  private static final int NAK = 0x15;
  private static final int ETB = 0x17;

  private static final Duration ENQUIRES_EVERY = Duration.ofSeconds(5);
  private static final Duration WAITS_FOR_REPLY = Duration.ofSeconds(15);
  private static final Duration TRIES_AGAIN_AFTER = Duration.ofSeconds(10);
  private static final Duration COMMANDS_END_AFTER = Duration.ofSeconds(30);
  private static final int NAKS_MAX = 6;
  private static final int ITEM_MAX = 16;

  private static final Bytes REPORT = Bytes.ascii("ABC");
  private static final int REPORT_SIZE = 64;
  private static final int PAYLOAD_MAX = 60;

  private final MeterMemory memory;
  private final Layout layout;
  private final String serial;
  private final Intake reports =
      new Intake(Contour::reportAtFront, Duration.ofSeconds(1), REPORT_SIZE);
  private final StringBuilder item = new StringBuilder();

  private Phase phase = new Waiting();
  private boolean untold;
  private @Nullable Duration wakeAt;

  /** Which records, unit and line. */
  enum Layout {
    SERIAL("Bayer7150^01.20\\01.05\\10.01^7150-", "mmol/L", "U=1^V=11333"),
    HID("Bayer7350^01.20\\01.05\\10.01^7350-", "mg/dL", "U=0^V=20600");

    final String identity;
    final String unit;
    final String settings;

    Layout(String identity, String unit, String settings) {
      this.identity = identity;
      this.unit = unit;
      this.settings = settings;
    }
  }

  private sealed interface Phase {}

  /** Nothing to say, or commands expected. */
  private record Waiting() implements Phase {}

  /** ENQ has been said. */
  private record Enquiring() implements Phase {}

  /** Frame {@code next} has been sent and its ACK is awaited. */
  private record Sending(List<Transmission> frames, int next, int naks) implements Phase {}

  /**
   * In command mode.
   *
   * @param verb R or W once it was said
   * @param object D or T once it was said, else empty
   */
  private record Commanded(String verb, String object) implements Phase {}

  Contour(MeterMemory memory, Layout layout, RandomGenerator random) {
    this.memory = memory;
    this.layout = layout;
    this.serial = SerialNumbers.like("9999999", random);
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    reports.clear();
    return enquire(uptime);
  }

  @Override
  public List<Transmission> stored(Duration uptime) {
    untold = true;
    return phase instanceof Waiting ? enquire(uptime) : List.of();
  }

  private List<Transmission> enquire(Duration uptime) {
    untold = true;
    phase = new Enquiring();
    wakeAt = uptime.plus(ENQUIRES_EVERY);
    return control(ENQ, "请求发送 ENQ");
  }

  private List<Transmission> rest(@Nullable Duration tryAgainAt) {
    phase = new Waiting();
    wakeAt = untold ? tryAgainAt : null;
    return control(EOT, "结束 EOT");
  }

  @Override
  public @Nullable Duration wakeAt() {
    return wakeAt;
  }

  @Override
  public List<Transmission> woken(Duration uptime) {
    wakeAt = null;
    return switch (phase) {
      case Waiting(), Enquiring() -> enquire(uptime);
      case Sending(_, _, _) -> rest(uptime.plus(TRIES_AGAIN_AFTER));
      case Commanded(_, _) -> {
        rest(uptime.plus(TRIES_AGAIN_AFTER));
        yield List.of();
      }
    };
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    var said = bytes;
    if (layout == Layout.HID) {
      said = Bytes.EMPTY;
      for (var report : reports.take(bytes, uptime)) {
        said = said.plus(report.slice(4, 4 + report.u8(3)));
      }
    }
    var sends = new ArrayList<Transmission>();
    for (int i = 0; i < said.length(); i++) {
      sends.addAll(heard(said.u8(i), uptime));
    }
    return sends;
  }

  private static int reportAtFront(Bytes rest) {
    var front = rest.slice(0, Math.min(REPORT.length(), rest.length()));
    if (!REPORT.startsWith(front)) {
      return Intake.NOISE;
    }
    if (rest.length() < 4) {
      return Intake.PARTIAL;
    }
    int size = 4 + rest.u8(3);
    if (size > 4 + PAYLOAD_MAX) {
      return Intake.NOISE;
    }
    // The zeros behind are passed over.
    return rest.length() < size ? Intake.PARTIAL : size;
  }

  private List<Transmission> heard(int said, Duration uptime) {
    return switch (phase) {
      case Waiting() ->
          switch (said) {
            case NAK -> rest(uptime.plus(TRIES_AGAIN_AFTER));
            case ENQ -> command(uptime);
            case EOT -> layout == Layout.HID ? woken() : List.of();
            default -> List.of();
          };
      case Enquiring() ->
          switch (said) {
            case ACK -> send(frames(), 0, 0, uptime);
            case NAK -> rest(uptime.plus(TRIES_AGAIN_AFTER));
            case EOT -> layout == Layout.HID ? woken() : List.of();
            default -> List.of();
          };
      case Sending(var frames, int next, int naks) ->
          switch (said) {
            case ACK -> {
              if (next + 1 < frames.size()) {
                yield send(frames, next + 1, 0, uptime);
              }
              untold = false;
              yield rest(null);
            }
            case NAK ->
                naks + 1 < NAKS_MAX
                    ? send(frames, next, naks + 1, uptime)
                    : rest(uptime.plus(TRIES_AGAIN_AFTER));
            case EOT -> rest(uptime.plus(TRIES_AGAIN_AFTER));
            default -> List.of();
          };
      case Commanded(var verb, var object) ->
          switch (said) {
            case EOT -> {
              rest(uptime.plus(TRIES_AGAIN_AFTER));
              yield List.of();
            }
            case ENQ -> command(uptime);
            case '|' -> {
              wakeAt = uptime.plus(COMMANDS_END_AFTER);
              var text = item.toString();
              item.setLength(0);
              yield item(verb, object, text);
            }
            default -> {
              if (said > 0x20 && said < 0x7F && item.length() < ITEM_MAX) {
                item.append((char) said);
              }
              yield List.of();
            }
          };
    };
  }

  private List<Transmission> command(Duration uptime) {
    phase = new Commanded("", "");
    item.setLength(0);
    wakeAt = uptime.plus(COMMANDS_END_AFTER);
    return control(ACK, "命令模式 ACK, command mode");
  }

  private List<Transmission> item(String verb, String object, String text) {
    boolean wantsObject = !verb.isEmpty() && object.isEmpty();
    if (verb.isEmpty() && (text.equals("R") || text.equals("W"))) {
      phase = new Commanded(text, "");
      return control(ACK, "ACK");
    }
    if (wantsObject && (text.equals("D") || text.equals("T"))) {
      if (verb.equals("W")) {
        phase = new Commanded(verb, text);
        return control(ACK, "ACK");
      }
      phase = new Commanded("", "");
      var now = memory.now();
      var value = (text.equals("D") ? DATE : TIME).format(now);
      return payload(
          Bytes.ascii(text + "|" + value + "|\r").plus(Bytes.of(ACK)),
          Transmission.NO_CHECKSUM,
          "时钟 clock " + value);
    }
    phase = new Commanded("", "");
    return object.isEmpty() || !set(object, text)
        ? control(NAK, "不接受 NAK")
        : control(ACK, "时钟已设 ACK, clock set");
  }

  private boolean set(String object, String text) {
    var now = memory.now();
    try {
      if (object.equals("D") && text.matches("\\d{6}")) {
        memory.setClock(LocalDate.parse(text, DATE).atTime(now.toLocalTime()));
        return true;
      }
      if (object.equals("T") && text.matches("\\d{4}")) {
        memory.setClock(now.toLocalDate().atTime(LocalTime.parse(text, TIME)));
        return true;
      }
      return false;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private List<Transmission> send(List<Transmission> frames, int next, int naks, Duration uptime) {
    phase = new Sending(frames, next, naks);
    wakeAt = uptime.plus(WAITS_FOR_REPLY);
    var frame = frames.get(next);
    return payload(frame.frame(), frame.checksum(), frame.note());
  }

  /** What a HID meter answers to EOT. */
  private List<Transmission> woken() {
    untold = true;
    phase = new Enquiring();
    var header = frames().getFirst();
    return payload(
        Bytes.of(EOT).plus(header.frame()).plus(Bytes.of(ENQ)),
        header.checksum() + 1,
        "唤醒 EOT, header, ENQ");
  }

  private List<Transmission> control(int character, String note) {
    return payload(Bytes.of(character), Transmission.NO_CHECKSUM, note);
  }

  /** As it goes on this meter's line. */
  private List<Transmission> payload(Bytes bytes, int checksum, String note) {
    if (layout == Layout.SERIAL) {
      return List.of(new Transmission(bytes, note, checksum));
    }
    var sends = new ArrayList<Transmission>();
    for (int from = 0; from == 0 || from <= bytes.length(); from += PAYLOAD_MAX) {
      var part = bytes.slice(from, Math.min(bytes.length(), from + PAYLOAD_MAX));
      boolean hasChecksum = checksum >= from && checksum < from + PAYLOAD_MAX;
      sends.add(report(part, hasChecksum ? checksum - from : Transmission.NO_CHECKSUM, note));
    }
    return sends;
  }

  /** A report; {@code checksum} counts from the start of the payload. */
  static Transmission report(Bytes payload, int checksum, String note) {
    var zeros = Bytes.copyOf(new byte[PAYLOAD_MAX - payload.length()]);
    return new Transmission(
        REPORT.plus(Bytes.of(payload.length())).plus(payload).plus(zeros),
        note,
        checksum == Transmission.NO_CHECKSUM ? checksum : checksum + 4);
  }

  private List<Transmission> frames() {
    var kept = memory.newestFirst();
    var texts = new ArrayList<String>();
    texts.add(header(kept.size()));
    texts.add("P|1");
    int sequence = 1;
    if (layout == Layout.SERIAL) {
      texts.add(average(kept));
      sequence++;
    }
    for (var each : kept) {
      texts.add(layout == Layout.SERIAL ? older(sequence, each) : newer(sequence, each));
      sequence++;
    }
    texts.add("L|1||N");
    var frames = new ArrayList<Transmission>();
    for (int i = 0; i < texts.size(); i++) {
      frames.add(frame((i + 1) % 8, texts.get(i), i == texts.size() - 1));
    }
    return frames;
  }

  private String header(int count) {
    return header(
        "k3Zt1a",
        layout.identity + serial + "^0000-",
        "A=1^C=00^G=en^I=0200^R=0^S=01^"
            + layout.settings
            + "^X=070070070180130180070130^Y=120054252099^Z=1",
        count,
        memory.now());
  }

  static String header(
      String password, String identity, String settings, int count, LocalDateTime now) {
    return "H|\\^&||%s|%s|%s|%d|||||P|1|%s"
        .formatted(password, identity, settings, count, MINUTE.format(now));
  }

  /** The first result of an older meter is the average of all. */
  private String average(List<Kept> kept) {
    var sum = kept.stream().map(Kept::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    var mean =
        kept.isEmpty()
            ? BigDecimal.ZERO
            : sum.divide(BigDecimal.valueOf(kept.size()), 1, RoundingMode.HALF_UP);
    return older(
        1,
        mean.toPlainString(),
        layout.unit,
        String.valueOf(kept.size()),
        "",
        "",
        "",
        memory.now());
  }

  private String older(int sequence, Kept kept) {
    var marks = new ArrayList<String>();
    if (kept.isHigh() || kept.isLow()) {
      marks.add(kept.isHigh() ? ">" : "<");
    }
    if (kept.found().failed()) {
      marks.add(kept.found().error());
    }
    return older(
        sequence,
        kept.isHigh() ? "33.4" : kept.isLow() ? "1.0" : kept.value().toPlainString(),
        layout.unit,
        "",
        String.join("\\", marks),
        kept.noted(Flag.BEFORE_MEAL) ? "B" : kept.noted(Flag.AFTER_MEAL) ? "A" : "",
        kept.noted(Flag.CONTROL_SOLUTION) ? "E" : "",
        kept.at());
  }

  static String older(
      int sequence,
      String value,
      String unit,
      String counted,
      String marks,
      String user,
      String control,
      LocalDateTime at) {
    return "R|%d|^^^Glucose|%s|%s^P|%s|%s|%s|%s|||%s"
        .formatted(sequence, value, unit, counted, marks, user, control, MINUTE.format(at));
  }

  private String newer(int sequence, Kept kept) {
    var marks = new ArrayList<String>();
    if (kept.isHigh() || kept.isLow()) {
      marks.add(kept.isHigh() ? ">" : "<");
    }
    if (kept.noted(Flag.CONTROL_SOLUTION)) {
      marks.add("C");
    }
    if (kept.noted(Flag.BEFORE_MEAL) || kept.noted(Flag.AFTER_MEAL)) {
      marks.add(kept.noted(Flag.BEFORE_MEAL) ? "B" : "A");
    }
    marks.add("M0");
    return newer(
        sequence,
        String.valueOf(kept.number(601, 19)),
        layout.unit,
        String.join("/", marks),
        kept.at());
  }

  static String newer(int sequence, String value, String unit, String marks, LocalDateTime at) {
    return "R|%d|^^^Glucose|%s|%s^P||%s||%s"
        .formatted(sequence, value, unit, marks, MINUTE.format(at));
  }

  static Transmission frame(int number, String text, boolean last) {
    var summed = Bytes.ascii(number + text).plus(Bytes.of(CR, last ? ETX : ETB));
    var whole =
        Bytes.of(STX).plus(summed).plus(Bytes.ascii("%02X\r\n".formatted(summed.sum() & 0xFF)));
    return new Transmission(whole, "帧 frame " + number + " " + text.charAt(0), whole.length() - 3);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    var said = fromKiosk;
    if (layout == Layout.HID) {
      if (reportAtFront(fromKiosk) <= 0) {
        return new Note("不是报告 not a report", Verdict.BAD);
      }
      said = fromKiosk.slice(4, 4 + fromKiosk.u8(3));
    }
    if (said.length() != 1) {
      return new Note("命令 command", Verdict.UNCHECKED);
    }
    return switch (said.u8(0)) {
      case ACK -> new Note("收到 ACK", Verdict.UNCHECKED);
      case NAK -> new Note("重发 NAK", Verdict.UNCHECKED);
      case ENQ -> new Note("进入命令 ENQ", Verdict.UNCHECKED);
      case EOT -> new Note("结束或唤醒 EOT", Verdict.UNCHECKED);
      default -> new Note("不认识 unknown", Verdict.BAD);
    };
  }
}
