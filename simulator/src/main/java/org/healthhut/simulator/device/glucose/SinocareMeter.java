package org.healthhut.simulator.device.glucose;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.simulator.device.glucose.TestStrip.Turn;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Sinocare meter on a UART, or the same bytes over Bluetooth: silent until the kiosk has said SINO,
 * then pushes what happens to the strip and the result.
 *
 * <pre>
 * 53 4E  L  00 04  command  data…  checksum      L = bytes that follow; checksum = low byte of the
 *                                                sum from L to the last of the data
 * 01 connect test   02 error   03 strip in   0A countdown   04 result   05 history   0E a record of it
 * 06 set time   07 id   08 clear memory   09 calibration code   0B power off   0C Bluetooth off
 * 04 result, data: year−2000 month day hour minute second, glucose × 10 (2), sample, °C × 10 (2), code
 *    short form: without the second and the code
 * </pre>
 *
 * <p>Source: protocols/sinocare.md. guess: that the meter answers SINO with CARE (the note has the
 * frame but not who sends it), that a meter has one of the two forms of a result, that 03 and 0A
 * carry no data, that the result is repeated once after a second unless the kiosk says 04 first
 * ("repeated until acknowledged in some apps"), that 02 carries one byte, that 05 is answered with
 * a 0E as long as a result for each record and one without data, that 06 sets year−2000 to second,
 * that 07 is answered with text, and that every other command is answered with itself. Not
 * substantiated: the coding of HI and LO. This meter puts 33.4 and 0 in the place of the value,
 * which a reader has to treat as out of range and never as a number.
 */
final class SinocareMeter implements VirtualDevice {
  private static final Bytes HEADER = Bytes.of(0x53, 0x4E);
  private static final Bytes MACHINE = Bytes.of(0x00, 0x04);
  private static final int CONNECT = 0x01;
  private static final int ERROR = 0x02;
  private static final int STRIP_INSERTED = 0x03;
  private static final int RESULT = 0x04;
  private static final int HISTORY = 0x05;
  private static final int SET_TIME = 0x06;
  private static final int ID = 0x07;
  private static final int CLEAR = 0x08;
  private static final int CALIBRATION = 0x09;
  private static final int COUNTDOWN = 0x0A;
  private static final int POWER_OFF = 0x0B;
  private static final int BLUETOOTH_OFF = 0x0C;
  private static final int HISTORY_RECORD = 0x0E;
  private static final int CORRECTION_CODE = 0x11;
  private static final int FRAME_MAX = 64;

  /** A display of HI, and what this meter sends for it. */
  static final String HIGH = "HI";

  static final String LOW = "LO";
  private static final BigDecimal HIGH_SENT = new BigDecimal("33.4");

  private static final Panel OFF = Panel.idle("OFF", "", "未连接", "Not connected");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FRAME_GAP_MAX = Duration.ofMillis(200);
  private static final BigDecimal STRIP_CELSIUS = new BigDecimal("23.6");

  private final MeterMemory memory;
  private final Form form;
  private final String id;
  private final TestStrip strip = new TestStrip();
  private final Intake intake = new Intake(SinocareMeter::sizeAtFront, FRAME_GAP_MAX, FRAME_MAX);
  private boolean connected;
  private @Nullable Transmission unacknowledged;
  private @Nullable Duration repeatAt;
  private Panel panel = OFF;

  /** How a meter tells a result. */
  enum Form {
    LONG,
    /** Without the seconds and the correction code. */
    SHORT
  }

  SinocareMeter(MeterMemory memory, Form form, RandomGenerator random) {
    this.memory = memory;
    this.form = form;
    this.id = SerialNumbers.like("A99999999", random);
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn(), Happening.Unplugged() -> {
        disconnect();
        yield reply();
      }
      case Happening.Asked(var found) -> {
        unacknowledged = null;
        repeatAt = null;
        strip.insert(found, uptime);
        yield says(frame(STRIP_INSERTED, Bytes.EMPTY, "试纸插入 strip inserted"));
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> stop();
      case Happening.Paced(var pace) -> {
        strip.pace(pace, uptime);
        yield reply();
      }
      case Happening.Heard(var bytes) -> heard(bytes, uptime);
      case Happening.Shown(_) -> reply();
    };
  }

