package org.healthhut.device.contour;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.healthhut.device.BloodGlucose;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * What one E1394 record says (contour-astm.md, Records). Fields are separated by {@code |}, parts
 * of a field by {@code ^}.
 *
 * <pre>
 * H|\^&amp;||k3Zt1a|Bayer7350^versions^serial^sku|settings|count|||||P|1|202503080950
 * R|1|^^^Glucose|142|mg/dL^P||B/M0/T1||202503080941            newer meters
 * R|2|^^^Glucose|7.4|mmol/L^P|||A|E|||202503071805             older meters
 * </pre>
 */
sealed interface ContourRecord {
  /**
   * The meter and its clock.
   *
   * @param unit what the meter is set to show: mg/dL, mmol/L or what is neither; empty where it
   *     does not say
   */
  record Header(String serial, String model, LocalDateTime clock, String unit, Limits limits)
      implements ContourRecord {}

  /**
   * What HI and LO mean, and between which numbers the meter measures.
   *
   * @param unit of the two numbers; empty where the meter does not tell them
   */
  record Limits(Quantity lo, Quantity hi, String unit, BigDecimal least, BigDecimal most) {
    boolean allow(String recordUnit, BigDecimal value) {
      boolean told = unit.equals(recordUnit);
      boolean mg = recordUnit.equals("mg/dL");
      var from =
          told ? least : mg ? BigDecimal.valueOf(MG_PER_DL_MIN) : new BigDecimal(MMOL_PER_L_MIN);
      var to =
          told ? most : mg ? BigDecimal.valueOf(MG_PER_DL_MAX) : new BigDecimal(MMOL_PER_L_MAX);
      return value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
    }
  }

  /**
   * A measurement.
   *
   * @param value as the meter wrote it, which tells apart what rounding makes equal
   */
  record Result(LocalDateTime at, String value, Quantity glucose, Set<Flag> flags)
      implements ContourRecord {
    public Result {
      flags = Set.copyOf(flags);
    }
  }

  /** What an older meter sends as its first result. */
  record Average() implements ContourRecord {}

  /** A result that must not become a reading. */
  record Spoilt(String why) implements ContourRecord {}

  /** A result measured outside the meter's temperature range. */
  record TooColdOrHot() implements ContourRecord {}

  /** Insulin, carbohydrates and what else a meter notes. */
  record NoGlucose() implements ContourRecord {}

  /** Patient or order. */
  record Unused() implements ContourRecord {}

  /** The last record. */
  record Terminator() implements ContourRecord {}

  record Malformed(String why) implements ContourRecord {}

  int NEWER_RESULT = 9;
  int OLDER_RESULT = 12;

  Pattern SERIAL = Pattern.compile("[0-9A-Za-z][0-9A-Za-z -]{2,30}");
  Pattern TIME =
      Pattern.compile(
          "(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)(?<hour>\\d\\d)(?<minute>\\d\\d)"
              + "(?<second>\\d\\d)?");
  Pattern UNIT = Pattern.compile("(?<unit>mg/dL|mmol/L)\\^[BPCD]");
  Pattern MG_PER_DL = Pattern.compile("\\d{1,3}");
  Pattern MMOL_PER_L = Pattern.compile("\\d{1,2}(\\.\\d)?");

  /** Letters, some with a digit, separated by slashes (contour-astm.md, result, 7). */
  Pattern MARKERS = Pattern.compile("([<>ABCDISXZMT]\\d*(/[<>ABCDISXZMT]\\d*)*)?");

  Pattern OLDER_MARKERS = Pattern.compile("[<>]?|([<>]\\\\)?T");

  /** What meters show as a number (contour-astm.md, Patient wording; clinical-rules.md 7). */
  int MG_PER_DL_MIN = 20;

  int MG_PER_DL_MAX = 600;
  String MMOL_PER_L_MIN = "1.1";
  String MMOL_PER_L_MAX = "33.3";

  /** Of meters that do not say theirs (contour-astm.md, Patient wording). */
  Limits USUAL_LIMITS =
      new Limits(
          Quantity.below(MMOL_PER_L_MIN, Unit.MMOL_PER_L),
          Quantity.above(MMOL_PER_L_MAX, Unit.MMOL_PER_L),
          "",
          BigDecimal.ZERO,
          BigDecimal.ZERO);

  /** Two digits for the low limit and three for the high one. */
  Pattern LIMITS = Pattern.compile("(?<low>\\d\\d)(?<high>\\d{3})");

  /**
   * What the record says.
   *
   * @param limits those of the header the record came behind
   */
  static ContourRecord decode(String text, Limits limits) {
    var fields = List.of(text.split("\\|", -1));
    try {
      return switch (fields.getFirst()) {
        case "H" -> header(fields);
        case "R" -> result(fields, limits);
        case "P", "O" -> new Unused();
        case "L" -> new Terminator();
        default -> new Malformed("no record of this meter");
      };
    } catch (DateTimeException _) {
      return new Malformed("no such date or time");
    }
  }

  private static ContourRecord header(List<String> fields) {
    if (fields.size() < 6 || !fields.get(1).equals("\\^&")) {
      return new Malformed("no header of this meter");
    }
    var meter = List.of(fields.get(4).split("\\^", -1));
    if (meter.size() < 3 || !SERIAL.matcher(meter.get(2)).matches()) {
      return new Malformed("no serial number");
    }
    var settings = List.of(fields.get(5).split("\\^", -1));
    var unit =
        switch (setting(settings, "U=")) {
          case "0" -> "mg/dL";
          case "1" -> "mmol/L";
          case String other -> other;
        };
    return new Header(
        meter.get(2),
        (meter.get(0) + " " + meter.get(1)).strip(),
        time(fields.getLast()),
        unit,
        limits(setting(settings, "V="), unit));
  }

