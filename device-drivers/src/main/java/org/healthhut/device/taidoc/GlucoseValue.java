package org.healthhut.device.taidoc;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.BloodGlucose;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * The value of a glucose meter's record (taidoc.md, Glucose value): mg/dL in d0 d1 whatever the
 * meter shows; d2 is not known; d3 has the mark in bits 7 and 6 and what was measured in bits 5 to
 * 2.
 */
final class GlucoseValue {
  /** What the meter shows as a number. */
  private static final int MG_PER_DL_MIN = 20;

  private static final int MG_PER_DL_MAX = 600;

  private GlucoseValue() {}

  static Kept decode(Bytes message) {
    int marks = message.u8(3);
    return switch (marks >> 2 & 0x0F) {
      case 0x0 ->
          new Kept.Measurement(
              Map.of(Metric.GLUCOSE, glucose(message.u16le(0))), flags(marks >> 6));
      case 0x6 -> notCarried("hematocrit");
      case 0x7 -> notCarried("ketone");
      case 0x8 -> notCarried("uric acid");
      case 0x9 -> notCarried("cholesterol");
      case 0xB -> notCarried("haemoglobin");
      case 0xC -> notCarried("lactate");
      case 0xD -> notCarried("triglycerides");
      default -> new Kept.Spoilt(Fault.BAD_DATA, "a record of an unknown type");
    };
  }

  private static Kept notCarried(String what) {
    return new Kept.NotCarried("a " + what + " record, which the record format does not carry");
  }

  private static Quantity glucose(int mgPerDl) {
    if (mgPerDl < MG_PER_DL_MIN) {
      return BloodGlucose.belowMgPerDl(MG_PER_DL_MIN);
    }
    return mgPerDl > MG_PER_DL_MAX
        ? BloodGlucose.aboveMgPerDl(MG_PER_DL_MAX)
        : BloodGlucose.ofMgPerDl(mgPerDl);
  }

  private static Set<Flag> flags(int mark) {
    return switch (mark) {
      case 0b01 -> EnumSet.of(Flag.BEFORE_MEAL);
      case 0b10 -> EnumSet.of(Flag.AFTER_MEAL);
      case 0b11 -> EnumSet.of(Flag.CONTROL_SOLUTION);
      default -> EnumSet.noneOf(Flag.class);
    };
  }
}
