package org.healthhut.device.maibobo;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.device.pressure.CuffReading;

/**
 * The messages of the RBP protocol (maibobo-rbp.md, Commands and Replies). A body is type,
 * sub-type, data; numbers of two bytes have their high byte first.
 *
 * <pre>
 * data of a result, 01 06
 * offset  0    1    2     3   4    5      6      7        9         11
 *         user year month day hour minute second systolic diastolic pulse
 * </pre>
 *
 * <p>The year counts from 2000. Pressures are in mmHg and never in another unit.
 */
final class RbpProtocol {
  private static final int MEASURING = 0x01;
  private static final int POWER = 0x04;

  static final int CONNECT = 0x01;
  static final int START = 0x02;
  static final int STOP = 0x03;
  private static final int POWER_OFF = 0x04;
  private static final int CUFF_PRESSURE = 0x05;
  private static final int RESULT = 0x06;
  private static final int ERROR = 0x07;
  private static final int BATTERY = 0x04;

  /**
   * The bodies of our commands (maibobo-rbp.md, Commands); one byte of no meaning is behind each.
   */
  static final Bytes CONNECT_COMMAND = Bytes.of(MEASURING, CONNECT, 0);

  static final Bytes START_COMMAND = Bytes.of(MEASURING, START, 0);
  static final Bytes STOP_COMMAND = Bytes.of(MEASURING, STOP, 0);
  static final Bytes BATTERY_QUERY = Bytes.of(POWER, BATTERY, 0);

  private static final int CENTURY = 2000;

  /** Live pressures above this are dropped (maibobo-rbp.md, Live pressure). */
  private static final int CUFF_MM_HG_MAX = 320;

  private RbpProtocol() {}

  /** What {@code body} says; the framing has seen to it that it has type and sub-type. */
  static RbpMessage decode(Bytes body) {
    int type = body.u8(0);
    int subType = body.u8(1);
    var data = body.drop(2);
    return switch (type << 8 | subType) {
      case MEASURING << 8 | CONNECT, MEASURING << 8 | START, MEASURING << 8 | STOP ->
          data.length() == 1
              ? new RbpMessage.Acknowledged(subType, data.u8(0))
              : new RbpMessage.Malformed("an acknowledgement has 1 byte of data");
      case MEASURING << 8 | POWER_OFF -> new RbpMessage.PoweredOff();
      case MEASURING << 8 | CUFF_PRESSURE ->
          data.length() == 6
              ? cuffPressure(data)
              : new RbpMessage.Malformed("a cuff pressure has 6 bytes of data");
      case MEASURING << 8 | RESULT ->
          data.length() == 13
              ? result(data)
              : new RbpMessage.Malformed("a result has 13 bytes of data");
      case MEASURING << 8 | ERROR ->
          data.length() == 1
              ? error(data.u8(0))
              : new RbpMessage.Malformed("an error has 1 byte of data");
      case POWER << 8 | BATTERY ->
          data.length() == 2
              ? new RbpMessage.Battery(data.u16be(0))
              : new RbpMessage.Malformed("a battery has 2 bytes of data");
      default -> new RbpMessage.Unused(type, subType);
    };
  }

  /**
   * The low byte is folded with the high one. A serial implementation reads the first two bytes
   * instead; the note decides for this, and nothing but the screen depends on it (maibobo-rbp.md,
   * Live pressure).
   */
  private static RbpMessage cuffPressure(Bytes data) {
    int high = data.u8(1);
    int mmHg = high << 8 | (data.u8(4) ^ high);
    return mmHg > CUFF_MM_HG_MAX
        ? new RbpMessage.Malformed("no cuff has this pressure")
        : new RbpMessage.CuffPressure(mmHg);
  }

  private static RbpMessage result(Bytes data) {
    try {
      return new RbpMessage.Result(
          data.u8(0),
          LocalDateTime.of(
              CENTURY + data.u8(1), data.u8(2), data.u8(3), data.u8(4), data.u8(5), data.u8(6)),
          CuffReading.of(data.u16be(7), data.u16be(9), data.u16be(11)));
    } catch (DateTimeException _) {
      return new RbpMessage.Malformed("no such date or time");
    }
  }

  /** What the codes mean (maibobo-rbp.md, Error). */
  private static RbpMessage error(int code) {
    return switch (code) {
      case 0x01 -> error(Fault.OVER_PRESSURE, code, "over-pressure protection");
      case 0x02 -> error(Fault.CUFF_LOOSE, code, "signal: arm badly placed or leak");
      case 0x05 -> error(Fault.CUFF_LOOSE, code, "leak or arm position");
      case 0x06 -> error(Fault.NO_PULSE, code, "no pulse signal");
      case 0x07 -> error(Fault.BUSY_OR_BATTERY, code, "battery low");
      case 0x09 -> error(Fault.SENSOR, code, "deflation, service the valve");
      case 0x0F -> error(Fault.SENSOR, code, "system leak, service");
      case 0x10 -> error(Fault.SENSOR, code, "motor, service");
      default -> error(Fault.MEASUREMENT_FAILED, code, "not known");
    };
  }

  private static RbpMessage error(Fault fault, int code, String meaning) {
    return new RbpMessage.MonitorError(fault, "error %02X: %s".formatted(code, meaning));
  }
}
