package org.healthhut.simulator.device.pressure;

import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Metric;

/**
 * Maibobo or Raycome monitor, on a serial line or over Bluetooth: starts when the kiosk says so,
 * tells the cuff pressure as it goes and then the result.
 *
 * <pre>
 * CC 80  v  L  type sub data…  x      kiosk to device; v = 03 serial, 02 Bluetooth; L = type to data
 * AA 80  v  L  type sub data…  x      device to kiosk; x = XOR from v to the last of the data
 * 01 05, data: 00 high 00 00 (low xor high) 00
 * 01 06, data: user, year−2000 month day hour minute second, systolic (2) diastolic (2) pulse (2)
 * 01 07, data: error            04 04, data: battery in mV (2)
 * </pre>
 *
 * <p>Source: protocols/maibobo-rbp.md. Over Bluetooth a frame is the value of notifications on FFF1
 * and writes on FFF2; nothing is put around it.
 *
 * <p>guess: it has a start key too (the index of the notes has it as "poll + push"); the pressure
 * is sent at each step of the cuff, and once more after the result, as the note has seen; requests
 * of the other version are not for it; a start while it measures is acknowledged and changes
 * nothing; the battery is below the apps' 3600 mV after error 07 and until a measurement succeeds.
 */
final class Maibobo implements Monitor.Format {
  static final int SERIAL = 3;
  static final int BLUETOOTH = 2;

  private static final int FROM_KIOSK = 0xCC;
  private static final int FROM_DEVICE = 0xAA;
  private static final int SECOND = 0x80;
  private static final int BEFORE_TYPE = 4;
  private static final int AROUND = 5;

  /** Type and sub-type; no request carries data. */
  private static final int REQUEST_LENGTH = 3;

  private static final int CONNECT = 0x0101;
  private static final int START = 0x0102;
  private static final int STOP = 0x0103;
  private static final int POWER_OFF = 0x0104;
  private static final int PRESSURE = 0x0105;
  private static final int RESULT = 0x0106;
  private static final int ERROR = 0x0107;
  private static final int BATTERY = 0x0404;
  private static final Bytes OK = Bytes.of(0);
  private static final String BATTERY_LOW = "07";
  private static final int FULL_MV = 5820;
  private static final int EMPTY_MV = 3480;
  private static final int USER = 1;

  private final int version;
  private final DeviceClock clock;
  private int batteryMv = FULL_MV;
  private boolean off;

  Maibobo(int version, DeviceClock clock) {
    this.version = version;
    this.clock = clock;
  }

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != FROM_KIOSK || (heard.length() > 1 && heard.u8(1) != SECOND)) {
      return Intake.NOISE;
    }
    if (heard.length() < BEFORE_TYPE) {
      return Intake.PARTIAL;
    }
    if (heard.u8(2) != version || heard.u8(3) != REQUEST_LENGTH) {
      return Intake.NOISE;
    }
    int length = REQUEST_LENGTH + AROUND;
    if (heard.length() < length) {
      return Intake.PARTIAL;
    }
    return xor(heard.slice(2, length - 1)) == heard.u8(length - 1) ? length : Intake.NOISE;
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    if (off) {
      return;
    }
    switch (request.u16be(BEFORE_TYPE)) {
      case CONNECT -> monitor.say(frame(CONNECT, OK, "连接确认 connected"));
      case START -> {
        monitor.say(frame(START, OK, "启动确认 started"));
        monitor.start();
      }
      case STOP -> {
        monitor.say(frame(STOP, OK, "已停止 stopped"));
        monitor.stop();
      }
      case POWER_OFF -> {
        monitor.say(frame(POWER_OFF, OK, "关机 going off"));
        monitor.stop();
        off = true;
      }
      case BATTERY ->
          monitor.say(
              frame(
                  BATTERY,
                  Bytes.of(batteryMv >> 8, batteryMv & 0xFF),
                  "电池 battery " + batteryMv + " mV"));
      default -> {}
    }
  }

  @Override
  public void plugged(boolean in, Monitor monitor) {
    off = false;
  }

  @Override
  public void moves(Monitor monitor) {
    off = false;
    monitor.say(pressure(version, monitor.cuff().pressure()));
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    if (found.failed()) {
      batteryMv = found.error().equals(BATTERY_LOW) ? EMPTY_MV : batteryMv;
      monitor.say(error(version, found.error()));
      return;
    }
    batteryMv = FULL_MV;
    monitor.say(result(version, USER, clock.now(), found));
    monitor.say(pressure(version, 0));
  }

  static Transmission result(int version, int user, LocalDateTime at, Measurement found) {
    var data =
        Bytes.of(
                user,
                at.getYear() - 2000,
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond())
            .plus(two(found, Metric.SYSTOLIC))
            .plus(two(found, Metric.DIASTOLIC))
            .plus(two(found, Metric.PULSE));
    return frame(version, RESULT, data, Cuff.text(found));
  }

  /**
   * @param code as the note writes it, in hexadecimal
   */
  static Transmission error(int version, String code) {
    return frame(version, ERROR, Bytes.of(Integer.parseInt(code, 16)), "错误 error " + code);
  }

  private static Bytes two(Measurement found, Metric metric) {
    int value = found.value(metric).intValueExact();
    return Bytes.of(value >> 8, value & 0xFF);
  }

  static Transmission pressure(int version, int mmHg) {
    int high = mmHg >> 8;
    var data = Bytes.of(0, high, 0, 0, (mmHg & 0xFF) ^ high, 0);
    return frame(version, PRESSURE, data, "袖带 cuff " + mmHg + " mmHg");
  }

  private Transmission frame(int type, Bytes data, String note) {
    return frame(version, type, data, note);
  }

  private static Transmission frame(int version, int type, Bytes data, String note) {
    var counted = Bytes.of(version, 2 + data.length(), type >> 8, type & 0xFF).plus(data);
    var frame = Bytes.of(FROM_DEVICE, SECOND).plus(counted).plus(Bytes.of(xor(counted)));
    return new Transmission(frame, note, frame.length() - 1);
  }

  private static int xor(Bytes bytes) {
    int xor = 0;
    for (int i = 0; i < bytes.length(); i++) {
      xor ^= bytes.u8(i);
    }
    return xor;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("不是帧或校验错 not a frame, or wrong checksum", Verdict.BAD);
    }
    return new Note(
        switch (fromKiosk.u16be(BEFORE_TYPE)) {
          case CONNECT -> "连接 connect";
          case START -> "启动 start";
          case STOP -> "停止 stop";
          case POWER_OFF -> "关机 power off";
          case BATTERY -> "查询电池 battery";
          default -> "未知命令 unknown, ignored";
        },
        Verdict.GOOD);
  }
}
