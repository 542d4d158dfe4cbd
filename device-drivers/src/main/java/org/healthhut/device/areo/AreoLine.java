package org.healthhut.device.areo;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.healthhut.device.BloodGlucose;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * What a line says (glucose-other.md, B).
 *
 * <pre>
 * 0, 0, 0, serial, version                three numbers, serial number, software version
 * Glu,7.9,mmol/L,02,250308,0941           value, unit as shown, mark, date, time
 * </pre>
 *
 * <p>Marks: 00 none, 01 check, 02 before a meal, 04 after, 08 exercise. How HI, LO and control
 * solution are marked is not documented.
 */
sealed interface AreoLine {
  record Stored(LocalDateTime at, String value, String unit, Quantity glucose, Set<Flag> flags)
      implements AreoLine {
    public Stored {
      flags = Set.copyOf(flags);
    }
  }

  /** Another analyte. */
  record NotCarried() implements AreoLine {}

  /** A value that is no result. */
  record Outside() implements AreoLine {}

  record Malformed(String why) implements AreoLine {}

  record Meter(String serial, String version) {}

  /** A record has 29 characters; a version may be longer. */
  int LENGTH_MAX = 80;

  Pattern METER =
      Pattern.compile(
          " *\\d{1,5}, *\\d{1,5}, *\\d{1,5}, *(?<serial>[0-9A-Za-z-]{3,20}), *(?<version>[!-~ ]{1,20})");
  Pattern GLUCOSE =
      Pattern.compile(
          "Glu,(?<value>[^,]*),(?<unit>mg/dL|mmol/L),(?<mark>00|01|02|04|08),"
              + "(?<year>\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d),(?<hour>\\d\\d)(?<minute>\\d\\d)");
  Pattern OTHER = Pattern.compile("(?!Glu,)[A-Z][A-Za-z]{1,9},[ -~]{1,60}");
  Pattern MG_PER_DL = Pattern.compile("\\d{1,3}");
  Pattern MMOL_PER_L = Pattern.compile("\\d{1,2}\\.\\d");

  /** What is not a result (glucose-other.md, Status and clock). */
  int MG_PER_DL_MIN = 10;

  int MG_PER_DL_MAX = 600;
  BigDecimal MMOL_PER_L_MIN = new BigDecimal("0.6");
  BigDecimal MMOL_PER_L_MAX = new BigDecimal("33.3");

  static Optional<Meter> meter(String line) {
    var fields = METER.matcher(line);
    return fields.matches()
        ? Optional.of(new Meter(fields.group("serial"), fields.group("version").strip()))
        : Optional.empty();
  }

  static AreoLine record(String line) {
    var fields = GLUCOSE.matcher(line);
    if (!fields.matches()) {
      return OTHER.matcher(line).matches() ? new NotCarried() : new Malformed("no record");
    }
    var value = fields.group("value");
    boolean mmol = fields.group("unit").equals("mmol/L");
    if (!(mmol ? MMOL_PER_L : MG_PER_DL).matcher(value).matches()) {
      return new Malformed("no number of this unit");
    }
    var glucose = mmol ? mmolPerL(new BigDecimal(value)) : mgPerDl(Integer.parseInt(value));
    if (glucose.isEmpty()) {
      return new Outside();
    }
    try {
      return new Stored(
          time(fields), value, fields.group("unit"), glucose.get(), flags(fields.group("mark")));
    } catch (DateTimeException _) {
      return new Malformed("no such date or time");
    }
  }

  private static Optional<Quantity> mmolPerL(BigDecimal value) {
    return value.compareTo(MMOL_PER_L_MIN) >= 0 && value.compareTo(MMOL_PER_L_MAX) <= 0
        ? Optional.of(new Quantity(Comparator.EXACTLY, value, Unit.MMOL_PER_L))
        : Optional.empty();
  }

  private static Optional<Quantity> mgPerDl(int value) {
    return value >= MG_PER_DL_MIN && value <= MG_PER_DL_MAX
        ? Optional.of(BloodGlucose.ofMgPerDl(value))
        : Optional.empty();
  }

  private static Set<Flag> flags(String mark) {
    return switch (mark) {
      case "02" -> EnumSet.of(Flag.BEFORE_MEAL);
      case "04" -> EnumSet.of(Flag.AFTER_MEAL);
      default -> EnumSet.noneOf(Flag.class);
    };
  }

  private static LocalDateTime time(Matcher fields) {
    return LocalDateTime.of(
        2000 + Integer.parseInt(fields.group("year")),
        Integer.parseInt(fields.group("month")),
        Integer.parseInt(fields.group("day")),
        Integer.parseInt(fields.group("hour")),
        Integer.parseInt(fields.group("minute")));
  }
}