  private void disconnect() {
    connected = false;
    intake.clear();
    if (panel.mood() == Panel.Mood.IDLE) {
      panel = OFF;
    }
  }

  private Reply woken(Duration uptime) {
    if (repeatAt != null && repeatAt.compareTo(uptime) <= 0) {
      return repeat();
    }
    return switch (strip.turn(uptime)) {
      case Turn.Waiting() -> reply();
      case Turn.Blood() -> says(frame(COUNTDOWN, Bytes.EMPTY, "开始倒计时 countdown"));
      case Turn.Done(var found) -> done(found, uptime);
    };
  }

  private Reply done(Measurement found, Duration uptime) {
    boolean beyond = found.error().equals(HIGH) || found.error().equals(LOW);
    if (found.failed() && !beyond) {
      panel = Panel.failed("E-" + found.error(), "测量失败", "Measurement failed");
      return says(error(found.error())).ending(Ending.FAILED);
    }
    panel =
        beyond
            ? Panel.failed(found.error(), "超出量程", "Out of range")
            : Panel.done(memory.shown(found), "mmol/L", "测量完成", "Measured");
    memory.keep(found);
    unacknowledged = result(RESULT, memory.newestFirst().getFirst());
    repeatAt = uptime.plus(SECOND);
    return says(unacknowledged);
  }

  /** Says the result again if nobody acknowledged it; then the measurement is over. */
  private Reply repeat() {
    var again = unacknowledged;
    unacknowledged = null;
    repeatAt = null;
    var ending = panel.mood() == Panel.Mood.FAILED ? Ending.FAILED : Ending.MEASURED;
    return (again == null ? reply() : says(again)).ending(ending);
  }

  private Reply stop() {
    if (!strip.isIn()) {
      return reply();
    }
    strip.pullOut();
    panel = TestStrip.pulledOut();
    return reply().ending(Ending.STOPPED);
  }

  private Reply reply() {
    return Reply.wakingAt(wakeAt());
  }

  /** Sent when the kiosk has said SINO; otherwise the meter keeps it to itself. */
  private Reply says(Transmission transmission) {
    return connected ? Reply.sending(transmission, wakeAt()) : reply();
  }

  private @Nullable Duration wakeAt() {
    return repeatAt == null ? strip.wakeAt() : repeatAt;
  }

  private Reply heard(Bytes bytes, Duration uptime) {
    var answers = new ArrayList<Transmission>();
    for (var frame : intake.take(bytes, uptime)) {
      answers.addAll(answers(frame.u8(5), frame.slice(6, frame.length() - 1)));
    }
    return new Reply(answers, wakeAt(), null);
  }

  private List<Transmission> answers(int command, Bytes data) {
    if (command == CONNECT) {
      return connect(data.latin1());
    }
    if (!connected) {
      return List.of();
    }
    return switch (command) {
      case RESULT -> {
        unacknowledged = null;
        yield List.of();
      }
      case HISTORY -> history();
      case SET_TIME -> set(data);
      case ID -> List.of(frame(ID, Bytes.ascii(id), "编号 id"));
      case CLEAR -> {
        memory.clear();
        yield List.of(frame(CLEAR, Bytes.EMPTY, "已清除 cleared"));
      }
      case CALIBRATION -> List.of(frame(CALIBRATION, Bytes.of(CORRECTION_CODE), "校正码 code"));
      case POWER_OFF, BLUETOOTH_OFF -> {
        disconnect();
        yield List.of(frame(command, Bytes.EMPTY, "关闭 off"));
      }
      default -> List.of();
    };
  }

  private List<Transmission> connect(String word) {
    if (!word.equals("SINO") && !word.equals("CARE")) {
      return List.of();
    }
    connected = true;
    if (panel.mood() == Panel.Mood.IDLE) {
      panel = Panel.idle("OK", "", "已连接,待机", "Connected, ready");
    }
    return word.equals("SINO")
        ? List.of(frame(CONNECT, Bytes.ascii("CARE"), "连接确认 CARE"))
        : List.of();
  }

