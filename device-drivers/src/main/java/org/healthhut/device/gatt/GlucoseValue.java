package org.healthhut.device.gatt;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Characteristic 2A18, a record of a glucose meter (ble-gatt.md, Glucose measurement).
 *
 * <pre>
 * flags   bit 0 offset, 1 concentration, 2 mol/L instead of kg/L, 3 status, 4 context follows
 * value   flags(1) sequence(2) time(7) [offset(2)] [concentration(2) type and place(1)] [status(2)]
 * type    low 4 bits, place high 4 bits as in the note's examples: 11 capillary blood of a finger
 * </pre>
 *
 * @param at base time and offset together, null where the meter does not know the day
 * @param type which blood; A is control solution
 * @param place where from; 4 is control solution
 */
record GlucoseValue(
    int sequence,
    @Nullable LocalDateTime at,
    @Nullable MedicalNumber concentration,
    boolean molar,
    int type,
    int place,
    int status,
    boolean contextFollows) {

  private static final int OFFSET = 1;
  private static final int CONCENTRATION = 1 << 1;
  private static final int MOLAR = 1 << 2;
  private static final int STATUS = 1 << 3;
  private static final int CONTEXT = 1 << 4;

  private static final int CONTROL_TYPE = 0x0A;
  private static final int CONTROL_PLACE = 4;

  /**
   * Capillary, venous and arterial, whole blood and plasma, undetermined. The note has plasma for 9
   * and the Bluetooth tables have interstitial fluid, which is no blood: 9 is refused.
   */
  private static final Set<Integer> BLOOD = Set.of(1, 2, 3, 4, 5, 6, 7, 8);

  private static final int BATTERY_LOW = 1;
  private static final int HI = 1 << 5;
  private static final int LO = 1 << 6;
  private static final int TIME_NOT_SET = 1 << 11;

  /** What a meter's HI and LO mean where its range is not known (clinical-rules.md, section 7). */
  private static final Quantity ABOVE = Quantity.above("33.3", Metric.GLUCOSE.unit());

  private static final Quantity BELOW = Quantity.below("1.1", Metric.GLUCOSE.unit());

  /** A bit that means that there is no measurement, and how it is told. */
  private record Spoiler(int bit, Fault fault, String detail) {}

  private static final List<Spoiler> SPOILERS =
      List.of(
          new Spoiler(1 << 1, Fault.SENSOR, "the meter's sensor failed"),
          new Spoiler(1 << 2, Fault.TOO_LITTLE_BLOOD, "sample too small"),
          new Spoiler(1 << 3, Fault.STRIP, "strip error"),
          new Spoiler(1 << 4, Fault.STRIP, "wrong type of strip"),
          new Spoiler(1 << 7, Fault.TEMPERATURE, "too hot"),
          new Spoiler(1 << 8, Fault.TEMPERATURE, "too cold"),
          new Spoiler(1 << 9, Fault.STRIP, "strip pulled out early"),
          new Spoiler(1 << 10, Fault.MEASUREMENT_FAILED, "the meter reports a fault"));

  /** A record, or why there is none. */
  sealed interface Decoded {
    record Kept(GlucoseValue value) implements Decoded {}

    record Malformed(String why) implements Decoded {}
  }

  static Decoded decode(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    int sequence = fields.u16();
    var base = fields.dateTime();
    int offsetMinutes = has(flags, OFFSET) ? fields.s16() : 0;
    boolean measured = has(flags, CONCENTRATION);
    var concentration = measured ? fields.sfloat() : null;
    int typeAndPlace = measured ? fields.u8() : 0;
    int status = has(flags, STATUS) ? fields.u16() : 0;
    var problem = fields.problem();
    if (problem != null) {
      return new Decoded.Malformed(problem);
    }
    return new Decoded.Kept(
        new GlucoseValue(
            sequence,
            base == null ? null : base.plusMinutes(offsetMinutes),
            concentration,
            has(flags, MOLAR),
            typeAndPlace & 0x0F,
            typeAndPlace >> 4,
            status,
            has(flags, CONTEXT)));
  }

  private static boolean has(int bits, int bit) {
    return (bits & bit) != 0;
  }

  boolean batteryLow() {
    return has(status, BATTERY_LOW);
  }

  /**
   * What the record means.
   *
   * @param meal what its context says about meals
   */
  Told judge(Set<Flag> meal) {
    for (var each : SPOILERS) {
      if (has(status, each.bit())) {
        return new Told.Failure(each.fault(), each.detail(), at);
      }
    }
    if (concentration == null) {
      return new Told.Malformed("no concentration");
    }
    boolean control = type == CONTROL_TYPE || place == CONTROL_PLACE;
    if (!control && !BLOOD.contains(type)) {
      return new Told.Malformed("sample type %X is not known to be blood".formatted(type));
    }
    var glucose = glucose();
    if (glucose.isEmpty()) {
      return concentration instanceof MedicalNumber.Value || has(status, HI | LO)
          ? new Told.Failure(Fault.IMPLAUSIBLE, "no person has this glucose", at)
          : new Told.Failure(Fault.MEASUREMENT_FAILED, "the meter gave no number", at);
    }
    var noted = EnumSet.noneOf(Flag.class);
    noted.addAll(meal);
    if (control) {
      noted.add(Flag.CONTROL_SOLUTION);
    }
    return new Told.Measurement(
        Map.of(Metric.GLUCOSE, glucose.get()), noted, at, has(status, TIME_NOT_SET));
  }

  /** The status decides on HI and LO: an infinity without it is a meter that found no number. */
  private Optional<Quantity> glucose() {
    boolean hi = has(status, HI);
    boolean lo = has(status, LO);
    if (hi && lo) {
      return Optional.empty();
    }
    if (hi) {
      return Optional.of(ABOVE);
    }
    if (lo) {
      return Optional.of(BELOW);
    }
    return concentration instanceof MedicalNumber.Value(var number)
        ? Amounts.plausible(Metric.GLUCOSE, mmolPerL(number))
        : Optional.empty();
  }

  private BigDecimal mmolPerL(BigDecimal number) {
    return molar ? Conversions.mmolPerLOfMolPerL(number) : Conversions.mmolPerLOfKgPerL(number);
  }
}
