package org.healthhut.device.sinocare;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;

/**
 * The commands of the {@code SN} protocol and what their data mean (sinocare.md, Commands and
 * Result). A body is machine code, command, data.
 *
 * <pre>
 * data of a result, command 04
 * offset  0    1     2   3    4      5      6       8    9           11
 * long    year month day hour minute second glucose type temperature correction
 * short   year month day hour minute glucose(5) type(7) temperature(8)
 * </pre>
 *
 * <p>The year counts from 2000; glucose is in tenths of mmol/L and the strip's temperature in
 * tenths of a degree, both high byte first. mg/dL is never sent.
 */
final class SnProtocol {
  private static final Bytes MACHINE = Bytes.of(0x00, 0x04);
  private static final int DATA_FROM = MACHINE.length() + 1;

  private static final int CONNECT = 0x01;
  private static final int ERROR = 0x02;
  private static final int STRIP = 0x03;
  private static final int RESULT = 0x04;
  private static final int COUNTDOWN = 0x0A;
  private static final int POWER_OFF = 0x0B;
  private static final int BLUETOOTH_OFF = 0x0C;

  private static final Bytes SINO = Bytes.ascii("SINO");
  private static final Bytes CARE = Bytes.ascii("CARE");

  /** 53 4E 08 00 04 01 53 49 4E 4F 46 (sinocare.md, Frame, worked example). */
  static final Bytes CONNECT_TEST = frame(CONNECT, SINO);

  /** 53 4E 08 00 04 01 43 41 52 45 28 (sinocare.md, Commands, 01). */
  static final Bytes CONNECT_CONFIRMATION = frame(CONNECT, CARE);

  /** 53 4E 06 00 04 03 00 05 12, seen as a host's answer (sinocare.md, Commands, 03). */
  static final Bytes STRIP_ACKNOWLEDGEMENT = frame(STRIP, Bytes.of(0x00, 0x05));

  private static final int LONG_RESULT = 12;
  private static final int SHORT_RESULT = 10;

  private SnProtocol() {}

  private static Bytes frame(int command, Bytes data) {
    return SnFraming.frame(MACHINE.plus(Bytes.of(command)).plus(data));
  }

  /** What {@code body} says; the framing has seen to it that it has a command. */
  static SnMessage decode(Bytes body) {
    if (!body.startsWith(MACHINE)) {
      return new SnMessage.OtherFamily();
    }
    var data = body.drop(DATA_FROM);
    int command = body.u8(MACHINE.length());
    return switch (command) {
      case CONNECT -> new SnMessage.ConnectAnswer(data.equals(CARE));
      case ERROR -> new SnMessage.MeterError(data.hex());
      case STRIP -> new SnMessage.StripInserted();
      case COUNTDOWN -> new SnMessage.CountdownStarted();
      case RESULT ->
          switch (data.length()) {
            case LONG_RESULT -> result(data, data.u8(5), 6);
            case SHORT_RESULT -> result(data, 0, 5);
            default -> new SnMessage.Malformed("a result has 10 or 12 bytes of data");
          };
      case POWER_OFF, BLUETOOTH_OFF -> new SnMessage.PoweredOff();
      default -> new SnMessage.Unused(command);
    };
  }

  private static SnMessage result(Bytes data, int second, int glucoseAt) {
    try {
      var deviceTime =
          LocalDateTime.of(
              2000 + data.u8(0), data.u8(1), data.u8(2), data.u8(3), data.u8(4), second);
      return new SnMessage.Result(deviceTime, data.u16be(glucoseAt), data.u8(glucoseAt + 2));
    } catch (DateTimeException _) {
      return new SnMessage.Malformed("no such date or time");
    }
  }
}
