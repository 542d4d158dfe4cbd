package org.healthhut.device.weighing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.Fault;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What a scale, a height machine or both measured of one person. Whether a person can have these
 * values is not yet asked. What was not measured is null.
 */
public record BodyReading(
    BigDecimal kg,
    @Nullable BigDecimal heightCm,
    @Nullable BigDecimal bodyMassIndex,
    @Nullable BigDecimal fatPercent) {

  /** Whoever can stand below a height rod (height-weight.md, 5). */
  private static final BigDecimal HEIGHT_CM_MIN = new BigDecimal("80");

  private static final BigDecimal HEIGHT_CM_MAX = new BigDecimal("220");

  /**
   * How far a machine's own index may be from the one of its weight and height, chosen by this
   * project: more than rounding makes, less than a digit misread.
   */
  private static final BigDecimal INDEX_OFF_MAX = new BigDecimal("0.5");

  private static final BigDecimal SQUARE_CM_IN_M2 = new BigDecimal("10000");

  public static BodyReading of(BigDecimal kg, @Nullable BigDecimal heightCm) {
    return new BodyReading(kg, heightCm, null, null);
  }

  /** What a machine writes where it did not measure: zero becomes null. */
  public static @Nullable BigDecimal unlessZero(BigDecimal value) {
    return value.signum() == 0 ? null : value;
  }

  /** The measurement, or why it can be none. */
  public DeviceEvent judge(
      Set<Flag> flags, @Nullable LocalDateTime deviceTime, @Nullable String serial) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    put(values, Metric.WEIGHT, kg);
    put(values, Metric.HEIGHT, heightCm);
    put(values, Metric.BODY_MASS_INDEX, bodyMassIndex);
    put(values, Metric.BODY_FAT, fatPercent);
    for (var value : values.entrySet()) {
      if (!value.getKey().plausible(value.getValue())) {
        return new Failed(Fault.IMPLAUSIBLE, "no person has this " + value.getKey().key());
      }
    }
    if (heightCm != null
        && (heightCm.compareTo(HEIGHT_CM_MIN) < 0 || heightCm.compareTo(HEIGHT_CM_MAX) > 0)) {
      return new Failed(Fault.IMPLAUSIBLE, "height is not between 80 and 220 cm");
    }
    return indexAgrees()
        ? new Measured(values, flags, deviceTime, serial)
        : new Failed(Fault.IMPLAUSIBLE, "weight, height and body mass index do not agree");
  }

  /** Whether the machine's index is that of its weight and height, where it has all three. */
  private boolean indexAgrees() {
    if (heightCm == null || bodyMassIndex == null) {
      return true;
    }
    var index =
        kg.multiply(SQUARE_CM_IN_M2).divide(heightCm.multiply(heightCm), MathContext.DECIMAL64);
    return index.subtract(bodyMassIndex).abs().compareTo(INDEX_OFF_MAX) <= 0;
  }

  private static void put(
      EnumMap<Metric, Quantity> values, Metric metric, @Nullable BigDecimal value) {
    if (value != null) {
      values.put(metric, new Quantity(Comparator.EXACTLY, value, metric.unit()));
    }
  }

  /** Without the values, which are a person's. */
  @Override
  public String toString() {
    return "BodyReading";
  }
}
