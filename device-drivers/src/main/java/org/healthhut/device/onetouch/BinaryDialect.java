package org.healthhut.device.onetouch;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * The messages of one family of meters (onetouch-binary.md, UltraMini messages and Verio IQ
 * messages). An answer does not say what it answers: it is read as the answer to the last request,
 * and is empty where it cannot be that.
 *
 * <pre>
 *            request              answer
 *            UltraMini  Verio IQ  UltraMini            Verio IQ
 * serial     05 0B 02…  03 0B 01  05 06 text           03 06 text 00
 * unit       05 09 02…  03 09 02  05 06 u 00 00 00     03 06 u 00 00 00
 * clock      05 20 02…  03 20 02  05 06 t32            03 06 t32
 * set clock  05 20 01 t32  03 20 01 t32  05 06 t32     03 06
 * count      05 1F F5…  03 27 00  05 0F n16            03 06 n16
 * record i   05 1F i16  03 21 i16 05 06 t32 value32    03 06 t32 value16 control meal 00 00
 * </pre>
 *
 * <p>Numbers have their low byte first; values are in mg/dL whatever unit the meter shows.
 */
enum BinaryDialect {
  ULTRA_MINI("OneTouch UltraMini") {
    @Override
    Bytes serialRequest() {
      return Bytes.hex("05 0B 02 00 00 00 00 00 00 00 00 00");
    }

    @Override
    Bytes unitRequest() {
      return Bytes.hex("05 09 02 09 00 00 00 00");
    }

    @Override
    Bytes clockRequest() {
      return Bytes.hex("05 20 02 00 00 00 00");
    }

    @Override
    Bytes setClockCommand() {
      return Bytes.hex("05 20 01");
    }

    // The number of a record that cannot be there: the answer is how many are.
    @Override
    Bytes countRequest() {
      return Bytes.hex("05 1F F5 01");
    }

    @Override
    Bytes recordRequest(int index) {
      return Bytes.of(0x05, 0x1F, index & 0xFF, index >> 8);
    }

    @Override
    boolean prefixed(Bytes answer) {
      return answer.startsWith(Bytes.of(0x05, OK));
    }

    // One source has 05 0F before the count, one 0F alone (onetouch-binary.md, count).
    @Override
    OptionalInt count(Bytes answer) {
      boolean counted =
          switch (answer.length()) {
            case 3 -> answer.u8(0) == 0x0F;
            case 4 -> prefixed(answer) || answer.startsWith(Bytes.of(0x05, 0x0F));
            default -> false;
          };
      return counted
          ? countMax(answer.u16le(answer.length() - 2), ULTRA_MINI_RECORDS_MAX)
          : OptionalInt.empty();
    }

    @Override
    long epochSecond() {
      return 0;
    }

    @Override
    int recordLength() {
      return 10;
    }

    @Override
    Optional<Stored> stored(Bytes answer) {
      return answer.u16le(8) == 0
          ? Optional.of(new Stored(time(answer), answer.u16le(6), false, Meal.NONE))
          : Optional.empty();
    }
  },

  VERIO_IQ("OneTouch Verio IQ") {
    @Override
    Bytes serialRequest() {
      return Bytes.hex("03 0B 01 02");
    }

    @Override
    Bytes unitRequest() {
      return Bytes.hex("03 09 02 02");
    }

    @Override
    Bytes clockRequest() {
      return Bytes.hex("03 20 02");
    }

    @Override
    Bytes setClockCommand() {
      return Bytes.hex("03 20 01");
    }

    @Override
    Bytes countRequest() {
      return Bytes.hex("03 27 00");
    }

    @Override
    Bytes recordRequest(int index) {
      return Bytes.of(0x03, 0x21, index & 0xFF, index >> 8);
    }

    @Override
    boolean prefixed(Bytes answer) {
      return answer.startsWith(Bytes.of(0x03, OK)) || answer.startsWith(Bytes.of(0x04, OK));
    }

    @Override
    OptionalInt count(Bytes answer) {
      return answer.length() == 4 && prefixed(answer)
          ? countMax(answer.u16le(2), VERIO_IQ_RECORDS_MAX)
          : OptionalInt.empty();
    }

    // 2000-01-01 (onetouch-binary.md, Verio IQ messages).
    @Override
    long epochSecond() {
      return 946_684_800;
    }

    @Override
    int recordLength() {
      return 12;
    }

    @Override
    Optional<Stored> stored(Bytes answer) {
      int control = answer.u8(8);
      return control <= 1
          ? meal(answer.u8(9))
              .map(meal -> new Stored(time(answer), answer.u16le(6), control == 1, meal))
          : Optional.empty();
    }
  };

