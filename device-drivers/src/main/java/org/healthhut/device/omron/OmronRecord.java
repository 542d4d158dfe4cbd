package org.healthhut.device.omron;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

/** What one record turned out to be, whatever its layout. */
sealed interface OmronRecord {

  /** A finished measurement. Whether a person can have these values is not yet asked. */
  record Finished(LocalDateTime deviceTime, PatientId patient, CuffReading values, int movements)
      implements OmronRecord {}

  /** The monitor could not measure. What each error digit means is not known (omron-hbp.md). */
  record Unfinished(int error) implements OmronRecord {}

  /** The LF of a CR LF whose CR has ended a record already. */
  record LineEnd() implements OmronRecord {}

  record Malformed(String why) implements OmronRecord {}

  /**
   * The ID field as far as this program may keep it: enough to tell a record sent again from
   * another one, too little to tell the ID.
   */
  record PatientId(int hash) {
    /** For layouts without an ID. */
    static final PatientId NONE = of(Bytes.EMPTY);

    static PatientId of(Bytes field) {
      return new PatientId(field.hashCode());
    }
  }

  /** Years a working clock shows (omron-hbp.md, byte by byte, offset 0). */
  int YEAR_MIN = 2000;

  int YEAR_MAX = 2099;

  /** The time in the groups year to minute, which are digits; empty where there is no such time. */
  static Optional<LocalDateTime> time(int century, Matcher fields) {
    try {
      var time =
          LocalDateTime.of(
              century + number(fields, "year"),
              number(fields, "month"),
              number(fields, "day"),
              number(fields, "hour"),
              number(fields, "minute"));
      return time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX
          ? Optional.empty()
          : Optional.of(time);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The number in a group that is digits. */
  static int number(Matcher fields, String group) {
    return Integer.parseInt(fields.group(group));
  }
}