  private static String setting(List<String> settings, String name) {
    return settings.stream()
        .filter(each -> each.startsWith(name))
        .map(each -> each.substring(name.length()))
        .findFirst()
        .orElse("");
  }

  /** Limits no person's value can lie beyond say nothing: the usual ones take their place. */
  private static Limits limits(String text, String unit) {
    var digits = LIMITS.matcher(text);
    boolean mmol = unit.equals("mmol/L");
    if (!digits.matches() || !(mmol || unit.equals("mg/dL"))) {
      return USUAL_LIMITS;
    }
    int low = Integer.parseInt(digits.group("low"));
    int high = Integer.parseInt(digits.group("high"));
    var limits =
        mmol
            ? new Limits(
                tenths(Comparator.BELOW, low),
                tenths(Comparator.ABOVE, high),
                unit,
                BigDecimal.valueOf(low, 1),
                BigDecimal.valueOf(high, 1))
            : new Limits(
                BloodGlucose.belowMgPerDl(low),
                BloodGlucose.aboveMgPerDl(high),
                unit,
                BigDecimal.valueOf(low),
                BigDecimal.valueOf(high));
    return Metric.GLUCOSE.plausible(limits.lo())
            && Metric.GLUCOSE.plausible(limits.hi())
            && limits.lo().value().compareTo(limits.hi().value()) < 0
        ? limits
        : USUAL_LIMITS;
  }

  private static Quantity tenths(Comparator comparator, int tenths) {
    return new Quantity(comparator, BigDecimal.valueOf(tenths, 1), Unit.MMOL_PER_L);
  }

  private static ContourRecord result(List<String> fields, Limits limits) {
    boolean older = fields.size() == OLDER_RESULT;
    if (!older && fields.size() != NEWER_RESULT) {
      return new Malformed("a result has 9 or 12 fields");
    }
    if (older && fields.get(1).equals("1")) {
      return new Average();
    }
    if (!fields.get(2).equals("^^^Glucose")) {
      return new NoGlucose();
    }
    var at = time(fields.getLast());
    var marked = older ? olderMarkers(fields) : newerMarkers(fields);
    if (marked.contains('T')) {
      return new TooColdOrHot();
    }
    if (marked.contains('?') || marked.containsAll(Set.of('<', '>'))) {
      return new Spoilt("unknown markers");
    }
    var flags = EnumSet.noneOf(Flag.class);
    if (marked.contains('C')) {
      flags.add(Flag.CONTROL_SOLUTION);
    }
    if (marked.contains('B')) {
      flags.add(Flag.BEFORE_MEAL);
    }
    if (marked.contains('A')) {
      flags.add(Flag.AFTER_MEAL);
    }
    var value = fields.get(3);
    if (marked.contains('>')) {
      return new Result(at, value, limits.hi(), flags);
    }
    if (marked.contains('<')) {
      return new Result(at, value, limits.lo(), flags);
    }
    return number(value, fields.get(4), limits)
        .<ContourRecord>map(glucose -> new Result(at, value, glucose, flags))
        .orElseGet(() -> new Spoilt("no number the meter shows in a unit it shows"));
  }

  private static Optional<Quantity> number(String value, String unit, Limits limits) {
    var named = UNIT.matcher(unit);
    if (!named.matches()) {
      return Optional.empty();
    }
    var name = named.group("unit");
    if (name.equals("mg/dL")) {
      return MG_PER_DL.matcher(value).matches()
          ? Optional.of(Integer.valueOf(value))
              .filter(mgPerDl -> limits.allow(name, BigDecimal.valueOf(mgPerDl)))
              .map(BloodGlucose::ofMgPerDl)
          : Optional.empty();
    }
    return MMOL_PER_L.matcher(value).matches()
        ? Optional.of(new BigDecimal(value))
            .filter(mmolPerL -> limits.allow(name, mmolPerL))
            .map(mmolPerL -> new Quantity(Comparator.EXACTLY, mmolPerL, Unit.MMOL_PER_L))
        : Optional.empty();
  }

  /** The letters of the markers; T says nothing of the temperature here. */
  private static Set<Character> newerMarkers(List<String> fields) {
    var markers = fields.get(6);
    if (!MARKERS.matcher(markers).matches()) {
      return Set.of('?');
    }
    var letters = new TreeSet<Character>();
    for (int i = 0; i < markers.length(); i++) {
      if (!Character.isDigit(markers.charAt(i)) && markers.charAt(i) != 'T') {
        letters.add(markers.charAt(i));
      }
    }
    return letters;
  }

  private static Set<Character> olderMarkers(List<String> fields) {
    var markers = fields.get(6);
    var mark = fields.get(7);
    var strip = fields.get(8);
    if (!OLDER_MARKERS.matcher(markers).matches()
        || !Set.of("", "A", "B", "D").contains(mark)
        || !Set.of("", "E").contains(strip)) {
      return Set.of('?');
    }
    var letters = new TreeSet<Character>();
    for (int i = 0; i < markers.length(); i++) {
      letters.add(markers.charAt(i));
    }
    if (!mark.isEmpty()) {
      letters.add(mark.charAt(0));
    }
    if (strip.equals("E")) {
      letters.add('C');
    }
    return letters;
  }

  private static LocalDateTime time(String text) {
    var fields = TIME.matcher(text);
    if (!fields.matches()) {
      throw new DateTimeException("no time");
    }
    var second = fields.group("second");
    return LocalDateTime.of(
        Integer.parseInt(fields.group("year")),
        Integer.parseInt(fields.group("month")),
        Integer.parseInt(fields.group("day")),
        Integer.parseInt(fields.group("hour")),
        Integer.parseInt(fields.group("minute")),
        second == null ? 0 : Integer.parseInt(second));
  }
}
