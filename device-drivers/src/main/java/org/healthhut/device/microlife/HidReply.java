package org.healthhut.device.microlife;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

/**
 * The replies that travel over USB (microlife-bp.md, B): {@code 06}, text, and the low byte of the
 * text's sum in two hexadecimal digits.
 *
 * <pre>
 * clock    MMDDYYYYhhmmss
 * records  count of 4 hexadecimal digits, 4 more, patient id up to 32, then 32 characters each:
 *          YYMMDDhhmm, 6 unknown, a word of 8 hexadecimal digits, 8 unknown
 * word     bits 0–9 systolic, 10–19 diastolic, 20–29 pulse
 * </pre>
 */
final class HidReply {
  static final int ACK = 0x06;

  static final Bytes GET_CLOCK = request(0x26);
  static final Bytes GET_RECORDS = request(0x22);

  static final int CLOCK_LENGTH = 1 + 14 + 2;

  private static final int ACK_LENGTH = 1;
  private static final int SUM_LENGTH = 2;
  private static final int COUNT_LENGTH = 4;
  private static final int ID_FROM = 8;
  private static final int HEAD = 32;
  private static final int RECORD = 32;

  /** More than any such monitor keeps, chosen by this project. */
  private static final int RECORDS_MAX = 500;

  static final int LENGTH_MAX = ACK_LENGTH + HEAD + RECORDS_MAX * RECORD + SUM_LENGTH;

  private static final Pattern HEX = Pattern.compile("[0-9A-F]+");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<month>\\d\\d)(?<day>\\d\\d)(?<year>\\d{4})"
              + "(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)");
  private static final Pattern RECORD_TEXT =
      Pattern.compile(
          "(?<year>\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)(?<hour>\\d\\d)(?<minute>\\d\\d)"
              + "[0-9A-F]{6}(?<word>[0-9A-F]{8})[0-9A-F]{8}");
  private static final Pattern EMPTY_RECORD = Pattern.compile("0{32}");

  private static final int TEN_BITS = 0x3FF;
  private static final int DIASTOLIC_AT = 10;
  private static final int PULSE_AT = 20;

  private HidReply() {}

  private static Bytes request(int command) {
    return ReportFraming.report(Bytes.of(0x12, 0x16, 0x18, command));
  }

  /**
   * The text of a whole reply; empty where its sum does not hold.
   *
   * @param reply from 06 to the sum
   */
  static Optional<String> text(Bytes reply) {
    int sumFrom = reply.length() - SUM_LENGTH;
    if (sumFrom <= ACK_LENGTH || reply.u8(0) != ACK) {
      return Optional.empty();
    }
    var text = reply.slice(ACK_LENGTH, sumFrom);
    var sum = "%02X".formatted(text.sum() & 0xFF);
    return sum.equals(reply.drop(sumFrom).latin1()) ? Optional.of(text.latin1()) : Optional.empty();
  }

  /** Empty where the text is no clock. */
  static Optional<LocalDateTime> clock(String text) {
    var fields = CLOCK.matcher(text);
    if (!fields.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(fields.group("year")),
              Integer.parseInt(fields.group("month")),
              Integer.parseInt(fields.group("day")),
              Integer.parseInt(fields.group("hour")),
              Integer.parseInt(fields.group("minute")),
              Integer.parseInt(fields.group("second"))));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** How long a reply with records is, 0 while that is not known, -1 where it cannot be one. */
  static int recordsLength(Bytes begun) {
    int countTo = ACK_LENGTH + COUNT_LENGTH;
    if (begun.length() < countTo) {
      return 0;
    }
    var digits = begun.slice(ACK_LENGTH, countTo).latin1();
    if (!HEX.matcher(digits).matches()) {
      return -1;
    }
    int count = Integer.parseInt(digits, 16);
    return count > RECORDS_MAX ? -1 : ACK_LENGTH + HEAD + count * RECORD + SUM_LENGTH;
  }

  /**
   * The records of a reply.
   *
   * @param patient enough to tell one person's records from another's, too little to tell the id
   * @param refused how many were no measurement
   */
  record Memory(int patient, List<Stored> records, int refused) {}

  /** Text as long as {@link #recordsLength} says. */
  static Memory records(String text) {
    var records = new ArrayList<Stored>();
    int refused = 0;
    for (int from = HEAD; from < text.length(); from += RECORD) {
      var record = text.substring(from, from + RECORD);
      if (!EMPTY_RECORD.matcher(record).matches()) {
        var stored = stored(record);
        stored.ifPresent(records::add);
        refused += stored.isPresent() ? 0 : 1;
      }
    }
    return new Memory(text.substring(ID_FROM, HEAD).hashCode(), records, refused);
  }

  private static Optional<Stored> stored(String record) {
    var fields = RECORD_TEXT.matcher(record);
    if (!fields.matches()) {
      return Optional.empty();
    }
    int word = Integer.parseUnsignedInt(fields.group("word"), 16);
    return Stored.time(
            Integer.parseInt(fields.group("year")),
            Integer.parseInt(fields.group("month")),
            Integer.parseInt(fields.group("day")),
            Integer.parseInt(fields.group("hour")),
            Integer.parseInt(fields.group("minute")))
        .map(at ->
            new Stored(
                at,
                CuffReading.of(
                    word & TEN_BITS,
                    word >> DIASTOLIC_AT & TEN_BITS,
                    word >> PULSE_AT & TEN_BITS)));
  }
}
