package org.healthhut.kiosk.visit;

import static org.healthhut.device.Model.Category.BLOOD_PRESSURE;
import static org.healthhut.device.Model.Category.GLUCOSE;
import static org.healthhut.device.Model.Category.OXIMETER;
import static org.healthhut.device.Model.Category.THERMOMETER;
import static org.healthhut.device.Model.Category.WEIGHT;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.Alerts;
import org.healthhut.kiosk.clinical.BloodPressure;
import org.healthhut.kiosk.clinical.BodyMass;
import org.healthhut.kiosk.clinical.BodyMassClass;
import org.healthhut.kiosk.clinical.Doubt;
import org.healthhut.kiosk.clinical.Glucose;
import org.healthhut.kiosk.clinical.GlucoseClass;
import org.healthhut.kiosk.clinical.GlucoseTag;
import org.healthhut.kiosk.clinical.Hint;
import org.healthhut.kiosk.clinical.Inflation;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.RuleSet;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.clinical.Temperature;
import org.healthhut.kiosk.clinical.Unusual;
import org.healthhut.kiosk.clinical.Urgency;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.wire.Assessment;
import org.healthhut.wire.Entry;

/** What a visit's readings mean, by the clinical rules, in the words of records and screens. */
final class Findings {
  /** An adult's height of so long ago still serves for the body mass index. */
  private static final Duration HEIGHT_SERVES = Duration.ofDays(3 * 365);

  private Findings() {}

  /** What a reading is a reading of. */
  static Category kindOf(Reading reading) {
    var values = reading.values();
    if (values.containsKey(Metric.SYSTOLIC)) {
      return BLOOD_PRESSURE;
    }
    if (values.containsKey(Metric.GLUCOSE)) {
      return GLUCOSE;
    }
    if (values.containsKey(Metric.WEIGHT)) {
      return WEIGHT;
    }
    if (values.containsKey(Metric.HEIGHT)) {
      return Category.HEIGHT;
    }
    return values.containsKey(Metric.OXYGEN_SATURATION) ? OXIMETER : THERMOMETER;
  }

  /** The record's word for a kind. */
  static String kind(Category kind) {
    return switch (kind) {
      case BLOOD_PRESSURE -> "bloodPressure";
      case GLUCOSE -> "glucose";
      case WEIGHT, HEIGHT -> "bodySize";
      case OXIMETER -> "oxygenSaturation";
      case THERMOMETER -> "temperature";
      case IDENTITY -> throw new IllegalArgumentException("a reader of cards measures nothing");
    };
  }

  /** Keeps a finding as a record of its own. */
  static Effect append(Measuring visit, Finding finding, Moment at) {
    return new Effect.Append(
        new Entry.Assessed(
            at,
            visit.id(),
            new Assessment(
                kind(finding.kind()),
                RuleSet.ID,
                finding.protocol(),
                finding.values(),
                finding.classes(),
                finding.from(),
                finding.leftOut(),
                finding.marks(),
                finding.meal())),
        null);
  }

  static Finding pressure(Measuring visit, Session.Mean mean) {
    var cuff = visit.course().cuff();
    var session = cuff.session();
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.put(Metric.SYSTOLIC, quantity(Metric.SYSTOLIC, mean.systolicMmHg()));
    values.put(Metric.DIASTOLIC, quantity(Metric.DIASTOLIC, mean.diastolicMmHg()));
    mean.pulsePerMinute().ifPresent(n -> values.put(Metric.PULSE, quantity(Metric.PULSE, n)));
    var level = "none";
    var classes = new ArrayList<String>();
    var advice = new ArrayList<String>();
    if (adult(visit)) {
      var assessed = BloodPressure.assess(mean.systolicMmHg(), mean.diastolicMmHg());
      level = dashed(assessed.grade());
      classes.add(assessed.grade().code());
      assessed.tags().forEach(tag -> classes.add(tag.code()));
      advice.add("bp-" + level);
      if (mean.single()) {
        advice.add("single");
      }
    } else {
      advice.add("not-classed");
    }
    if (session.irregularPulse()) {
      advice.add("irregular-pulse");
    }
    var marks = new TreeSet<String>();
    if (mean.single()) {
      marks.add("single");
    }
    if (mean.restSkipped()) {
      marks.add("restSkipped");
    }
    if (mean.protocolBroken()) {
      marks.add("protocolBroken");
    }
    if (session.irregularPulse()) {
      marks.add("irregularPulse");
    }
    var from = mean.used().stream().map(n -> cuff.readings().get(n - 1)).toList();
    return new Finding(
        BLOOD_PRESSURE,
        session.protocol().id(),
        values,
        level,
        classes,
        advice,
        marks,
        from,
        leftOut(cuff, mean),
        "");
  }

