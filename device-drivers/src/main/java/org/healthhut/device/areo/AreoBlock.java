package org.healthhut.device.areo;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;

/**
 * A block of lines as far as it has come (glucose-other.md, B), each line ended by CR LF.
 *
 * <pre>
 * [
 * lines
 * 82      upper-case hexadecimal CRC-8/MAXIM from [ to the CR LF before these digits
 * ]
 * </pre>
 *
 * <p>Where there are no readings, the bytes 90 3D stand for lines and checksum.
 */
final class AreoBlock {
  /** What a line made of the block. */
  sealed interface Step {
    record GoesOn() implements Step {}

    /** All of it is there and its checksum holds. */
    record Whole(List<Bytes> lines) implements Step {
      public Whole {
        lines = List.copyOf(lines);
      }
    }

    /** A block with a hole in it is worth nothing. */
    record Broken(String why) implements Step {}
  }

  /** Guess: the note does not say; more than twice what the meter is sold with. */
  private static final int LINES_MAX = 2_000;

  private static final Bytes BEGIN = Bytes.ascii("[");
  private static final Bytes END = Bytes.ascii("]");
  private static final Bytes CR_LF = Bytes.of(0x0D, 0x0A);
  private static final Bytes NO_READINGS = Bytes.of(0x90, 0x3D);

  /** The polynomial 31, its bits the other way round. */
  private static final int POLYNOMIAL = 0x8C;

  private final List<Bytes> lines = new ArrayList<>();
  private boolean begun;

  boolean begun() {
    return begun;
  }

  void clear() {
    begun = false;
    lines.clear();
  }

  Step take(Bytes line) {
    if (line.equals(BEGIN)) {
      clear();
      begun = true;
      return new Step.GoesOn();
    }
    if (!begun) {
      return new Step.Broken("no block begins with this");
    }
    if (line.equals(END)) {
      var step = whole();
      clear();
      return step;
    }
    if (lines.size() == LINES_MAX) {
      clear();
      return new Step.Broken("more lines than any memory holds");
    }
    lines.add(line);
    return new Step.GoesOn();
  }

  private Step whole() {
    if (lines.equals(List.of(NO_READINGS))) {
      return new Step.Whole(List.of());
    }
    if (lines.size() < 2) {
      return new Step.Broken("no lines");
    }
    int crc = crc(crc(0, BEGIN), CR_LF);
    for (var line : lines.subList(0, lines.size() - 1)) {
      crc = crc(crc(crc, line), CR_LF);
    }
    return lines.getLast().equals(Bytes.ascii("%02X".formatted(crc)))
        ? new Step.Whole(lines.subList(0, lines.size() - 1))
        : new Step.Broken("wrong checksum");
  }

  /** CRC-8/MAXIM, start 0: A1 for {@code 123456789} (glucose-other.md, B). */
  static int crc(int before, Bytes bytes) {
    int crc = before;
    for (int i = 0; i < bytes.length(); i++) {
      crc ^= bytes.u8(i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ POLYNOMIAL;
      }
    }
    return crc;
  }
}