  private List<Transmission> history() {
    var sends = new ArrayList<Transmission>();
    for (var kept : memory.newestFirst()) {
      sends.add(result(HISTORY_RECORD, kept));
    }
    sends.add(frame(HISTORY_RECORD, Bytes.EMPTY, "历史结束 end of history"));
    return sends;
  }

  private List<Transmission> set(Bytes data) {
    if (data.length() != 6) {
      return List.of();
    }
    try {
      memory.setClock(
          LocalDateTime.of(
              2000 + data.u8(0), data.u8(1), data.u8(2), data.u8(3), data.u8(4), data.u8(5)));
      return List.of(frame(SET_TIME, data, "时钟已设 clock set"));
    } catch (DateTimeException e) {
      return List.of();
    }
  }

  static int sizeAtFront(Bytes rest) {
    var front = rest.slice(0, Math.min(HEADER.length(), rest.length()));
    if (!HEADER.startsWith(front)) {
      return Intake.NOISE;
    }
    if (rest.length() < 3) {
      return Intake.PARTIAL;
    }
    int size = 3 + rest.u8(2);
    if (size < 7 || size > FRAME_MAX) {
      return Intake.NOISE;
    }
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    boolean right =
        rest.slice(3, 5).equals(MACHINE)
            && (rest.slice(2, size - 1).sum() & 0xFF) == rest.u8(size - 1);
    return right ? size : Intake.NOISE;
  }

  static Transmission frame(int command, Bytes data, String note) {
    var counted =
        Bytes.of(MACHINE.length() + 1 + data.length() + 1)
            .plus(MACHINE)
            .plus(Bytes.of(command))
            .plus(data);
    var whole = HEADER.plus(counted).plus(Bytes.of(counted.sum() & 0xFF));
    return new Transmission(whole, note, whole.length() - 1);
  }

  private static Transmission error(String code) {
    return frame(ERROR, Bytes.of(Integer.parseInt(code)), "错误 error " + code);
  }

  private Transmission result(int command, MeterMemory.Kept kept) {
    return result(
        form,
        command,
        kept.at(),
        switch (kept.found().error()) {
          case HIGH -> HIGH_SENT;
          case LOW -> BigDecimal.ZERO;
          default -> kept.found().value(Metric.GLUCOSE);
        },
        STRIP_CELSIUS);
  }

  /** A result, as 04 or as 0E. */
  static Transmission result(
      Form form, int command, LocalDateTime at, BigDecimal mmolPerL, BigDecimal celsius) {
    int glucose = mmolPerL.movePointRight(1).intValueExact();
    int temperature = celsius.movePointRight(1).intValueExact();
    boolean isLong = form == Form.LONG;
    var data =
        Bytes.of(
                at.getYear() - 2000,
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute())
            .plus(isLong ? Bytes.of(at.getSecond()) : Bytes.EMPTY)
            .plus(Bytes.of(glucose >> 8, glucose & 0xFF, 0, temperature >> 8, temperature & 0xFF))
            .plus(isLong ? Bytes.of(CORRECTION_CODE) : Bytes.EMPTY);
    return frame(command, data, "结果 " + mmolPerL.toPlainString() + " mmol/L");
  }

  @Override
  public Panel panel() {
    return strip.isIn() ? strip.panel() : panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(SinocareMeter::sizeAtFront, fromKiosk)) {
      return new Note(
          fromKiosk.startsWith(HEADER) ? "校验或长度不对 wrong checksum or length" : "不是帧 not a frame",
          Verdict.BAD);
    }
    int command = fromKiosk.u8(5);
    return new Note(
        switch (command) {
          case CONNECT -> "连接测试 " + fromKiosk.slice(6, fromKiosk.length() - 1).latin1();
          case STRIP_INSERTED -> "主机确认试纸 strip acknowledged";
          case RESULT -> "主机确认结果 result acknowledged";
          case HISTORY -> "读历史 history";
          case SET_TIME -> "设时钟 set clock";
          case ID -> "问编号 id";
          case CLEAR -> "清除记录 clear memory";
          case CALIBRATION -> "问校正码 calibration code";
          case POWER_OFF, BLUETOOTH_OFF -> "关闭 off";
          default -> "命令 command %02X, 未模拟 ignored".formatted(command);
        },
        Verdict.GOOD);
  }
}
