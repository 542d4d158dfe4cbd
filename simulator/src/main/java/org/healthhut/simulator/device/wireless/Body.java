package org.healthhut.simulator.device.wireless;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Panel;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;

/**
 * What a kind of device does with a body, whatever it says of it over the air.
 *
 * @param shown what the display shows large
 * @param takes at its real pace
 * @param others what the people measured on the days before lay between
 */
record Body(Metric shown, Duration takes, Map<Metric, Range> others) {

  /** From lowest to highest, with the decimals of both. */
  record Range(BigDecimal lowest, BigDecimal highest) {
    Range(String lowest, String highest) {
      this(new BigDecimal(lowest), new BigDecimal(highest));
    }

    BigDecimal draw(RandomGenerator random) {
      return lowest
          .add(highest.subtract(lowest).multiply(BigDecimal.valueOf(random.nextDouble())))
          .setScale(lowest.scale(), RoundingMode.HALF_EVEN);
    }
  }

  static final Body PRESSURE =
      new Body(
          Metric.SYSTOLIC,
          Duration.ofSeconds(32),
          Map.of(
              Metric.SYSTOLIC, new Range("128", "168"),
              Metric.DIASTOLIC, new Range("70", "90"),
              Metric.MEAN_PRESSURE, new Range("100", "110"),
              Metric.PULSE, new Range("58", "92")));

  static final Body WEIGHT =
      new Body(
          Metric.WEIGHT, Duration.ofSeconds(4), Map.of(Metric.WEIGHT, new Range("52.5", "88.5")));

  static final Body OXYGEN =
      new Body(
          Metric.OXYGEN_SATURATION,
          Duration.ofSeconds(15),
          Map.of(
              Metric.OXYGEN_SATURATION, new Range("93", "98"),
              Metric.PULSE, new Range("58", "92")));

  static final Body TEMPERATURE =
      new Body(
          Metric.TEMPERATURE,
          Duration.ofSeconds(3),
          Map.of(Metric.TEMPERATURE, new Range("36.1", "37.2")));

  static final Body GLUCOSE =
      new Body(
          Metric.GLUCOSE, Duration.ofSeconds(8), Map.of(Metric.GLUCOSE, new Range("6.8", "9.9")));

  /** Where the cuff turns round; pumping takes about a third of the time. */
  private static final double PUMPED = 0.35;

  private static final double ABOVE_SYSTOLIC = 30;
  private static final double BELOW_DIASTOLIC = 15;

  /** Somebody else. */
  Measurement stranger(RandomGenerator random) {
    var values = new HashMap<Metric, BigDecimal>();
    for (var metric : Metric.values()) {
      var range = others.get(metric);
      if (range != null) {
        values.put(metric, range.draw(random));
      }
    }
    return Measurement.of(values);
  }

  /**
   * The number on its way: a cuff pumped up and let down, anything else coming near what it will
   * be.
   *
   * @param part how far the measurement has come, 0..1
   */
  BigDecimal live(double part, Measurement found, RandomGenerator random) {
    var value = found.value(shown);
    if (shown == Metric.SYSTOLIC) {
      double top = value.doubleValue() + ABOVE_SYSTOLIC;
      double bottom = Math.max(20, found.value(Metric.DIASTOLIC).doubleValue() - BELOW_DIASTOLIC);
      double now =
          part < PUMPED
              ? top * part / PUMPED
              : top - (top - bottom) * (part - PUMPED) / (1 - PUMPED);
      return BigDecimal.valueOf(Math.round(now));
    }
    double off = (1 - part) * random.nextDouble(-0.03, 0.03);
    return value.multiply(BigDecimal.valueOf(1 + off)).setScale(value.scale(), RoundingMode.DOWN);
  }

  Panel measuring(double part, BigDecimal live) {
    return Panel.busy(
        live.toPlainString(),
        shown.unit().shown(),
        "测量中",
        "Measuring",
        (int) Math.round(100 * part));
  }

  Panel finished(Measurement found) {
    if (found.failed()) {
      return Panel.failed("Err", "测量失败 " + found.error(), "Failed: " + found.error());
    }
    var big =
        found.beyond() == Comparator.ABOVE
            ? "HI"
            : found.beyond() == Comparator.BELOW ? "LO" : found.value(shown).toPlainString();
    return Panel.done(big, shown.unit().shown(), "测量完成", "Measured");
  }
}
