package org.healthhut.device.scanner;

import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * Commands of GM72 modules (qr-scanner.md, GM72): {@code length opcode source status data…
 * checksum(2)}. The length counts itself and everything before the checksum, which makes the sum of
 * all zero.
 */
final class SsiCommands implements Dialect {
  static final Dialect DIALECT = new SsiCommands();

  private static final int START_DECODE = 0xE4;
  private static final int STOP_DECODE = 0xE5;
  private static final int VERSION = 0xA3;
  private static final int HOST = 0x04;
  private static final int MODULE = 0x00;

  /** Wakes a sleeping module, which then needs 50 ms. */
  private static final Bytes WAKE_UP = Bytes.of(0);

  private static final int LENGTH_MIN = 4;
  private static final int SOURCE = 2;
  private static final int CHECKSUM = 2;

  private SsiCommands() {}

  @Override
  public List<Bytes> hello() {
    return List.of(WAKE_UP, command(VERSION));
  }

  @Override
  public List<Bytes> trigger() {
    return List.of(WAKE_UP, command(START_DECODE));
  }

  @Override
  public List<Bytes> stop() {
    return List.of(WAKE_UP, command(STOP_DECODE));
  }

  static Bytes command(int opcode) {
    var summed = Bytes.of(LENGTH_MIN, opcode, HOST, 0);
    return summed.plus(checksum(summed));
  }

  /** What the answers other than the acknowledgement mean is not described: they show life. */
  @Override
  public Optional<Answer> answer(Bytes scan) {
    if (scan.length() < LENGTH_MIN + CHECKSUM) {
      return Optional.empty();
    }
    int length = scan.u8(0);
    if (length < LENGTH_MIN
        || scan.length() < length + CHECKSUM
        || scan.u8(SOURCE) != MODULE
        || !checksum(scan.slice(0, length)).equals(scan.slice(length, length + CHECKSUM))) {
      return Optional.empty();
    }
    return Optional.of(new Answer(length + CHECKSUM, ""));
  }

  private static Bytes checksum(Bytes bytes) {
    int checksum = -bytes.sum() & 0xFFFF;
    return Bytes.of(checksum >> 8, checksum & 0xFF);
  }
}
