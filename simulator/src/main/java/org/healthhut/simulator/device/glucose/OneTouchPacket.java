package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Transmission;

/**
 * LifeScan's binary packet.
 *
 * <pre>
 * 02  L  link  message…  03  CRC (2, low byte first)     L = all of it, 6..255
 * </pre>
 *
 * <p>CRC-16, polynomial 1021, start FFFF, from 02 through 03. Source: protocols/onetouch-binary.md,
 * "Packet".
 */
final class OneTouchPacket {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int AROUND = 6;

  private OneTouchPacket() {}

  static Intake intake() {
    return new Intake(OneTouchPacket::sizeAtFront, Duration.ofMillis(200), 255);
  }

  static int sizeAtFront(Bytes rest) {
    if (rest.u8(0) != STX) {
      return Intake.NOISE;
    }
    if (rest.length() < 2) {
      return Intake.PARTIAL;
    }
    int size = rest.u8(1);
    if (size < AROUND) {
      return Intake.NOISE;
    }
    if (rest.length() < size) {
      return Intake.PARTIAL;
    }
    boolean right =
        rest.u8(size - 3) == ETX && rest.u16le(size - 2) == crc(rest.slice(0, size - 2));
    return right ? size : Intake.NOISE;
  }

  static int link(Bytes packet) {
    return packet.u8(2);
  }

  static Bytes message(Bytes packet) {
    return packet.slice(3, packet.length() - 3);
  }

  static Transmission of(int link, Bytes message, String note) {
    var counted = Bytes.of(STX, message.length() + AROUND, link).plus(message).plus(Bytes.of(ETX));
    int crc = crc(counted);
    var whole = counted.plus(Bytes.of(crc & 0xFF, crc >> 8));
    return new Transmission(whole, note, whole.length() - 1);
  }

  static int crc(Bytes bytes) {
    int crc = 0xFFFF;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }

  /** Four bytes, low byte first. */
  static Bytes u32(long value) {
    return Bytes.of(
        (int) (value & 0xFF),
        (int) (value >> 8 & 0xFF),
        (int) (value >> 16 & 0xFF),
        (int) (value >> 24 & 0xFF));
  }

  static Bytes u16(int value) {
    return Bytes.of(value & 0xFF, value >> 8 & 0xFF);
  }

  static long u32(Bytes bytes, int index) {
    return bytes.u16le(index) | (long) bytes.u16le(index + 2) << 16;
  }
}
