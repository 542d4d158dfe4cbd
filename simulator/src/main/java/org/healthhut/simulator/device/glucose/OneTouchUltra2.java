package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;

/**
 * OneTouch Ultra2, which answers lines of text.
 *
 * <pre>
 * request  11 0D  text 0D                     DC1 and CR clear what was half typed
 * answer   body  space  16-bit sum of the body, 4 upper-case hex digits  CR LF
 * record   P "SAT","03/08/25","09:41:24   ","C 105?","B","00", 00
 *            day   date       time          |  |  |  meal: N none, B before, A after
 *                                           |  |  ? damaged
 *                                           |  mg/dL, always
 *                                           C control solution
 * </pre>
 *
 * <p>Source: protocols/onetouch-ultra2.md. guess: that the answer to DMT is the new clock, that a
 * request in other words is passed over, and that HI and LO are kept as the first numbers beyond
 * 600 and 20 (the note has "&lt; 20 = LO, &gt; 600 = HI"). The display is in mmol/L, as meters sold
 * in China are, and says so; the wire stays in mg/dL.
 */
final class OneTouchUltra2 implements Dialogue {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MM/dd/yy", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SET =
      DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss", Locale.ROOT);

  private static final int DC1 = 0x11;
  private static final int CR = 0x0D;
  private static final int REQUEST_MAX = 32;

  /** guess: longer than anybody types. */
  private static final Duration TYPING_MAX = Duration.ofSeconds(18);

  private static final String VERSION = "P02.00.00 30/08/06";
  private static final String UNIT = "MMOL/L";
  private static final int HIGH = 601;
  private static final int LOW = 19;

  private final MeterMemory memory;
  private final String serial;
  private final Intake intake = new Intake(OneTouchUltra2::sizeAtFront, TYPING_MAX, REQUEST_MAX);

  OneTouchUltra2(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AAA999AA", random) + "Y";
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .flatMap(request -> answers(text(request)).stream())
        .toList();
  }

  private static int sizeAtFront(Bytes rest) {
    for (int i = 0; i < rest.length(); i++) {
      int c = rest.u8(i);
      if (c == CR && i > 0) {
        return i + 1;
      }
      if (c < 0x20 || c > 0x7E) {
        return Intake.NOISE;
      }
    }
    return Intake.PARTIAL;
  }

  private static String text(Bytes request) {
    return request.slice(0, request.length() - 1).latin1();
  }

  private List<Transmission> answers(String request) {
    return switch (request) {
      case "DM?" -> List.of(version());
      case "DM@" -> List.of(serial(serial));
      case "DMF" -> List.of(clock(memory.now()));
      case "DMSU?" -> List.of(unit(UNIT));
      case "DMP" -> dump();
      case "DMZ" -> {
        memory.clear();
        yield List.of(erased());
      }
      default -> request.startsWith("DMT") ? set(request.substring(3)) : List.of();
    };
  }

  private List<Transmission> set(String shown) {
    try {
      memory.setClock(LocalDateTime.parse(shown, SET));
      return List.of(clock(memory.now()));
    } catch (DateTimeParseException e) {
      return List.of();
    }
  }

  private List<Transmission> dump() {
    var lines = new ArrayList<Transmission>();
    lines.add(header(memory.size(), serial, UNIT));
    for (var kept : memory.newestFirst()) {
      lines.add(
          record(
              kept.at(),
              (kept.noted(Flag.CONTROL_SOLUTION) ? "C" : " ")
                  + " %03d".formatted(kept.number(HIGH, LOW))
                  + (kept.found().failed() ? "?" : " "),
              kept.noted(Flag.BEFORE_MEAL) ? "B" : kept.noted(Flag.AFTER_MEAL) ? "A" : "N",
              "00"));
    }
    return lines;
  }

  static Transmission version() {
    return line("?" + VERSION, "版本 version");
  }

  static Transmission serial(String serial) {
    return line("@ \"" + serial + "\"", "序列号 serial number");
  }

  static Transmission clock(LocalDateTime at) {
    return line("F " + moment(at), "时钟 clock " + at);
  }

  static Transmission unit(String unit) {
    return line("SU?,\"%-6s\"".formatted(unit), "显示单位 display unit " + unit);
  }

  static Transmission erased() {
    return line("Z", "已清除 erased");
  }

  static Transmission header(int count, String serial, String unit) {
    return line(
        "P %03d,\"%s\",\"%-6s\"".formatted(count, serial, unit), "共 " + count + " 条 records");
  }

  /** A record; {@code value} with the marks around it, six characters. */
  static Transmission record(LocalDateTime at, String value, String meal, String comment) {
    return line(
        "P %s,\"%s\",\"%s\",\"%s\", 00".formatted(moment(at), value, meal, comment),
        "记录 record " + value.strip() + " mg/dL");
  }

  private static String moment(LocalDateTime at) {
    var day = at.getDayOfWeek().name().substring(0, 3);
    return "\"%s\",\"%s\",\"%s   \"".formatted(day, DATE.format(at), TIME.format(at));
  }

  private static Transmission line(String body, String note) {
    int sum = Bytes.ascii(body).sum() & 0xFFFF;
    return new Transmission(
        Bytes.ascii("%s %04X\r\n".formatted(body, sum)), note, body.length() + 4);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    var text = fromKiosk.latin1();
    int at = text.indexOf("DM");
    boolean whole = at >= 0 && text.endsWith("\r") && (at == 0 || fromKiosk.u8(0) == DC1);
    if (!whole) {
      return new Note("不是命令 not a request", Verdict.BAD);
    }
    var request = text.substring(at, text.length() - 1);
    var meaning =
        switch (request) {
          case "DM?" -> "问版本 version";
          case "DM@" -> "问序列号 serial number";
          case "DMF" -> "问时钟 clock";
          case "DMSU?" -> "问单位 unit";
          case "DMP" -> "读全部记录 all records";
          case "DMZ" -> "清除记录 erase";
          default -> request.startsWith("DMT") ? "设时钟 set clock" : "不认识 unknown " + request;
        };
    return new Note(meaning, Verdict.UNCHECKED);
  }
}
