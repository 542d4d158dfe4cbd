package org.healthhut.simulator.device.vitals;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Contec CMS50D+ from 4.6, CMS50E or CMS50F, protocol V7.0: streams once it is told to, for as long
 * as it hears a heart-beat every second.
 *
 * <pre>
 * type  1 b6..b0  1 d0 ... 1 d6       b0..b6: bit 7 of the data that follow
 * 01    status waveform bar pulse SpO2 PI×100 (low, high)      60 a second
 * 0B    command reason                0C idle   0D reason   0F three pairs SpO2, pulse
 * 7D 81 command ...                   what the kiosk says, 9 bytes
 * </pre>
 *
 * <p>Source: protocols/spo2-contec.md, B. guess: that every command but A1, A2, AA, AC and those
 * for stored data is answered by a feedback 0B; that the stream ends with a 0C after 5 s without a
 * heart-beat; which of A3 to A7 asks for what (the note names them together); what is in the
 * answers to A0, A8, A9 and B3, which the note calls unverified.
 */
final class ContecV7 extends Oximeter {
  static final int PROBE_OR_FINGER = 0x80;
  static final int BEEP = 0x40;
  static final int LOW_SATURATION = 0x20;
  static final int SEARCHED_TOO_LONG = 0x10;
  static final int SEARCHING = 0x80;
  static final int PI_INVALID = 0x10;
  static final int NO_PULSE_RATE = 0xFF;
  static final int NO_SATURATION = 0x7F;
  static final int NO_PERFUSION = 0xFFFF;

  private static final int COMMAND = 0x7D;
  private static final int COMMAND_LENGTH = 9;
  private static final int DONE = 0x00;
  private static final int NOT_SUPPORTED = 0x05;
  private static final int SIGNAL = 6;
  private static final int RESTING_WAVE = 64;
  private static final int LOW_BELOW = 90;
  private static final int PERFUSION = 412;
  private static final int RECORDED_PAIRS = 30;

  private static final Duration SIXTIETH = Duration.ofSeconds(1).dividedBy(60);
  private static final Duration BEARS_SILENCE_FOR = Duration.ofSeconds(5);
  private static final Duration SEARCHES_UNTIL_TOO_LONG = Duration.ofSeconds(10);

  private final DeviceClock clock;
  private final Intake intake = new Intake(ContecV7::size, Duration.ofMillis(200), COMMAND_LENGTH);
  private final LocalDateTime recordedAt;
  private final List<Integer> recorded = new ArrayList<>();
  private boolean streaming;
  private Duration heartBeatAt = Duration.ZERO;
  private Duration fingerCameAt = Duration.ZERO;

