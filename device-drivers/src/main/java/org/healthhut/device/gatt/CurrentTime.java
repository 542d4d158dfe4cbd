package org.healthhut.device.gatt;

import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * Characteristic 2A2B. Ble-gatt.md has the first 7 bytes; the rest is the Current Time Service 1.1,
 * section 3.1.
 *
 * <pre>
 * year(2) month(1) day(1) hour(1) minute(1) second(1) day of week, Monday 1 (1) 1/256 s(1) reason(1)
 * </pre>
 */
final class CurrentTime {
  /** Somebody outside the device set it. */
  private static final int EXTERNAL_REFERENCE = 1 << 1;

  private CurrentTime() {}

  static Bytes of(LocalDateTime now) {
    return Bytes.of(
        now.getYear() & 0xFF,
        now.getYear() >> 8,
        now.getMonthValue(),
        now.getDayOfMonth(),
        now.getHour(),
        now.getMinute(),
        now.getSecond(),
        now.getDayOfWeek().getValue(),
        (int) (now.getNano() * 256L / 1_000_000_000L),
        EXTERNAL_REFERENCE);
  }

  /** Empty for no time, an unknown one included. */
  static Optional<LocalDateTime> read(Bytes value) {
    var fields = new Fields(value);
    var shown = fields.dateTime();
    fields.u24();
    return fields.problem() == null ? Optional.ofNullable(shown) : Optional.empty();
  }
}