  enum Meal {
    NONE,
    BEFORE,
    AFTER
  }

  /** A record; {@code mgPerDl} may be a code for LO or HI. */
  record Stored(LocalDateTime at, int mgPerDl, boolean control, Meal meal) {}

  /** The unit a meter shows. */
  record Shown(String name, boolean known) {}

  private static final int OK = 0x06;

  /** Stands where others have 06, in one source's count of an UltraMini. */
  private static final int COUNTED = 0x0F;

  /** Record 501 cannot be there (onetouch-binary.md, UltraMini messages, count). */
  private static final int ULTRA_MINI_RECORDS_MAX = 500;

  /** Guess: the note does not say; more than twice what meters of its time keep. */
  private static final int VERIO_IQ_RECORDS_MAX = 2_000;

  private static final Pattern SERIAL = Pattern.compile("(?<serial>[0-9A-Za-z]{1,20})\\x00?");

  private final String model;

  BinaryDialect(String model) {
    this.model = model;
  }

  /** What answers in this dialect. */
  String model() {
    return model;
  }

  abstract Bytes serialRequest();

  abstract Bytes unitRequest();

  abstract Bytes clockRequest();

  abstract Bytes setClockCommand();

  abstract Bytes countRequest();

  /**
   * @param index 0 for the newest
   */
  abstract Bytes recordRequest(int index);

  /** Whether the meter says that the answer is one; 09 is an error. */
  abstract boolean prefixed(Bytes answer);

  /** Whether the meter says that it does not give what was asked for. */
  boolean isError(Bytes answer) {
    return answer.length() >= 2
        && prefixed(answer.slice(0, 1).plus(Bytes.of(OK)))
        && !prefixed(answer)
        && answer.u8(1) != COUNTED;
  }

  abstract OptionalInt count(Bytes answer);

  abstract long epochSecond();

  abstract int recordLength();

  /** The record of an answer that {@link #isRecord}; empty where it has what no record has. */
  abstract Optional<Stored> stored(Bytes answer);

  boolean isRecord(Bytes answer) {
    return prefixed(answer) && answer.length() == recordLength();
  }

  Optional<String> serial(Bytes answer) {
    if (!prefixed(answer)) {
      return Optional.empty();
    }
    var text = SERIAL.matcher(answer.drop(2).latin1());
    return text.matches() ? Optional.of(text.group("serial")) : Optional.empty();
  }

  /** What the answer says that the meter shows: 0 is mg/dL, 1 is mmol/L. */
  Optional<Shown> unit(Bytes answer) {
    if (!prefixed(answer) || answer.length() != 6 || !answer.drop(3).equals(Bytes.of(0, 0, 0))) {
      return Optional.empty();
    }
    return Optional.of(
        switch (answer.u8(2)) {
          case 0 -> new Shown("mg/dL", true);
          case 1 -> new Shown("mmol/L", true);
          default -> new Shown("%02X".formatted(answer.u8(2)), false);
        });
  }

  Optional<LocalDateTime> clock(Bytes answer) {
    return prefixed(answer) && answer.length() == 6 ? Optional.of(time(answer)) : Optional.empty();
  }

  Bytes setClockRequest(LocalDateTime to) {
    long seconds = to.toEpochSecond(ZoneOffset.UTC) - epochSecond();
    var number =
        Bytes.of(
            (int) (seconds & 0xFF),
            (int) (seconds >> 8 & 0xFF),
            (int) (seconds >> 16 & 0xFF),
            (int) (seconds >> 24 & 0xFF));
    return setClockCommand().plus(number);
  }

  /** Seconds since the epoch, in the meter's local time. */
  LocalDateTime time(Bytes answer) {
    long seconds = (long) answer.u16le(4) << 16 | answer.u16le(2);
    return LocalDateTime.ofEpochSecond(epochSecond() + seconds, 0, ZoneOffset.UTC);
  }

  private static Optional<Meal> meal(int number) {
    return switch (number) {
      case 0 -> Optional.of(Meal.NONE);
      case 1 -> Optional.of(Meal.BEFORE);
      case 2 -> Optional.of(Meal.AFTER);
      default -> Optional.empty();
    };
  }

  private static OptionalInt countMax(int count, int max) {
    return count <= max ? OptionalInt.of(count) : OptionalInt.empty();
  }
}
