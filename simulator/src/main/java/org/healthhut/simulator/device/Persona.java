package org.healthhut.simulator.device;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;

/**
 * Somebody to measure: how each value of theirs is spread from one measurement to the next.
 *
 * @param notes how often a device notes each flag, 0..1
 */
public record Persona(
    String id,
    String chineseName,
    String englishName,
    Map<Metric, Spread> spreads,
    Map<Flag, Double> notes) {

  /** A normal distribution, cut off at three deviations. */
  public record Spread(double mean, double deviation) {
    double draw(RandomGenerator random) {
      return mean + deviation * Math.clamp(random.nextGaussian(), -3, 3);
    }
  }

  /** Molar mass of glucose: mg/dL of one mmol/L. */
  private static final double MG_PER_DL = 18.0156;

  private static final double PULSE_PRESSURE_MIN = 15;

  /** Invented people; the first is the one measured when nobody is named. */
  public static final List<Persona> ALL =
      List.of(
          body("normal-35", "35岁 血压正常", "35 y, normotensive", 65.4, 168.0)
              .pressure(118, 5, 76, 70, 4)
              .glucose(5.2, 0.4)
              .who(),
          body("normal-68", "68岁 血压正常", "68 y, normotensive", 61.0, 163.5)
              .pressure(126, 5, 74, 68, 4)
              .glucose(5.6, 0.4)
              .who(),
          body("raised-68", "68岁 血压偏高", "68 y, raised", 68.2, 165.0)
              .pressure(152, 8, 92, 76, 4)
              .glucose(6.1, 0.6)
              .who(),
          body("labile-75", "75岁 血压波动", "75 y, labile", 58.7, 158.0)
              .pressure(146, 17, 82, 81, 4)
              .glucose(6.4, 0.8)
              .who(),
          body("fibrillating-77", "77岁 房颤", "77 y, atrial fibrillation", 63.8, 160.5)
              .pressure(139, 12, 81, 88, 15)
              .glucose(6.0, 0.6)
              .notes(Flag.IRREGULAR_PULSE, 0.8)
              .who(),
          body("stout-arm-54", "54岁 上臂粗", "54 y, obese arm", 104.5, 172.0)
              .pressure(144, 9, 90, 79, 4)
              .glucose(6.6, 0.7)
              .notes(Flag.CUFF_LOOSE, 0.4)
              .who(),
          body("diabetic-61", "61岁 糖尿病", "61 y, diabetic", 79.5, 170.0)
              .pressure(138, 7, 84, 78, 4)
              .glucose(11.4, 1.9)
              .who(),
          body("low-29", "29岁 血压偏低", "29 y, low", 49.8, 161.0)
              .pressure(93, 4, 58, 64, 4)
              .glucose(4.6, 0.3)
              .who(),
          body("child-9", "9岁 儿童", "9 y, a child who can't sit still", 29.3, 134.0)
              .pressure(101, 5, 62, 88, 6)
              .glucose(5.0, 0.3)
              .notes(Flag.MOVED, 0.5)
              .who());

  public Persona {
    spreads = new EnumMap<>(spreads);
    notes = notes.isEmpty() ? Map.of() : new EnumMap<>(notes);
  }

  private static Body body(String id, String chinese, String english, double kg, double cm) {
    return new Body(id, chinese, english, kg, cm);
  }

  /** Somebody being described. */
  private static final class Body {
    private final String id;
    private final String chineseName;
    private final String englishName;
    private final Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    private final Map<Flag, Double> notes = new EnumMap<>(Flag.class);

    Body(String id, String chineseName, String englishName, double kg, double cm) {
      this.id = id;
      this.chineseName = chineseName;
      this.englishName = englishName;
      spreads.put(Metric.WEIGHT, new Spread(kg, 0.3));
      spreads.put(Metric.HEIGHT, new Spread(cm, 0.2));
      double metres = cm / 100;
      spreads.put(Metric.BODY_MASS_INDEX, new Spread(kg / (metres * metres), 0.1));
      spreads.put(Metric.BODY_FAT, new Spread(24.0, 0.5));
      spreads.put(Metric.OXYGEN_SATURATION, new Spread(96.5, 0.6));
      spreads.put(Metric.TEMPERATURE, new Spread(36.5, 0.2));
      spreads.put(Metric.SKIN_TEMPERATURE, new Spread(34.3, 0.4));
    }

    Body pressure(
        double systolic, double deviation, double diastolic, double pulse, double unsteady) {
      spreads.put(Metric.SYSTOLIC, new Spread(systolic, deviation));
      spreads.put(Metric.DIASTOLIC, new Spread(diastolic, deviation * 0.6));
      spreads.put(
          Metric.MEAN_PRESSURE, new Spread(diastolic + (systolic - diastolic) / 3, deviation / 2));
      spreads.put(Metric.PULSE, new Spread(pulse, unsteady));
      return this;
    }

    Body glucose(double mmolPerL, double deviation) {
      spreads.put(Metric.GLUCOSE, new Spread(mmolPerL, deviation));
      return this;
    }

    Body notes(Flag flag, double howOften) {
      notes.put(flag, howOften);
      return this;
    }

    Persona who() {
      return new Persona(id, chineseName, englishName, spreads, notes);
    }
  }

  /** A measurement of a model, its values rounded as the wire carries them. */
  public Measurement draw(VirtualModel model, RandomGenerator random) {
    var drawn = new EnumMap<Metric, BigDecimal>(Metric.class);
    for (var field : model.fields()) {
      drawn.put(field.metric(), drawn(field, drawn, random));
    }
    var noted = EnumSet.noneOf(Flag.class);
    notes.forEach((flag, howOften) -> {
      if (model.flags().contains(flag) && random.nextDouble() < howOften) {
        noted.add(flag);
      }
    });
    return Measurement.of(drawn).flagged(Set.copyOf(noted));
  }

  private BigDecimal drawn(Field field, Map<Metric, BigDecimal> before, RandomGenerator random) {
    var spread = spreads.get(field.metric());
    if (spread == null) {
      throw new IllegalArgumentException(id + " has no " + field.metric().key());
    }
    double value = spread.draw(random);
    var systolic = before.get(Metric.SYSTOLIC);
    var diastolic = before.get(Metric.DIASTOLIC);
    if (systolic != null && field.metric() == Metric.DIASTOLIC) {
      value = Math.min(value, systolic.doubleValue() - PULSE_PRESSURE_MIN);
    }
    if (systolic != null && diastolic != null && field.metric() == Metric.MEAN_PRESSURE) {
      value = diastolic.doubleValue() + (systolic.doubleValue() - diastolic.doubleValue()) / 3;
    }
    if (field.metric() == Metric.OXYGEN_SATURATION) {
      value = Math.min(value, 99);
    }
    return BigDecimal.valueOf(inUnit(value, field.metric(), field.unit()))
        .setScale(field.decimals(), RoundingMode.HALF_EVEN);
  }

  private static double inUnit(double value, Metric metric, Unit unit) {
    if (unit == metric.unit()) {
      return value;
    }
    if (metric == Metric.GLUCOSE && unit == Unit.MG_PER_DL) {
      return value * MG_PER_DL;
    }
    throw new IllegalArgumentException(metric.key() + " in " + unit.ucum());
  }
}
