package org.healthhut.device.microlife;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.healthhut.device.pressure.CuffReading;

/** A measurement as a monitor keeps it, to the minute. */
record Stored(LocalDateTime deviceTime, CuffReading values) {
  private static final int CENTURY = 2000;
  private static final int YEAR_MAX = 99;

  /** Empty where there is no such time; the year counts from 2000. */
  static Optional<LocalDateTime> time(int year, int month, int day, int hour, int minute) {
    if (year > YEAR_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.of(CENTURY + year, month, day, hour, minute));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
