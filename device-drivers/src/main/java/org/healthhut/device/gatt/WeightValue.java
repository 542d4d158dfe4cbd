package org.healthhut.device.gatt;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.vital.Metric;

/**
 * Characteristic 2A9D (ble-gatt.md, Weight measurement).
 *
 * <pre>
 * flags  bit 0 imperial, 1 time, 2 user, 3 BMI and height
 * value  flags(1) weight(2) [time(7)] [user(1)] [BMI(2) height(2)]
 * </pre>
 *
 * <p>Weight counts 0.005 kg or 0.01 lb; FFFF is a weighing that failed. BMI and height are not
 * told: a scale measures no height, it has one that somebody typed in for a user of its own, and
 * whether that is who stands on it nobody knows. They prove the weight they were computed with: a
 * value has no other checksum.
 */
final class WeightValue {
  private static final int IMPERIAL = 1;
  private static final int TIME = 1 << 1;
  private static final int USER = 1 << 2;
  private static final int BMI_AND_HEIGHT = 1 << 3;
  private static final int UNSUCCESSFUL = 0xFFFF;

  private static final BigDecimal KG_STEP = new BigDecimal("0.005");
  private static final BigDecimal LB_STEP = new BigDecimal("0.01");

  private static final double METRES_OF_STEP = 0.001;
  private static final double METRES_OF_TENTH_INCH = 0.00254;
  private static final double INDEX_STEP = 0.1;

  /** Scales round what they compute with; chosen by this project. */
  private static final double INDEX_OFF_MAX = 0.05;

  private WeightValue() {}

  static Told measurement(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    int steps = fields.u16();
    var at = (flags & TIME) == 0 ? null : fields.dateTime();
    if ((flags & USER) != 0) {
      fields.u8();
    }
    boolean proven = (flags & BMI_AND_HEIGHT) != 0;
    int index = proven ? fields.u16() : 0;
    int height = proven ? fields.u16() : 0;
    var problem = fields.problem();
    if (problem != null) {
      return new Told.Malformed(problem);
    }
    if (steps == UNSUCCESSFUL) {
      return new Told.Failure(Fault.MEASUREMENT_FAILED, "the scale found no weight", at);
    }
    var counted = BigDecimal.valueOf(steps);
    var kg =
        (flags & IMPERIAL) == 0
            ? counted.multiply(KG_STEP)
            : Conversions.kgOfLb(counted.multiply(LB_STEP));
    if ((index != 0 || height != 0) && contradicts(kg, index, height, (flags & IMPERIAL) != 0)) {
      return new Told.Malformed("weight, height and body mass index contradict each other");
    }
    var weight = Amounts.plausible(Metric.WEIGHT, kg);
    return weight.isPresent()
        ? new Told.Measurement(Map.of(Metric.WEIGHT, weight.get()), Set.of(), at, false)
        : new Told.Failure(Fault.IMPLAUSIBLE, "no person has this weight", at);
  }

  /**
   * Where both are unknown they are 0 and prove nothing.
   *
   * @param index in tenths
   * @param height in 0.001 m or 0.1 in
   */
  private static boolean contradicts(BigDecimal kg, int index, int height, boolean imperial) {
    if (index == 0 || height == 0) {
      return true;
    }
    double metres = height * (imperial ? METRES_OF_TENTH_INCH : METRES_OF_STEP);
    double computed = kg.doubleValue() / (metres * metres);
    return Math.abs(index / 10.0 - computed) > computed * INDEX_OFF_MAX + INDEX_STEP;
  }
}
