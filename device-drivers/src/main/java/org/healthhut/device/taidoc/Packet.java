package org.healthhut.device.taidoc;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Turn;

/**
 * The commands every device of the family knows (taidoc.md, Commands) and what their answers mean.
 *
 * <pre>
 * 22 connect       answered with 22, 24 or 54
 * 24 model         d0 d1 four decimal digits, the last two first
 * 27 28 serial     four bytes each, last first; the number is that of 28 and that of 27
 * 23 clock         date16 minute hour
 * 33 set clock     date16 minute hour, and the same as answer
 * 2B records       n16
 * 25 time of i     date16 minute hour
 * 26 value of i    by kind of device
 * 49 live oxygen   SpO2 - - pulse
 * 54 notice        the device enters communication mode; nobody asked
 * </pre>
 *
 * <p>Numbers have their low byte first. 50, which switches off, and 52, which clears the memory,
 * are never sent.
 */
final class Packet {
  static final int CONNECT = 0x22;
  static final int CLOCK = 0x23;
  static final int MODEL = 0x24;
  static final int TIME = 0x25;
  static final int VALUE = 0x26;
  static final int SERIAL_LOW = 0x27;
  static final int SERIAL_HIGH = 0x28;
  static final int COUNT = 0x2B;
  static final int SET_CLOCK = 0x33;
  static final int LIVE = 0x49;
  static final int NOTICE = 0x54;
  static final int WEIGH = 0x71;

  /** Guess: the note does not say; twice what meters of this family are sold with. */
  static final int RECORDS_MAX = 2_000;

  private Packet() {}

  static Bytes request(int command) {
    return request(command, 0);
  }

  /**
   * @param index 0 for the newest record
   */
  static Bytes request(int command, int index) {
    return PacketFraming.request(Bytes.of(command, index & 0xFF, index >> 8, 0, 0));
  }

  /** Sets the clock, to the minute. */
  static Bytes setClock(LocalDateTime to) {
    int date = ((to.getYear() - 2000) << 9) | (to.getMonthValue() << 5) | to.getDayOfMonth();
    return PacketFraming.request(
        Bytes.of(SET_CLOCK, date & 0xFF, date >> 8, to.getMinute(), to.getHour()));
  }

  /** Which command a request has. */
  static int command(Bytes request) {
    return request.u8(1);
  }

  /** A message that is understood, or not, and is of no use. */
  static void refuse(String why, Bytes body, Turn turn) {
    turn.refuse(why, PacketFraming.answer(body));
  }

  /** The digits of the model, as {@code 4277}. */
  static Optional<String> model(Bytes message) {
    var digits = "%02X%02X".formatted(message.u8(1), message.u8(0));
    return digits.chars().allMatch(Character::isDigit) ? Optional.of(digits) : Optional.empty();
  }

  /** One half of the serial number. */
  static String serial(Bytes message) {
    return "%02X%02X%02X%02X".formatted(message.u8(3), message.u8(2), message.u8(1), message.u8(0));
  }

  /**
   * Year since 2000 in bits 15 to 9, month in 8 to 5, day in 4 to 0; of the minute the low six bits
   * count, of the hour the low five (taidoc.md, Date and time).
   */
  static Optional<LocalDateTime> time(Bytes message) {
    int date = message.u16le(0);
    try {
      return Optional.of(
          LocalDateTime.of(
              2000 + (date >> 9),
              date >> 5 & 0x0F,
              date & 0x1F,
              message.u8(3) & 0x1F,
              message.u8(2) & 0x3F));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
