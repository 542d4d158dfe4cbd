package org.healthhut.simulator.device.glucose;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Sinocare meter on a UART: silent until the kiosk has said SINO, then pushes what happens to the
 * strip and the result.
 *
 * <pre>
 * 53 4E  L  00 04  command  data…  checksum      L = bytes that follow; checksum = low byte of the
 *                                                sum from L to the last of the data
 * 04 result, data: year−2000 month day hour minute second, glucose × 10 (2), sample, °C × 10 (2), code
 * </pre>
 *
 * <p>Source: protocols/sinocare.md. guess: that the meter answers SINO with CARE (the note has the
 * frame but not who sends it), that 03 and 0A carry no data, and that the result is repeated once
 * after a second ("repeated until acknowledged in some apps").
 */
final class SinocareMeter implements VirtualDevice {
  private static final Bytes HEADER = Bytes.of(0x53, 0x4E);
  private static final Bytes MACHINE = Bytes.of(0x00, 0x04);
  private static final int CONNECT = 0x01;
  private static final int STRIP_INSERTED = 0x03;
  private static final int RESULT = 0x04;
  private static final int COUNTDOWN = 0x0A;
  private static final int CORRECTION_CODE = 0x11;
  private static final int FRAME_MAX = 64;

  private static final Duration BLOOD_COMES_AFTER = Duration.ofSeconds(3);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int COUNTDOWN_SECONDS = 5;
  private static final BigDecimal STRIP_CELSIUS = new BigDecimal("23.6");

  private final DeviceClock clock;
  private Pace pace = Pace.REAL;
  private boolean connected;
  private Bytes heard = Bytes.EMPTY;
  private State state = new Idle();
  private @Nullable Duration wakeAt;
  private Panel panel = Panel.idle("OFF", "", "未连接", "Not connected");

  private sealed interface State {}

  private record Idle() implements State {}

  private record WaitingForBlood(Measurement found) implements State {}

  private record Counting(Measurement found, int left) implements State {}

  private record Repeating(Transmission result) implements State {}

  SinocareMeter(DeviceClock clock) {
    this.clock = clock;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn(), Happening.Unplugged() -> {
        connected = false;
        heard = Bytes.EMPTY;
        if (state instanceof Idle) {
          panel = Panel.idle("OFF", "", "未连接", "Not connected");
        }
        yield Reply.wakingAt(wakeAt);
      }
      case Happening.Asked(var found) -> {
        state = new WaitingForBlood(found);
        panel = Panel.busy("◊", "", "已插试纸,等待滴血", "Strip in, waiting for blood", 10);
        wakeAt = uptime.plus(pace.of(BLOOD_COMES_AFTER));
        yield says(frame(STRIP_INSERTED, Bytes.EMPTY, "试纸插入 strip inserted"));
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> stop();
      case Happening.Paced(var other) -> {
        pace = other;
        if (state instanceof WaitingForBlood || state instanceof Counting) {
          wakeAt = uptime;
        }
        yield Reply.wakingAt(wakeAt);
      }
      case Happening.Heard(var bytes) -> heard(bytes);
      case Happening.Shown(_) -> Reply.wakingAt(wakeAt);
    };
  }

  private Reply woken(Duration uptime) {
    return switch (state) {
      case Idle() -> idle();
      case WaitingForBlood(var found) -> {
        count(found, COUNTDOWN_SECONDS, uptime);
        yield says(frame(COUNTDOWN, Bytes.EMPTY, "开始倒计时 countdown"));
      }
      case Counting(var found, int left) when left > 1 -> {
        count(found, left - 1, uptime);
        yield Reply.wakingAt(wakeAt);
      }
      case Counting(var found, _) -> {
        var result = result(clock.now(), found.value(Metric.GLUCOSE), STRIP_CELSIUS);
        state = new Repeating(result);
        wakeAt = uptime.plus(SECOND);
        panel =
            Panel.done(found.value(Metric.GLUCOSE).toPlainString(), "mmol/L", "测量完成", "Measured");
        yield says(result);
      }
      case Repeating(var result) -> {
        idle();
        yield says(result).ending(Ending.MEASURED);
      }
    };
  }

