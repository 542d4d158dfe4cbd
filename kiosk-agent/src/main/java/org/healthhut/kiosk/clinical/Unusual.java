package org.healthhut.kiosk.clinical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;

/**
 * Values a person can have but seldom has (section 7): the kiosk asks to measure again and keeps
 * both. What no person can have, {@link Reading#implausibilities()} names.
 */
public enum Unusual {
  SYSTOLIC,
  DIASTOLIC,
  /** Systolic and diastolic less than 15 or more than 120 apart. */
  PULSE_PRESSURE,
  /** A mean pressure that does not lie between the two. */
  MEAN_PRESSURE,
  PULSE,
  GLUCOSE,
  WEIGHT,
  HEIGHT,
  BODY_MASS_INDEX,
  BODY_FAT,
  OXYGEN_SATURATION,
  TEMPERATURE,
  /** A waist outside 50 to 160 cm, or not below the height. */
  WAIST,
  /** Two devices count pulses more than 20 apart in one session. */
  PULSES_DIFFER;

  private static final int PULSE_DIFFERENCE_MAX = 20;
  private static final int PULSE_PRESSURE_MIN = 15;
  private static final int PULSE_PRESSURE_MAX = 120;
  private static final Map<Metric, Range> RANGES = ranges();

  private record Range(Unusual what, BigDecimal lowest, BigDecimal highest) {
    boolean outside(BigDecimal value) {
      return value.compareTo(lowest) < 0 || value.compareTo(highest) > 0;
    }
  }

  private static Map<Metric, Range> ranges() {
    var ranges = new EnumMap<Metric, Range>(Metric.class);
    ranges.put(Metric.SYSTOLIC, range(SYSTOLIC, "70", "230"));
    ranges.put(Metric.DIASTOLIC, range(DIASTOLIC, "40", "140"));
    ranges.put(Metric.PULSE, range(PULSE, "40", "160"));
    ranges.put(Metric.GLUCOSE, range(GLUCOSE, "2.2", "25"));
    ranges.put(Metric.WEIGHT, range(WEIGHT, "30", "200"));
    ranges.put(Metric.HEIGHT, range(HEIGHT, "130", "210"));
    ranges.put(Metric.BODY_MASS_INDEX, range(BODY_MASS_INDEX, "14", "50"));
    ranges.put(Metric.BODY_FAT, range(BODY_FAT, "5", "60"));
    ranges.put(Metric.OXYGEN_SATURATION, range(OXYGEN_SATURATION, "85", "100"));
    ranges.put(Metric.TEMPERATURE, range(TEMPERATURE, "35.0", "39.5"));
    return ranges;
  }

  private static Range range(Unusual what, String lowest, String highest) {
    return new Range(what, new BigDecimal(lowest), new BigDecimal(highest));
  }

  /** What is unusual in one reading, in the order of this enum; HI and LO always are. */
  public static List<Unusual> in(Reading reading) {
    var values = reading.values();
    var found = new ArrayList<Unusual>();
    values.forEach((metric, quantity) -> {
      var range = RANGES.get(metric);
      if (range != null && (!quantity.isExact() || range.outside(quantity.value()))) {
        found.add(range.what);
      }
    });
    var systolic = values.get(Metric.SYSTOLIC);
    var diastolic = values.get(Metric.DIASTOLIC);
    if (systolic != null && diastolic != null) {
      if (oddPulsePressure(systolic.value().subtract(diastolic.value()))) {
        found.add(PULSE_PRESSURE);
      }
      Quantity mean = values.get(Metric.MEAN_PRESSURE);
      if (mean != null
          && (mean.value().compareTo(diastolic.value()) < 0
              || mean.value().compareTo(systolic.value()) > 0)) {
        found.add(MEAN_PRESSURE);
      }
    }
    return found.stream().sorted().toList();
  }

  /** The same question of a blood pressure in whole numbers. */
  static boolean pressure(int systolicMmHg, int diastolicMmHg, OptionalInt pulsePerMinute) {
    return outside(Metric.SYSTOLIC, BigDecimal.valueOf(systolicMmHg))
        || outside(Metric.DIASTOLIC, BigDecimal.valueOf(diastolicMmHg))
        || oddPulsePressure(BigDecimal.valueOf(systolicMmHg - diastolicMmHg))
        || (pulsePerMinute.isPresent()
            && outside(Metric.PULSE, BigDecimal.valueOf(pulsePerMinute.getAsInt())));
  }

  /** Whether an index from a weight and a height of one visit is seldom seen. */
  public static boolean bodyMassIndex(BigDecimal index) {
    return outside(Metric.BODY_MASS_INDEX, index);
  }

  /** Whether a waist is seldom seen, by itself or beside the same person's height. */
  public static boolean waist(BigDecimal cm, OptionalInt heightCm) {
    return cm.compareTo(BigDecimal.valueOf(50)) < 0
        || cm.compareTo(BigDecimal.valueOf(160)) > 0
        || (heightCm.isPresent() && cm.compareTo(BigDecimal.valueOf(heightCm.getAsInt())) >= 0);
  }

  /** Whether the cuff's and the oximeter's pulse of one visit can hardly be one heart's. */
  public static boolean pulses(int one, int other) {
    return Math.abs(one - other) > PULSE_DIFFERENCE_MAX;
  }

  private static boolean outside(Metric metric, BigDecimal value) {
    var range = RANGES.get(metric);
    return range != null && range.outside(value);
  }

  private static boolean oddPulsePressure(BigDecimal difference) {
    return difference.compareTo(BigDecimal.valueOf(PULSE_PRESSURE_MIN)) < 0
        || difference.compareTo(BigDecimal.valueOf(PULSE_PRESSURE_MAX)) > 0;
  }
}
