package org.healthhut.device.tanita;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * What a scale's clock showed (tanita.md, Clock).
 *
 * @param shown null where there is no clock, or no such date or time
 * @param present whether the line has a date or a time at all
 * @param monthFirst the order of day and month is a setting, and this date proves it wrong
 */
record ClockText(@Nullable LocalDateTime shown, boolean present, boolean monthFirst) {
  static final ClockText NONE = new ClockText(null, false, false);

  private static final int MONTHS = 12;

  /** Day, month and year in the order the note has them; other orders are not guessed. */
  static ClockText of(int first, int second, int year, int hour, int minute) {
    if (second > MONTHS && first <= MONTHS) {
      return new ClockText(null, true, true);
    }
    try {
      var shown = LocalDateTime.of(LocalDate.of(year, second, first), LocalTime.of(hour, minute));
      return new ClockText(shown, true, false);
    } catch (DateTimeException e) {
      return new ClockText(null, true, false);
    }
  }
}