  private void count(Measurement found, int left, Duration uptime) {
    state = new Counting(found, left);
    wakeAt = uptime.plus(pace.of(SECOND));
    panel =
        Panel.busy(
            String.valueOf(left), "s", "倒计时", "Countdown", 100 - 80 * left / COUNTDOWN_SECONDS);
  }

  private Reply idle() {
    state = new Idle();
    wakeAt = null;
    return Reply.wakingAt(null);
  }

  private Reply stop() {
    if (state instanceof Idle) {
      return Reply.wakingAt(null);
    }
    panel = Panel.failed("---", "试纸已拔出", "Strip pulled out");
    return idle().ending(Ending.STOPPED);
  }

  /** Sent when the kiosk has said SINO; otherwise the meter keeps it to itself. */
  private Reply says(Transmission transmission) {
    return connected ? Reply.sending(transmission, wakeAt) : Reply.wakingAt(wakeAt);
  }

  private Reply heard(Bytes bytes) {
    heard = heard.plus(bytes);
    if (heard.length() > FRAME_MAX) {
      heard = heard.drop(heard.length() - FRAME_MAX);
    }
    var answers = new ArrayList<Transmission>();
    for (var command : takeFrames()) {
      if (command.equals(Bytes.ascii("SINO"))) {
        answers.add(frame(CONNECT, Bytes.ascii("CARE"), "连接确认 CARE"));
        connected = true;
      } else if (command.equals(Bytes.ascii("CARE"))) {
        connected = true;
      }
    }
    if (connected && state instanceof Idle && panel.mood() == Panel.Mood.IDLE) {
      panel = Panel.idle("OK", "", "已连接,待机", "Connected, ready");
    }
    return new Reply(answers, wakeAt, null);
  }

  /** The data of each whole and right connect frame heard so far; the rest is passed over. */
  private List<Bytes> takeFrames() {
    var commands = new ArrayList<Bytes>();
    int at = 0;
    while (at < heard.length()) {
      var rest = heard.drop(at);
      if (rest.length() < 3 && HEADER.startsWith(rest.slice(0, Math.min(2, rest.length())))) {
        break;
      }
      if (!rest.startsWith(HEADER)) {
        at++;
        continue;
      }
      int size = 3 + rest.u8(2);
      if (size > FRAME_MAX) {
        at++;
        continue;
      }
      if (rest.length() < size) {
        break;
      }
      if (!isWhole(rest.slice(0, size))) {
        at++;
        continue;
      }
      if (rest.u8(5) == CONNECT) {
        commands.add(rest.slice(6, size - 1));
      }
      at += size;
    }
    heard = heard.drop(at);
    return commands;
  }

  private static boolean isWhole(Bytes frame) {
    int size = frame.length();
    return size >= 7
        && frame.startsWith(HEADER)
        && size == 3 + frame.u8(2)
        && (frame.slice(2, size - 1).sum() & 0xFF) == frame.u8(size - 1);
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

  /** The result in its long form. */
  static Transmission result(LocalDateTime at, BigDecimal mmolPerL, BigDecimal celsius) {
    int glucose = mmolPerL.movePointRight(1).intValueExact();
    int temperature = celsius.movePointRight(1).intValueExact();
    var data =
        Bytes.of(
            at.getYear() - 2000,
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond(),
            glucose >> 8,
            glucose & 0xFF,
            0,
            temperature >> 8,
            temperature & 0xFF,
            CORRECTION_CODE);
    return frame(RESULT, data, "结果 " + mmolPerL.toPlainString() + " mmol/L");
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!isWhole(fromKiosk)) {
      return new Note(
          fromKiosk.startsWith(HEADER) ? "校验或长度不对 wrong checksum or length" : "不是帧 not a frame",
          Verdict.BAD);
    }
    var data = fromKiosk.slice(6, fromKiosk.length() - 1);
    return switch (fromKiosk.u8(5)) {
      case CONNECT -> new Note("连接测试 " + data.latin1(), Verdict.GOOD);
      case STRIP_INSERTED -> new Note("主机确认试纸 strip acknowledged", Verdict.GOOD);
      default -> new Note("命令 command %02X, 未模拟 ignored".formatted(fromKiosk.u8(5)), Verdict.GOOD);
    };
  }
}