  /** Why each reading of the session that the mean does not hold was left out. */
  private static Map<Integer, String> leftOut(Course.Cuff cuff, Session.Mean mean) {
    var why = new TreeMap<Integer, String>();
    IntStream.rangeClosed(1, cuff.readings().size())
        .filter(n -> cuff.readings().get(n - 1) > 0 && !mean.used().contains(n))
        .forEach(n -> why.put(cuff.readings().get(n - 1), why(cuff, n)));
    return why;
  }

  private static String why(Course.Cuff cuff, int inflation) {
    return cuff.session().inflations().get(inflation - 1) instanceof Inflation.Measured measured
        ? measured.doubts().stream()
            .filter(Doubt::discards)
            .findFirst()
            .map(Findings::word)
            .orElse("notLast")
        : "implausible";
  }

  private static String word(Doubt doubt) {
    return switch (doubt) {
      case MOVED -> "moved";
      case CUFF_LOOSE -> "cuffLoose";
      case BODY_POSITION -> "bodyPosition";
      case IRREGULAR_PULSE, PULSE_OUT_OF_RANGE -> "irregularPulse";
    };
  }

  static Finding glucose(Measuring visit, int number, MealContext meal) {
    var value = value(visit.reading(number), Metric.GLUCOSE);
    var level = "none";
    var classes = new ArrayList<String>();
    var advice = new ArrayList<String>();
    if (adult(visit)) {
      var assessed = Glucose.assess(value, meal);
      assessed.state().ifPresent(state -> classes.add(state.code()));
      assessed.tags().forEach(tag -> classes.add(tag.code()));
      boolean critical = assessed.tags().contains(GlucoseTag.CRITICAL);
      boolean low = assessed.state().equals(Optional.of(GlucoseClass.LOW));
      level =
          critical ? low ? "low" : "grade-3" : assessed.state().map(Findings::level).orElse("none");
      var usual =
          assessed
              .state()
              .map(state -> "glucose-" + dashed(state))
              .orElse(
                  assessed.tags().contains(GlucoseTag.SEE_DOCTOR)
                      ? "glucose-see-doctor"
                      : "glucose-random");
      advice.add(critical && !low ? "glucose-critical" : usual);
    } else {
      advice.add("not-classed");
    }
    return new Finding(
        GLUCOSE,
        "",
        Map.of(Metric.GLUCOSE, value),
        level,
        classes,
        withRepeat(advice, visit.reading(number)),
        marks(visit.reading(number)),
        List.of(number),
        Map.of(),
        meal(meal));
  }

  private static String level(GlucoseClass state) {
    return switch (state) {
      case LOW -> "low";
      case NORMAL -> "normal";
      case IMPAIRED_FASTING, IMPAIRED_TOLERANCE -> "high-normal";
      case DIABETES_RANGE -> "grade-1";
    };
  }

  private static String meal(MealContext meal) {
    return switch (meal) {
      case FASTING -> "fasting";
      case TWO_HOURS_AFTER_MEAL -> "afterMeal";
      case RANDOM -> "random";
    };
  }

  /** Weight and height, and the index of the two where both are known. */
  static Finding body(Measuring visit, Category kind, int number) {
    var reading = visit.reading(number);
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    for (var metric : List.of(Metric.WEIGHT, Metric.HEIGHT, Metric.BODY_FAT)) {
      last(visit, metric).ifPresent(quantity -> values.put(metric, quantity));
    }
    values.putAll(size(reading));
    var level = "none";
    var classes = new ArrayList<String>();
    var advice = new ArrayList<String>();
    var weight = values.get(Metric.WEIGHT);
    var height =
        Optional.ofNullable(values.get(Metric.HEIGHT)).or(() -> knownHeight(visit)).orElse(null);
    if (weight != null && height != null) {
      var index = BodyMass.index(weight.value(), height.value());
      values.put(Metric.HEIGHT, height);
      values.put(
          Metric.BODY_MASS_INDEX,
          Quantity.of(index.toPlainString(), Metric.BODY_MASS_INDEX.unit()));
      var assessed = BodyMass.assess(index, age(visit));
      if (assessed.isPresent()) {
        level = level(assessed.get());
        classes.add(assessed.get().code());
        advice.add("bmi-" + dashed(assessed.get()));
      }
    }
    if (advice.isEmpty()) {
      advice.add("body-size");
    }
    return new Finding(
        kind,
        "",
        values,
        level,
        classes,
        withRepeat(advice, reading),
        marks(reading),
        List.of(number),
        Map.of(),
        "");
  }

  private static Map<Metric, Quantity> size(Reading reading) {
    var size = new EnumMap<Metric, Quantity>(Metric.class);
    reading
        .values()
        .forEach((metric, quantity) -> {
          if (metric == Metric.WEIGHT || metric == Metric.HEIGHT || metric == Metric.BODY_FAT) {
            size.put(metric, quantity);
          }
        });
    return size;
  }

  private static String level(BodyMassClass found) {
    return switch (found) {
      case UNDERWEIGHT -> "low";
      case NORMAL -> "normal";
      case OVERWEIGHT -> "high-normal";
      case OBESE -> "grade-1";
    };
  }

