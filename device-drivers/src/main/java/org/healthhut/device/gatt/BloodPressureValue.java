package org.healthhut.device.gatt;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Characteristics 2A35 and 2A36 (ble-gatt.md, Blood pressure measurement).
 *
 * <pre>
 * flags   bit 0 kPa, 1 time, 2 pulse, 3 user, 4 status
 * value   flags(1) systolic(2) diastolic(2) mean(2) [time(7)] [pulse(2)] [user(1)] [status(2)]
 * status  bit 0 moved, 1 cuff loose, 2 irregular pulse, 3-4 pulse range, 5 wrong position
 * </pre>
 *
 * <p>2A36 has the cuff pressure where 2A35 has the systolic one. Reserved bits are passed over.
 *
 * @param mean as sent; the Beurer family sends 0 for none
 */
record BloodPressureValue(
    boolean kPa,
    MedicalNumber systolic,
    MedicalNumber diastolic,
    MedicalNumber mean,
    @Nullable LocalDateTime at,
    @Nullable MedicalNumber pulse,
    int status,
    Dialect dialect) {

  enum Dialect {
    STANDARD,
    /**
     * Pulse and status high byte first, the user number always there and its flag clear, the mean 0
     * (ble-gatt.md, Byte-order quirk).
     */
    BEURER
  }

  private static final int KPA = 1;
  private static final int TIME = 1 << 1;
  private static final int PULSE = 1 << 2;
  private static final int USER = 1 << 3;
  private static final int STATUS = 1 << 4;

  private static final int MOVED = 1;
  private static final int CUFF_LOOSE = 1 << 1;
  private static final int IRREGULAR = 1 << 2;
  private static final int PULSE_ABOVE = 1 << 3;
  private static final int PULSE_BELOW = 1 << 4;
  private static final int POSITION = 1 << 5;

  /** A measurement, 2A35. */
  static Told measurement(Bytes value, Dialect dialect) {
    var fields = new Fields(value);
    var read = read(fields, dialect);
    var problem = fields.problem();
    return problem == null ? read.judge() : new Told.Malformed(problem);
  }

  /** The pressure while the cuff is pumped up, 2A36. */
  static Told onItsWay(Bytes value, Dialect dialect) {
    var fields = new Fields(value);
    var read = read(fields, dialect);
    var problem = fields.problem();
    if (problem != null) {
      return new Told.Malformed(problem);
    }
    var now = read.pressure(Metric.CUFF_PRESSURE, read.systolic);
    return now == null
        ? new Told.Malformed("no cuff pressure")
        : new Told.Passing(List.of(new Progress(Metric.CUFF_PRESSURE, now)));
  }

  private static BloodPressureValue read(Fields fields, Dialect dialect) {
    boolean beurer = dialect == Dialect.BEURER;
    int flags = fields.u8();
    var systolic = fields.sfloat();
    var diastolic = fields.sfloat();
    var mean = fields.sfloat();
    var at = has(flags, TIME) ? fields.dateTime() : null;
    MedicalNumber pulse = null;
    if (has(flags, PULSE)) {
      pulse = beurer ? fields.sfloatHighFirst() : fields.sfloat();
    }
    if (beurer && has(flags, USER)) {
      fields.refuse("a user number is announced");
    }
    if (beurer || has(flags, USER)) {
      fields.u8();
    }
    int status = 0;
    if (has(flags, STATUS)) {
      status = beurer ? fields.u16HighFirst() : fields.u16();
    }
    return new BloodPressureValue(
        has(flags, KPA), systolic, diastolic, mean, at, pulse, status, dialect);
  }

  private static boolean has(int bits, int bit) {
    return (bits & bit) != 0;
  }

  private Told judge() {
    if (has(status, PULSE_ABOVE) && has(status, PULSE_BELOW)) {
      return new Told.Malformed("the pulse is above and below its range");
    }
    if (!(systolic instanceof MedicalNumber.Value) || !(diastolic instanceof MedicalNumber.Value)) {
      return new Told.Failure(reason(), "no pressure was found", at);
    }
    if (has(status, POSITION)) {
      return new Told.Failure(Fault.MEASUREMENT_FAILED, "wrong measuring position", at);
    }
    if (has(status, PULSE_ABOVE) || has(status, PULSE_BELOW)) {
      return implausible("pulse outside what the monitor can count");
    }
    return judgeValues();
  }

  /** Why there is no number, where the status says it. */
  private Fault reason() {
    if (has(status, CUFF_LOOSE)) {
      return Fault.CUFF_LOOSE;
    }
    if (has(status, MOVED)) {
      return Fault.MOVEMENT;
    }
    return has(status, IRREGULAR) ? Fault.IRREGULAR_PULSE : Fault.MEASUREMENT_FAILED;
  }

  private Told judgeValues() {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    var upper = pressure(Metric.SYSTOLIC, systolic);
    var lower = pressure(Metric.DIASTOLIC, diastolic);
    if (upper == null) {
      return implausible("systolic out of range");
    }
    if (lower == null) {
      return implausible("diastolic out of range");
    }
    if (upper.value().compareTo(lower.value()) <= 0) {
      return implausible("systolic is not above diastolic");
    }
    values.put(Metric.SYSTOLIC, upper);
    values.put(Metric.DIASTOLIC, lower);
    if (mean instanceof MedicalNumber.Value(var number) && !isBeurerNone(number)) {
      var between = pressure(Metric.MEAN_PRESSURE, mean);
      if (between == null
          || between.value().compareTo(lower.value()) < 0
          || between.value().compareTo(upper.value()) > 0) {
        return implausible("mean is not between diastolic and systolic");
      }
      values.put(Metric.MEAN_PRESSURE, between);
    }
    if (pulse instanceof MedicalNumber.Value(var number)) {
      var beats = Amounts.plausible(Metric.PULSE, number);
      if (beats.isEmpty()) {
        return implausible("pulse out of range");
      }
      values.put(Metric.PULSE, beats.get());
    }
    return new Told.Measurement(values, flags(), at, false);
  }

  private boolean isBeurerNone(BigDecimal number) {
    return dialect == Dialect.BEURER && number.signum() == 0;
  }

  private @Nullable Quantity pressure(Metric metric, MedicalNumber pressure) {
    if (pressure instanceof MedicalNumber.Value(var number)) {
      var mmHg = kPa ? Conversions.mmHgOfKPa(number) : number;
      return Amounts.plausible(metric, mmHg).orElse(null);
    }
    return null;
  }

  private EnumSet<Flag> flags() {
    var flags = EnumSet.noneOf(Flag.class);
    if (has(status, MOVED)) {
      flags.add(Flag.MOVED);
    }
    if (has(status, CUFF_LOOSE)) {
      flags.add(Flag.CUFF_LOOSE);
    }
    if (has(status, IRREGULAR)) {
      flags.add(Flag.IRREGULAR_PULSE);
    }
    return flags;
  }

  private Told implausible(String detail) {
    return new Told.Failure(Fault.IMPLAUSIBLE, detail, at);
  }
}
