package org.healthhut.device.codefree;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;

/**
 * What a meter's message says (glucose-other.md, A).
 *
 * <pre>
 * 10 30                                   challenge
 * 30 n16 AA (19 times)                    how many records there are
 * - - year month day hour minute v16 meal 7 unknown      record, newest first
 * 10 70                                   that was the last
 * 10 10                                   the clock is set
 * </pre>
 *
 * <p>Numbers have their high byte first, years count from 2000, values are in mg/dL. How HI, LO and
 * control solution are marked is not documented.
 */
sealed interface CodeFreeMessage {
  record Challenge() implements CodeFreeMessage {}

  record Count(int records) implements CodeFreeMessage {}

  record Stored(LocalDateTime at, int mgPerDl, Meal meal) implements CodeFreeMessage {}

  /** A record that must not become a reading. */
  record Spoilt(String why) implements CodeFreeMessage {}

  record End() implements CodeFreeMessage {}

  record Unused() implements CodeFreeMessage {}

  enum Meal {
    NONE,
    BEFORE,
    AFTER
  }

  int RECORD_LENGTH = 17;
  int COUNT_LENGTH = 22;

  /** Guess: the note does not say; four times what the meter is sold with. */
  int RECORDS_MAX = 2_000;

  Bytes CHALLENGE = Bytes.of(0x10, 0x30);
  Bytes END = Bytes.of(0x10, 0x70);

  /** 53 10 04 10 40 50 AA (glucose-other.md, A, answer). */
  Bytes ANSWER = CodeFreeFraming.toMeter(Bytes.of(0x10, 0x40));

  /** 53 10 04 10 60 70 AA (glucose-other.md, A, fetch next). */
  Bytes FETCH = CodeFreeFraming.toMeter(Bytes.of(0x10, 0x60));

  static CodeFreeMessage decode(Bytes message) {
    if (message.equals(CHALLENGE)) {
      return new Challenge();
    }
    if (message.equals(END)) {
      return new End();
    }
    if (message.length() == COUNT_LENGTH && message.u8(0) == 0x30) {
      return message.u16be(1) <= RECORDS_MAX ? new Count(message.u16be(1)) : new Unused();
    }
    return message.length() == RECORD_LENGTH ? record(message) : new Unused();
  }

  private static CodeFreeMessage record(Bytes message) {
    var meal =
        switch (message.u8(9)) {
          case 0x00 -> Meal.NONE;
          case 0x10 -> Meal.BEFORE;
          case 0x20 -> Meal.AFTER;
          default -> null;
        };
    if (meal == null) {
      return new Spoilt("unknown meal");
    }
    try {
      var at =
          LocalDateTime.of(
              2000 + message.u8(2), message.u8(3), message.u8(4), message.u8(5), message.u8(6));
      return new Stored(at, message.u16be(7), meal);
    } catch (DateTimeException _) {
      return new Spoilt("no such date or time");
    }
  }
}
