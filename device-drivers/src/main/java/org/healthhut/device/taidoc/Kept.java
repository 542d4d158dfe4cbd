package org.healthhut.device.taidoc;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.healthhut.device.Fault;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/** What the value of one record turned out to be. */
sealed interface Kept {
  record Measurement(Map<Metric, Quantity> values, Set<Flag> flags) implements Kept {
    public Measurement {
      values = Collections.unmodifiableMap(new EnumMap<>(values));
      flags = Set.copyOf(flags);
    }
  }

  /** A value of something readings do not hold. */
  record NotCarried(String why) implements Kept {}

  /** No measurement, or none a device can have meant. */
  record Spoilt(Fault fault, String why) implements Kept {}
}
