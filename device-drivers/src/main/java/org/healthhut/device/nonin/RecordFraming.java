package org.healthhut.device.nonin;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * What a 9560 sends (spo2-nonin.md, B): {@code 06} and {@code 15} to a chosen format, {@code 02 F4
 * 0B 02 digits sum 03} with its serial number, and records of four bytes of which the first alone
 * has its highest bit set. The body is the whole frame.
 */
record RecordFraming() implements Framing {
  static final int ACKNOWLEDGED = 0x06;
  static final int REFUSED = 0x15;
  private static final Bytes SERIAL_HEADER = Bytes.hex("02 F4 0B 02");
  static final int SERIAL_FROM = SERIAL_HEADER.length();
  static final int SERIAL_TO = SERIAL_FROM + 9;
  static final int FRAME_MAX = SERIAL_TO + 2;
  private static final int ETX = 0x03;
  static final int RECORD = 4;

  @Override
  public Framed front(Bytes received) {
    int first = received.u8(0);
    if (first == ACKNOWLEDGED || first == REFUSED) {
      return new Framed.Frame(received.slice(0, 1), 1);
    }
    if (first == SERIAL_HEADER.u8(0)) {
      return serial(received);
    }
    if (first < 0x80) {
      return new Framed.Noise(1, "no first byte");
    }
    for (int i = 1; i < Math.min(received.length(), RECORD); i++) {
      if (received.u8(i) >= 0x80) {
        return new Framed.Noise(i, "cut short");
      }
    }
    return received.length() < RECORD
        ? new Framed.Partial()
        : new Framed.Frame(received.slice(0, RECORD), RECORD);
  }

  private static Framed serial(Bytes received) {
    int head = Math.min(received.length(), SERIAL_HEADER.length());
    if (!received.slice(0, head).equals(SERIAL_HEADER.slice(0, head))) {
      return new Framed.Noise(1, "no first byte");
    }
    if (received.length() < FRAME_MAX) {
      return new Framed.Partial();
    }
    // The sum begins with the id before the digits, which is the header's last byte.
    int sum = received.slice(SERIAL_FROM - 1, SERIAL_TO).sum() & 0xFF;
    return sum == received.u8(SERIAL_TO) && received.u8(SERIAL_TO + 1) == ETX
        ? new Framed.Frame(received.slice(0, FRAME_MAX), FRAME_MAX)
        : new Framed.Noise(1, "wrong checksum");
  }
}
