package org.healthhut.vital;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One measurement by one device: its values, when, and what to know about it. */
public record Reading(
    DeviceIdentity device, ReadingTime time, Map<Metric, Quantity> values, Set<Flag> flags) {

  public Reading {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a reading has at least one value");
    }
    values = Collections.unmodifiableMap(new EnumMap<>(values));
    flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
  }

  /**
   * Why no person can have these values, in words without the values; empty when one can. What this
   * names is never shown as a result: the kiosk asks to measure again, the district sets it aside.
   */
  public List<String> implausibilities() {
    var why = new ArrayList<String>();
    values.forEach((metric, quantity) -> {
      if (quantity.unit() != metric.unit()) {
        why.add(metric.key() + " is not in " + metric.unit().ucum());
      } else if (!metric.plausible(quantity)) {
        why.add(metric.key() + " is outside what a person can have");
      }
    });
    var systolic = values.get(Metric.SYSTOLIC);
    var diastolic = values.get(Metric.DIASTOLIC);
    if ((systolic == null) != (diastolic == null)) {
      why.add("systolic and diastolic belong together");
    } else if (systolic != null
        && diastolic != null
        && systolic.value().compareTo(diastolic.value()) <= 0) {
      why.add("systolic is not above diastolic");
    }
    return List.copyOf(why);
  }
}
