package org.healthhut.device.ieee11073;

import static org.healthhut.device.ieee11073.Configuration.PRESSURE;
import static org.healthhut.device.ieee11073.Configuration.PRESSURE_PULSE;
import static org.healthhut.device.ieee11073.Configuration.SATURATION;
import static org.healthhut.device.ieee11073.Configuration.SATURATION_PULSE;
import static org.healthhut.device.ieee11073.Configuration.WEIGHT;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthhut.device.Fault;
import org.healthhut.device.gatt.Amounts;
import org.healthhut.device.gatt.Conversions;
import org.healthhut.device.gatt.MedicalNumber;
import org.healthhut.device.ieee11073.ScanReport.Observation;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/** What a device measures, and how its observations of one moment make one measurement. */
enum Kind {
  BLOOD_PRESSURE(0x02BC, PRESSURE, PRESSURE_PULSE),
  /** Height and BMI of a scale are those of a user it keeps, and are not told. */
  SCALE(0x05DC, WEIGHT, WEIGHT),
  OXIMETER(0x0190, SATURATION, SATURATION_PULSE);

  /** What came of the observations. */
  sealed interface Outcome {
    record Values(Map<Metric, Quantity> values) implements Outcome {}

    record Failure(Fault fault, String detail) implements Outcome {}

    record Useless(String why) implements Outcome {}
  }

  // Measurement status, the first bit the highest (11073-20601, MeasurementStatus).
  private static final int NO_VALUE = 0x8000 | 0x4000 | 0x2000 | 0x1000;
  private static final int TEST_OR_DEMONSTRATION = 0x0800 | 0x0400;
  private static final int UNFINISHED = 0x0040 | 0x0020;

  private final int standard;
  private final int main;
  private final int beside;

  Kind(int standard, int main, int beside) {
    this.standard = standard;
    this.main = main;
    this.beside = beside;
  }

  /** Whether a device in this configuration is of this kind. */
  boolean measuredIn(Configuration configuration) {
    return configuration.objects().values().stream().anyMatch(object -> object.type() == main);
  }

  /** The configuration a device of this kind need not send. */
  Optional<Configuration> standard(int number) {
    return number == standard ? Configuration.standard(number) : Optional.empty();
  }

  /** Whether an observation belongs into a measurement of this kind. */
  boolean reads(int type) {
    return type == main || type == beside;
  }

  /** The measurement of one moment; each type is observed at most once in it. */
  Outcome judge(Map<Integer, Observation> observed) {
    int status =
        observed.values().stream().mapToInt(Observation::status).reduce(0, (a, b) -> a | b);
    if ((status & TEST_OR_DEMONSTRATION) != 0) {
      return new Outcome.Useless("a demonstration or a test");
    }
    if ((status & NO_VALUE) != 0) {
      return new Outcome.Failure(Fault.MEASUREMENT_FAILED, "the device says so in its status");
    }
    if ((status & UNFINISHED) != 0) {
      return new Outcome.Useless("a measurement that goes on");
    }
    var mainly = observed.get(main);
    if (mainly == null) {
      return new Outcome.Useless("a pulse alone");
    }
    return switch (this) {
      case BLOOD_PRESSURE -> pressure(mainly, observed.get(PRESSURE_PULSE));
      case SCALE -> single(Metric.WEIGHT, mainly);
      case OXIMETER -> oximetry(mainly, observed.get(SATURATION_PULSE));
    };
  }

  private static Outcome pressure(Observation pressure, @Nullable Observation pulse) {
    if (pressure.numbers().size() != 3) {
      return new Outcome.Useless("a pressure has three parts");
    }
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    var metrics = List.of(Metric.SYSTOLIC, Metric.DIASTOLIC, Metric.MEAN_PRESSURE);
    for (int i = 0; i < metrics.size(); i++) {
      var problem = put(metrics.get(i), pressure.numbers().get(i), pressure.unit(), values);
      if (problem.isPresent()
          && (metrics.get(i) != Metric.MEAN_PRESSURE || isNumber(pressure, i))) {
        return problem.get();
      }
    }
    if (pulse != null && isNumber(pulse, 0)) {
      var problem = put(Metric.PULSE, pulse.numbers().getFirst(), pulse.unit(), values);
      if (problem.isPresent()) {
        return problem.get();
      }
    }
    return ordered(values);
  }

  private static Outcome ordered(Map<Metric, Quantity> values) {
    var systolic = values.get(Metric.SYSTOLIC);
    var diastolic = values.get(Metric.DIASTOLIC);
    var mean = values.get(Metric.MEAN_PRESSURE);
    if (systolic == null || diastolic == null) {
      return new Outcome.Failure(Fault.MEASUREMENT_FAILED, "no pressure was found");
    }
    if (systolic.value().compareTo(diastolic.value()) <= 0) {
      return new Outcome.Failure(Fault.IMPLAUSIBLE, "systolic is not above diastolic");
    }
    if (mean != null
        && (mean.value().compareTo(diastolic.value()) < 0
            || mean.value().compareTo(systolic.value()) > 0)) {
      return new Outcome.Failure(Fault.IMPLAUSIBLE, "mean is not between diastolic and systolic");
    }
    return new Outcome.Values(values);
  }

  private static Outcome oximetry(Observation saturation, @Nullable Observation pulse) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    var problem = putOnly(Metric.OXYGEN_SATURATION, saturation, values);
    if (problem.isEmpty() && pulse != null) {
      problem = putOnly(Metric.PULSE, pulse, values);
    }
    return problem.orElseGet(() -> new Outcome.Values(values));
  }

  private static Outcome single(Metric metric, Observation observed) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    return putOnly(metric, observed, values).orElseGet(() -> new Outcome.Values(values));
  }

  private static boolean isNumber(Observation observed, int index) {
    return observed.numbers().get(index) instanceof MedicalNumber.Value;
  }

  private static Optional<Outcome> putOnly(
      Metric metric, Observation observed, Map<Metric, Quantity> values) {
    return observed.numbers().size() == 1
        ? put(metric, observed.numbers().getFirst(), observed.unit(), values)
        : Optional.of(new Outcome.Useless("a value of several parts"));
  }

  /** Puts the number into {@code values}, or says why it cannot be. */
  private static Optional<Outcome> put(
      Metric metric, MedicalNumber number, int unit, Map<Metric, Quantity> values) {
    if (!(number instanceof MedicalNumber.Value(var value))) {
      return Optional.of(
          new Outcome.Failure(Fault.MEASUREMENT_FAILED, "no " + metric.key() + " was found"));
    }
    var converted =
        switch (metric.unit()) {
          case MM_HG ->
              switch (unit) {
                case Configuration.MM_HG -> value;
                case Configuration.KPA -> Conversions.mmHgOfKPa(value);
                default -> null;
              };
          case KG ->
              switch (unit) {
                case Configuration.KG -> value;
                case Configuration.LB -> Conversions.kgOfLb(value);
                default -> null;
              };
          case PER_MINUTE -> unit == Configuration.PER_MINUTE ? value : null;
          case PERCENT -> unit == Configuration.PERCENT ? value : null;
          default -> null;
        };
    if (converted == null) {
      return Optional.of(new Outcome.Useless("%s in unit %04X".formatted(metric.key(), unit)));
    }
    var quantity = Amounts.plausible(metric, converted);
    if (quantity.isEmpty()) {
      return Optional.of(new Outcome.Failure(Fault.IMPLAUSIBLE, metric.key() + " out of range"));
    }
    values.put(metric, quantity.get());
    return Optional.empty();
  }
}