  private static Optional<Quantity> last(Measuring visit, Metric metric) {
    return visit.readings().reversed().stream()
        .flatMap(taken -> Optional.ofNullable(taken.reading().values().get(metric)).stream())
        .findFirst();
  }

  private static Optional<Quantity> knownHeight(Measuring visit) {
    var known = visit.course().known();
    return known == null || !adult(visit)
        ? Optional.empty()
        : known.last(Metric.HEIGHT, heightServesFrom(visit.began()));
  }

  /** How old a height is cannot be told by a clock that cannot be believed. */
  private static Instant heightServesFrom(Moment now) {
    return now.clock() == ClockTrust.SYNCHRONIZED ? now.at().minus(HEIGHT_SERVES) : Instant.MIN;
  }

  static Finding oxygen(Measuring visit, int number) {
    var reading = visit.reading(number);
    int percent = whole(value(reading, Metric.OXYGEN_SATURATION));
    boolean urgent = Alerts.saturation(percent) == Urgency.URGENT;
    var hint = Hint.saturation(percent);
    var level =
        urgent
            ? "grade-3"
            : switch (hint) {
              case USUAL -> "normal";
              case REPEAT -> "high-normal";
              case SEE_DOCTOR -> "grade-2";
            };
    return new Finding(
        OXIMETER,
        "",
        reading.values(),
        adult(visit) ? level : "none",
        List.of(),
        withRepeat(List.of("oxygen-" + (urgent ? "urgent" : dashed(hint))), reading),
        marks(reading),
        List.of(number),
        Map.of(),
        "");
  }

  static Finding temperature(Measuring visit, int number) {
    var reading = visit.reading(number);
    var armpit = reading.values().get(Metric.TEMPERATURE);
    if (armpit == null) {
      return new Finding(
          THERMOMETER,
          "",
          reading.values(),
          "none",
          List.of(),
          List.of("skin-temperature"),
          marks(reading),
          List.of(number),
          Map.of(),
          "");
    }
    // Which part of the body a thermometer measures, its reading does not say: classes are advice
    // for the armpit, and a number without a class is right for any.
    var assessed = Temperature.assessAxillary(armpit.value());
    return new Finding(
        THERMOMETER,
        "",
        reading.values(),
        level(assessed),
        List.of(assessed.code()),
        withRepeat(List.of("temperature-" + dashed(assessed)), reading),
        marks(reading),
        List.of(number),
        Map.of(),
        "");
  }

  private static String level(Temperature found) {
    return switch (found) {
      case BELOW_USUAL -> "low";
      case USUAL -> "normal";
      case LOW_FEVER -> "high-normal";
      case MEDIUM_FEVER -> "grade-1";
      case HIGH_FEVER -> "grade-2";
      case EXTREME_FEVER -> "grade-3";
    };
  }

  /** Whether a single value that is no blood pressure presses. */
  static boolean urgent(Reading reading) {
    return reading.values().entrySet().stream()
        .anyMatch(value -> {
          var quantity = value.getValue();
          return switch (value.getKey()) {
            case GLUCOSE -> Alerts.glucose(quantity) == Urgency.URGENT;
            case OXYGEN_SATURATION -> Alerts.saturation(whole(quantity)) == Urgency.URGENT;
            case PULSE -> Alerts.pulse(whole(quantity)) == Urgency.URGENT;
            case TEMPERATURE -> Alerts.axillaryTemperature(quantity.value()) == Urgency.URGENT;
            case SYSTOLIC,
                DIASTOLIC,
                MEAN_PRESSURE,
                WEIGHT,
                HEIGHT,
                BODY_MASS_INDEX,
                BODY_FAT,
                SKIN_TEMPERATURE,
                CUFF_PRESSURE ->
                false;
          };
        });
  }

  private static List<String> withRepeat(List<String> advice, Reading reading) {
    if (Unusual.in(reading).isEmpty()) {
      return advice;
    }
    var more = new ArrayList<>(advice);
    more.add("measure-again");
    return more;
  }

  private static Set<String> marks(Reading reading) {
    return Unusual.in(reading).isEmpty() ? Set.of() : Set.of("unusual");
  }

  private static Quantity value(Reading reading, Metric metric) {
    var value = reading.values().get(metric);
    if (value == null) {
      throw new IllegalArgumentException("the reading has no " + metric.key());
    }
    return value;
  }

  private static int whole(Quantity quantity) {
    return quantity.value().setScale(0, RoundingMode.HALF_UP).intValue();
  }

  private static Quantity quantity(Metric metric, int number) {
    return Quantity.of(number, metric.unit());
  }

  static OptionalInt age(Measuring visit) {
    return visit.who() instanceof Visit.Who.Resident resident
        ? OptionalInt.of(resident.age())
        : OptionalInt.empty();
  }

  private static boolean adult(Measuring visit) {
    boolean child = visit.who() instanceof Visit.Who.Guest(var young) && young;
    return !child && RuleSet.covers(age(visit));
  }

  private static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