  ContecV7(DeviceClock clock, RandomGenerator random) {
    super(random, SIXTIETH);
    this.clock = clock;
    recordedAt =
        clock.now().minusDays(2).minusMinutes(random.nextInt(300)).truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < RECORDED_PAIRS; i++) {
      recorded.add(94 + random.nextInt(4));
      recorded.add(68 + random.nextInt(14));
    }
  }

  @Override
  void pluggedIn(Duration uptime) {
    streaming = false;
    intake.clear();
  }

  @Override
  void fingerMoved(boolean in, Duration uptime) {
    fingerCameAt = uptime;
  }

  @Override
  List<Transmission> says(Duration at) {
    if (!streaming) {
      return List.of();
    }
    if (at.minus(heartBeatAt).compareTo(BEARS_SILENCE_FOR) > 0) {
      streaming = false;
      return List.of(packet(0x0C, "空闲 idle: no heart-beat"));
    }
    return List.of(seen(at));
  }

  private Transmission seen(Duration at) {
    if (!finger.isIn()) {
      return realTime(
          PROBE_OR_FINGER, 0, RESTING_WAVE, PI_INVALID, NO_PULSE_RATE, NO_SATURATION, NO_PERFUSION);
    }
    if (!finger.hasNumbers()) {
      boolean tooLong = at.minus(fingerCameAt).compareTo(SEARCHES_UNTIL_TOO_LONG) > 0;
      return realTime(
          tooLong ? SEARCHED_TOO_LONG : 0,
          1,
          SEARCHING,
          PI_INVALID,
          NO_PULSE_RATE,
          NO_SATURATION,
          NO_PERFUSION);
    }
    int wave = finger.wave(at);
    return realTime(
        (finger.beats(at) ? BEEP : 0) | (finger.saturation() < LOW_BELOW ? LOW_SATURATION : 0),
        SIGNAL,
        wave,
        wave / 7,
        finger.pulse(),
        finger.saturation(),
        PERFUSION);
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var command : intake.take(bytes, uptime)) {
      sends.addAll(obey(restored(command), uptime));
    }
    return sends;
  }

  private List<Transmission> obey(Bytes command, Duration uptime) {
    int code = command.u8(0);
    return switch (code) {
      case 0xA1 -> {
        streaming = true;
        heartBeatAt = uptime;
        yield List.of();
      }
      case 0xA2 -> {
        streaming = false;
        yield List.of(packet(0x0C, "空闲 idle"));
      }
      case 0xAF -> {
        heartBeatAt = uptime;
        yield List.of();
      }
      case 0xA3 -> List.of(packet(0x0A, "段数 segments", 0, 1));
      case 0xA4 -> {
        int bytes = recorded.size();
        yield List.of(packet(0x08, "记录长度 length", 0, 0, bytes & 0xFF, bytes >> 8, 0, 0));
      }
      case 0xA5 ->
          List.of(
              packet(
                  0x07,
                  "记录日期 recorded on",
                  0,
                  0,
                  recordedAt.getYear() / 100,
                  recordedAt.getYear() % 100,
                  recordedAt.getMonthValue(),
                  recordedAt.getDayOfMonth()),
              packet(
                  0x12,
                  "记录时间 recorded at",
                  0,
                  0,
                  recordedAt.getHour(),
                  recordedAt.getMinute(),
                  recordedAt.getSecond(),
                  0));
      case 0xA6 -> stored();
      case 0xA7, 0xAE -> List.of(feedback(code, DONE));
      case 0xAA -> List.of(packet(0x04, "设备识别 identification", 'C', 'M', 'S', '5', '0', 'F', ' '));
      case 0xAC -> List.of(packet(0x0E, "支持灌注指数 perfusion index", 1));
      case 0xB1, 0xB2 -> List.of(feedback(code, set(command) ? DONE : NOT_SUPPORTED));
      case 0xA8 -> List.of(packet(0x02, "未核实 unverified", 0, 0, 0, 0, 0, 0, 0));
      case 0xA9 -> List.of(packet(0x03, "未核实 unverified", 0, 0, 0, 0, 0, 0, 0));
      case 0xA0 -> List.of(packet(0x06, "未核实 unverified", 0, 0));
      case 0xB3 -> List.of(packet(0x13, "未核实 unverified", 0, 0));
      default -> List.of(feedback(code, NOT_SUPPORTED));
    };
  }

  private boolean set(Bytes command) {
    try {
      var now = clock.now();
      clock.set(
          command.u8(0) == 0xB1
              ? now.with(LocalTime.of(command.u8(1), command.u8(2), command.u8(3)))
              : now.with(
                  LocalDate.of(command.u8(1) * 100 + command.u8(2), command.u8(3), command.u8(4))));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private List<Transmission> stored() {
    var sends = new ArrayList<Transmission>();
    for (int i = 0; i < recorded.size(); i += 6) {
      sends.add(
          packet(
              0x0F,
              "记录 recorded",
              recorded.subList(i, i + 6).stream().mapToInt(Integer::intValue).toArray()));
    }
    return sends;
  }

  private static Transmission feedback(int command, int reason) {
    return packet(0x0B, "反馈 feedback %02X: %02X".formatted(command, reason), command, reason);
  }

  /** A packet of real-time data. */
  static Transmission realTime(
      int status, int signal, int wave, int bar, int pulse, int saturation, int perfusion) {
    var note =
        (status & PROBE_OR_FINGER) != 0
            ? "手指未放 finger out"
            : saturation == NO_SATURATION
                ? "寻找脉搏 searching"
                : "SpO2 %d %%, %d/min".formatted(saturation, pulse);
    return packet(
        0x01,
        note,
        status | signal,
        wave,
        bar,
        pulse,
        saturation,
        perfusion & 0xFF,
        perfusion >> 8);
  }

  /** The high bits of the data go into a byte of their own. */
  static Transmission packet(int type, String note, int... data) {
    int high = 0x80;
    var low = Bytes.EMPTY;
    for (int i = 0; i < data.length; i++) {
      high |= data[i] >> 7 << i;
      low = low.plus(Bytes.of(data[i] | 0x80));
    }
    return new Transmission(Bytes.of(type, high).plus(low), note, Transmission.NO_CHECKSUM);
  }

  /** The data of a packet with their high bits back in place. */
  private static Bytes restored(Bytes packet) {
    var data = Bytes.EMPTY;
    for (int i = 2; i < packet.length(); i++) {
      data = data.plus(Bytes.of((packet.u8(i) & 0x7F) | (((packet.u8(1) >> (i - 2)) & 1) << 7)));
    }
    return data;
  }

  private static int size(Bytes rest) {
    if (rest.u8(0) != COMMAND) {
      return Intake.NOISE;
    }
    for (int i = 1; i < Math.min(rest.length(), COMMAND_LENGTH); i++) {
      if (rest.u8(i) < 0x80) {
        return Intake.NOISE;
      }
    }
    return rest.length() < COMMAND_LENGTH ? Intake.PARTIAL : COMMAND_LENGTH;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(ContecV7::size, fromKiosk)) {
      return new Note("不是命令 not a command", Verdict.BAD);
    }
    int code = restored(fromKiosk).u8(0);
    var what =
        switch (code) {
          case 0xA1 -> "开始 start";
          case 0xA2 -> "停止 stop";
          case 0xAA -> "识别 identify";
          case 0xAC -> "灌注指数? perfusion index?";
          case 0xAF -> "心跳 heart-beat";
          case 0xB1 -> "设置时间 set the time";
          case 0xB2 -> "设置日期 set the date";
          case 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xAE -> "存储数据 stored data";
          default -> "其他 other";
        };
    return new Note("%s %02X".formatted(what, code), Verdict.UNCHECKED);
  }
}
