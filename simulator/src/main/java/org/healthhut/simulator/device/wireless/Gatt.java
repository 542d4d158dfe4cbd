package org.healthhut.simulator.device.wireless;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Values of Bluetooth LE characteristics as they travel between a link and a driver.
 *
 * <pre>
 * 16-bit number of the characteristic, low byte first   length   value
 * </pre>
 *
 * <p>The envelope is this project's own; what is in it: protocols/ble-gatt.md.
 */
final class Gatt {
  static final int MAKER = 0x2A29;
  static final int SERIAL = 0x2A25;
  static final int FIRMWARE = 0x2A26;
  static final int BATTERY = 0x2A19;
  static final int CURRENT_TIME = 0x2A2B;
  static final int ACCESS_CONTROL = 0x2A52;

  static final int WRITE_MAX = 23;
  private static final int TIME_LENGTH = 7;
  private static final int CURRENT_TIME_LENGTH = 10;

  private Gatt() {}

  static Transmission value(int characteristic, Bytes value, String note) {
    return new Transmission(
        Numbers.little(characteristic, 2).plus(Bytes.of(value.length())).plus(value),
        note,
        Transmission.NO_CHECKSUM);
  }

  static Transmission text(int characteristic, String text, String note) {
    return value(characteristic, Bytes.ascii(text), note + " " + text);
  }

  /** Date and time, day of the week, 256ths of a second, why it was set. */
  static Transmission currentTime(LocalDateTime shown) {
    return value(
        CURRENT_TIME,
        Numbers.dateTime(shown).plus(Bytes.of(shown.getDayOfWeek().getValue(), 0, 0)),
        "设备时钟 its clock");
  }

  /** The time that a write of {@link #CURRENT_TIME} sets. */
  static Optional<LocalDateTime> time(Bytes value) {
    if (value.length() < TIME_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              value.u16le(0), value.u8(2), value.u8(3), value.u8(4), value.u8(5), value.u8(6)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** What can be written: the time, and requests for records. */
  static int size(Bytes rest) {
    int first = rest.u8(0);
    boolean known = first == (CURRENT_TIME & 0xFF) || first == (ACCESS_CONTROL & 0xFF);
    if (!known || (rest.length() > 1 && rest.u8(1) != 0x2A)) {
      return Intake.NOISE;
    }
    if (rest.length() < 3) {
      return Intake.PARTIAL;
    }
    int length = rest.u8(2);
    boolean fits =
        first == (CURRENT_TIME & 0xFF)
            ? length == CURRENT_TIME_LENGTH
            : length >= 2 && length <= WRITE_MAX - 3;
    if (!fits) {
      return Intake.NOISE;
    }
    return rest.length() < 3 + length ? Intake.PARTIAL : 3 + length;
  }

  static Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(Gatt::size, fromKiosk)) {
      return new Note("不是值 not a value it can be given", Verdict.BAD);
    }
    return new Note(
        fromKiosk.u16le(0) == CURRENT_TIME ? "设置时钟 set the clock" : "读取记录 ask for records",
        Verdict.UNCHECKED);
  }
}
