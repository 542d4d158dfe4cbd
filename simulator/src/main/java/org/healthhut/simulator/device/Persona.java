package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.vital.Metric;

/** Somebody to measure: how each value of theirs is spread from one measurement to the next. */
public record Persona(
    String id, String chineseName, String englishName, Map<Metric, Spread> spreads) {

  /** A normal distribution, cut off at three deviations. */
  public record Spread(double mean, double deviation) {
    double draw(RandomGenerator random) {
      return mean + deviation * Math.clamp(random.nextGaussian(), -3, 3);
    }
  }

  /** Invented people; the first is the one measured when nobody is named. */
  public static final List<Persona> ALL =
      List.of(
          persona("normal-35", "35岁 血压正常", "35 y, normotensive", 118, 5, 76, 70, 5.2, 0.4, 65.4),
          persona("raised-68", "68岁 血压偏高", "68 y, raised", 152, 8, 92, 76, 6.1, 0.6, 68.2),
          persona("labile-75", "75岁 血压波动", "75 y, labile", 146, 17, 82, 81, 6.4, 0.8, 58.7),
          persona("diabetic-61", "61岁 糖尿病", "61 y, diabetic", 138, 7, 84, 78, 11.4, 1.9, 79.5),
          persona("low-29", "29岁 血压偏低", "29 y, low", 93, 4, 58, 64, 4.6, 0.3, 49.8));

  private static final double PULSE_PRESSURE_MIN = 15;

  public Persona {
    spreads = new EnumMap<>(spreads);
  }

  private static Persona persona(
      String id,
      String chineseName,
      String englishName,
      double systolic,
      double systolicDeviation,
      double diastolic,
      double pulse,
      double glucose,
      double glucoseDeviation,
      double weight) {
    return new Persona(
        id,
        chineseName,
        englishName,
        Map.of(
            Metric.SYSTOLIC, new Spread(systolic, systolicDeviation),
            Metric.DIASTOLIC, new Spread(diastolic, systolicDeviation * 0.6),
            Metric.PULSE, new Spread(pulse, 4),
            Metric.GLUCOSE, new Spread(glucose, glucoseDeviation),
            Metric.WEIGHT, new Spread(weight, 0.3)));
  }

  /** Values for the fields of a model, rounded as its wire carries them. */
  public Map<Metric, BigDecimal> draw(VirtualModel model, RandomGenerator random) {
    var drawn = new EnumMap<Metric, BigDecimal>(Metric.class);
    for (var field : model.fields()) {
      var spread = spreads.get(field.metric());
      if (spread == null) {
        throw new IllegalArgumentException(id + " has no " + field.metric().key());
      }
      double value = spread.draw(random);
      var systolic = drawn.get(Metric.SYSTOLIC);
      if (field.metric() == Metric.DIASTOLIC && systolic != null) {
        value = Math.min(value, systolic.doubleValue() - PULSE_PRESSURE_MIN);
      }
      drawn.put(
          field.metric(),
          BigDecimal.valueOf(value).setScale(field.decimals(), RoundingMode.HALF_EVEN));
    }
    return drawn;
  }
}
