package org.healthhut.simulator.device.pressure;

import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Metric;

/**
 * SunTech Advantage OEM module: does what the kiosk says, and tells by itself only that a cycle is
 * over. No clock, no memory but the last result, no start key.
 *
 * <pre>
 * 3A  command…  ck            kiosk to module; the sum of a whole packet is 0 modulo 256
 * 3E  N  data…  ck            module to kiosk; N = length of the packet
 *   N 04  letter: O accepted, K finished, A aborted, B busy, N undefined
 *   N 05  cuff pressure (2)   low byte first, as everything here
 *   N 18  systolic (2) diastolic (2) beats status TC0..TC7 rate 0 mean (2) error 0 0
 *   N 43  64 bytes of version strings
 * </pre>
 *
 * <p>Source: protocols/suntech-oem.md. Start gives O and at the end K, abort gives A and K, start
 * while a cycle runs B. Packets with a wrong checksum are passed over.
 *
 * <p>guess: N answers a sound packet that is no command; settings, status, module data and reset
 * are accepted with O (their replies are not described); the text of the version strings; before
 * any cycle the result is zeros; an aborted cycle leaves error 56; a failed one leaves zeros and
 * few beats (example 3); a start for neonates is as good as another.
 */
final class SunTech implements Monitor.Format {
  private static final int FROM_KIOSK = 0x3A;
  private static final int FROM_MODULE = 0x3E;
  private static final int GROUP = 0x79;
  private static final int START_ADULT = 0x20;
  private static final int START_NEONATE = 0x28;
  private static final int START_PEDIATRIC = 0x87;
  private static final int INFLATION_TARGET = 0x17;
  private static final int MODULE_DATA = 0x00;
  private static final int RESET = 0x8A;

  private static final int ABORT = 0x01;
  private static final int RESULT = 0x03;
  private static final int PRESSURE = 0x05;
  private static final int STATUS = 0x10;
  private static final int STATUS_A_PLUS = 0x11;
  private static final int VERSIONS = 0x02;

  private static final int SHORT = 3;
  private static final int LONG = 5;
  private static final String ABORTED = "56";

  private static final int VERSIONS_LENGTH = 64;
  private static final int BEATS = 27;
  private static final int BEATS_OF_A_FAILURE = 4;

  private Transmission result = packet(Bytes.copyOf(new byte[21]), "无结果 no result yet");

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != FROM_KIOSK) {
      return Intake.NOISE;
    }
    if (heard.length() == 1) {
      return Intake.PARTIAL;
    }
    int command = heard.u8(1);
    int length = command == GROUP || command == INFLATION_TARGET ? LONG : SHORT;
    if (heard.length() < length) {
      return Intake.PARTIAL;
    }
    return (heard.slice(0, length).sum() & 0xFF) == 0 ? length : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    switch (request.u8(1)) {
      case START_ADULT, START_PEDIATRIC, START_NEONATE -> {
        if (monitor.cuff().isInflated()) {
          monitor.say(letter('B', "忙 busy"));
        } else {
          monitor.say(letter('O', "接受 accepted"));
          monitor.start();
        }
      }
      case GROUP -> group(request.u8(2), monitor);
      case INFLATION_TARGET, MODULE_DATA -> monitor.say(letter('O', "接受 accepted"));
      case RESET -> {
        monitor.stop();
        monitor.say(letter('O', "接受 accepted"));
      }
      default -> monitor.say(letter('N', "未定义命令 undefined"));
    }
  }

  private void group(int command, Monitor monitor) {
    switch (command) {
      case ABORT -> {
        if (monitor.cuff().isInflated()) {
          result = failure(ABORTED);
        }
        monitor.stop();
        monitor.say(letter('A', "已中止 aborted"));
        monitor.say(letter('K', "完成 finished"));
      }
      case RESULT -> monitor.say(result);
      case PRESSURE -> monitor.say(pressure(monitor.cuff().pressure()));
      case VERSIONS -> monitor.say(versions());
      case STATUS, STATUS_A_PLUS -> monitor.say(letter('O', "接受 accepted"));
      default -> monitor.say(letter('N', "未定义命令 undefined"));
    }
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    result = found.failed() ? failure(found.error()) : result(found, BEATS);
    monitor.say(letter('K', "完成 finished"));
  }

  /** Whoever pressed stop is the user who terminated it. */
  @Override
  public void stops(Monitor monitor) {
    result = failure(ABORTED);
    monitor.say(letter('K', "完成 finished"));
  }

  static Transmission letter(char letter, String note) {
    return packet(Bytes.of(letter), letter + " " + note);
  }

  static Transmission pressure(int mmHg) {
    return packet(two(mmHg), "袖带 cuff " + mmHg + " mmHg");
  }

  static Transmission result(Measurement found, int beats) {
    return packet(
        two(of(found, Metric.SYSTOLIC))
            .plus(two(of(found, Metric.DIASTOLIC)))
            .plus(Bytes.of(beats, 1, 0, 0, 0, 0, 0, 0, 0, 0, of(found, Metric.PULSE), 0))
            .plus(two(of(found, Metric.MEAN_PRESSURE)))
            .plus(Bytes.of(0, 0, 0)),
        Cuff.text(found));
  }

  /**
   * @param code as it is on the wire, in hexadecimal
   */
  static Transmission failure(String code) {
    var data = Bytes.copyOf(new byte[21]).with(4, BEATS_OF_A_FAILURE);
    return packet(data.with(18, Integer.parseInt(code, 16)), "错误 error " + code);
  }

  private static Transmission versions() {
    var text = "HEALTHHUT VIRTUAL NIBP MODULE 1.00";
    return packet(
        Bytes.ascii(text + " ".repeat(VERSIONS_LENGTH - text.length())), "版本 version strings");
  }

  private static int of(Measurement found, Metric metric) {
    return found.value(metric).intValueExact();
  }

  private static Bytes two(int value) {
    return Bytes.of(value & 0xFF, value >> 8);
  }

  private static Transmission packet(Bytes data, String note) {
    var summed = Bytes.of(FROM_MODULE, data.length() + 3).plus(data);
    return new Transmission(summed.plus(Bytes.of(-summed.sum() & 0xFF)), note, summed.length());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("不是命令或校验错 no command, or wrong checksum", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u8(1)) {
          case START_ADULT, START_PEDIATRIC, START_NEONATE -> "启动 start";
          case INFLATION_TARGET -> "充气目标 inflation target " + fromKiosk.u16le(2);
          case RESET -> "复位 reset";
          case GROUP ->
              switch (fromKiosk.u8(2)) {
                case ABORT -> "中止 abort";
                case RESULT -> "读取结果 get result";
                case PRESSURE -> "读取袖带压 get cuff pressure";
                default -> "查询 query %02X".formatted(fromKiosk.u8(2));
              };
          default -> "命令 command %02X".formatted(fromKiosk.u8(1));
        },
        Verdict.GOOD);
  }
}
