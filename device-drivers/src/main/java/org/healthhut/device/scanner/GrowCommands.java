package org.healthhut.device.scanner;

import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * Commands of Grow GM6x and GM8x modules (qr-scanner.md, 7E command frames).
 *
 * <pre>
 * command   7E 00 type length address(2) data… crc(2)
 * answer    02 00 00   length data…            crc(2)
 * </pre>
 *
 * <p>The CRC is CRC-16/XMODEM over everything behind the first two bytes.
 */
final class GrowCommands implements Dialect {
  static final Dialect DIALECT = new GrowCommands();

  private static final Bytes HEADER = Bytes.of(0x7E, 0x00);
  private static final Bytes ANSWER_HEADER = Bytes.of(0x02, 0x00);
  private static final int READ = 0x07;
  private static final int WRITE = 0x08;
  private static final int BAUD_REGISTER = 0x002A;
  private static final int TRIGGER_REGISTER = 0x0002;

  /** Header, type, length; the CRC comes on top. */
  private static final int DATA_FROM = 4;

  private static final int CRC = 2;
  private static final int POLYNOMIAL = 0x1021;

  private GrowCommands() {}

  @Override
  public List<Bytes> hello() {
    return List.of(command(READ, BAUD_REGISTER, 2));
  }

  @Override
  public List<Bytes> trigger() {
    return List.of(command(WRITE, TRIGGER_REGISTER, 1));
  }

  @Override
  public List<Bytes> stop() {
    return List.of(command(WRITE, TRIGGER_REGISTER, 0));
  }

  static Bytes command(int type, int register, int data) {
    var checked = Bytes.of(type, 1, register >> 8, register & 0xFF, data);
    return HEADER.plus(checked).plus(crc(checked));
  }

  @Override
  public Optional<Answer> answer(Bytes scan) {
    if (scan.length() < DATA_FROM + CRC || !scan.startsWith(ANSWER_HEADER)) {
      return Optional.empty();
    }
    int end = DATA_FROM + scan.u8(3);
    if (scan.length() < end + CRC
        || !crc(scan.slice(ANSWER_HEADER.length(), end)).equals(scan.slice(end, end + CRC))) {
      return Optional.empty();
    }
    int type = scan.u8(2);
    return Optional.of(
        new Answer(end + CRC, type == 0 ? "" : "the module answers type %02X".formatted(type)));
  }

  static Bytes crc(Bytes bytes) {
    int crc = 0;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1 ^ POLYNOMIAL) & 0xFFFF : crc << 1;
      }
    }
    return Bytes.of(crc >> 8, crc & 0xFF);
  }
}
