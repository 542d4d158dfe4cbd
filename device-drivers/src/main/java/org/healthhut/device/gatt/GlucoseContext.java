package org.healthhut.device.gatt;

import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Flag;

/**
 * Characteristic 2A34, what a meter notes beside a record. Ble-gatt.md names it and has no table;
 * this one is the Glucose Service 1.0.1, table 3.4. Only the meal is kept.
 *
 * <pre>
 * flags  bit 0 carbohydrates, 1 meal, 2 tester and health, 3 exercise, 4 medication,
 *        5 medication in litres, 6 HbA1c, 7 extended flags
 * value  flags(1) sequence(2) [extended(1)] [kind(1) carbohydrates(2)] [meal(1)]
 *        [tester and health(1)] [duration(2) intensity(1)] [kind(1) medication(2)] [HbA1c(2)]
 * meal   1 before, 2 after, 3 fasting, 4 casual, 5 bedtime
 * </pre>
 */
sealed interface GlucoseContext {
  /**
   * What was noted.
   *
   * @param sequence of the record it belongs to
   */
  record Noted(int sequence, Set<Flag> meal) implements GlucoseContext {
    public Noted {
      meal = Set.copyOf(meal);
    }
  }

  record Malformed(String why) implements GlucoseContext {}

  static GlucoseContext decode(Bytes value) {
    var fields = new Fields(value);
    int flags = fields.u8();
    int sequence = fields.u16();
    if ((flags & 1 << 7) != 0) {
      fields.u8();
    }
    if ((flags & 1) != 0) {
      fields.u8();
      fields.sfloat();
    }
    int meal = (flags & 1 << 1) == 0 ? 0 : fields.u8();
    if ((flags & 1 << 2) != 0) {
      fields.u8();
    }
    if ((flags & 1 << 3) != 0) {
      fields.u16();
      fields.u8();
    }
    if ((flags & 1 << 4) != 0) {
      fields.u8();
      fields.sfloat();
    }
    if ((flags & 1 << 6) != 0) {
      fields.sfloat();
    }
    var problem = fields.problem();
    return problem == null ? new Noted(sequence, meal(meal)) : new Malformed(problem);
  }

  private static Set<Flag> meal(int meal) {
    return switch (meal) {
      case 1 -> Set.of(Flag.BEFORE_MEAL);
      case 2 -> Set.of(Flag.AFTER_MEAL);
      case 3 -> Set.of(Flag.FASTING);
      default -> Set.of();
    };
  }
}
