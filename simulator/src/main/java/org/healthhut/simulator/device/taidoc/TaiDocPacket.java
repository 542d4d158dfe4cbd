package org.healthhut.simulator.device.taidoc;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Transmission;

/**
 * TaiDoc's packet.
 *
 * <pre>
 * 51  command  d0 d1 d2 d3  A3 to the device, A5 from it  low byte of the sum of all before it
 * 51  71  02 00 00 A3  67       the one request that has a byte less: weight
 * time in d0..d3: (year − 2000) × 512 + month × 32 + day, low byte first; minute; hour
 * </pre>
 *
 * <p>Source: protocols/taidoc.md, "Packet" and "Date and time".
 */
public final class TaiDocPacket {
  public static final int WEIGHT = 0x71;

  private static final int START = 0x51;
  private static final int TO_DEVICE = 0xA3;
  private static final int FROM_DEVICE = 0xA5;
  private static final int SIZE = 8;

  private TaiDocPacket() {}

  /** Requests, as {@link Intake} takes them. */
  public static int requestAtFront(Bytes rest) {
    if (rest.u8(0) != START) {
      return Intake.NOISE;
    }
    if (rest.length() < 2) {
      return Intake.PARTIAL;
    }
    int size = rest.u8(1) == WEIGHT ? SIZE - 1 : SIZE;
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    return rest.u8(size - 2) == TO_DEVICE && sum(rest.slice(0, size - 1)) == rest.u8(size - 1)
        ? size
        : Intake.NOISE;
  }

  public static int command(Bytes request) {
    return request.u8(1);
  }

  /** What is between the command and the direction: four bytes, of a request for weight three. */
  public static Bytes message(Bytes request) {
    return request.slice(2, request.length() - 2);
  }

  /** A packet from the device; longer than eight bytes where {@code message} is. */
  public static Transmission of(int command, Bytes message, String note) {
    var summed = Bytes.of(START, command).plus(message).plus(Bytes.of(FROM_DEVICE));
    return new Transmission(summed.plus(Bytes.of(sum(summed))), note, summed.length());
  }

  public static Transmission of(int command, int d0, int d1, int d2, int d3, String note) {
    return of(command, Bytes.of(d0, d1, d2, d3), note);
  }

  /** Four bytes of a message. */
  public static Bytes time(LocalDateTime at) {
    int date = (at.getYear() - 2000) << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
    return Bytes.of(date & 0xFF, date >> 8, at.getMinute(), at.getHour());
  }

  /** The time in a message; empty where it is none. */
  public static Optional<LocalDateTime> time(Bytes message) {
    int date = message.u16le(0);
    try {
      return Optional.of(
          LocalDateTime.of(
              2000 + (date >> 9),
              date >> 5 & 0x0F,
              date & 0x1F,
              message.u8(3) & 0x1F,
              message.u8(2) & 0x3F));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int sum(Bytes bytes) {
    return bytes.sum() & 0xFF;
  }
}
