package org.healthhut.wire;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * What a kiosk made of a visit's readings of one kind: the session's value and its classes, derived
 * by the named rules from readings that are all kept themselves. Readings are named by their number
 * within the visit ({@link Entry.ReadingTaken#number}).
 *
 * @param kind {@code bloodPressure}, {@code glucose}, {@code bodySize}, {@code oxygenSaturation} or
 *     {@code temperature}
 * @param rules the rule set that classed it, as {@code cn-adult-2026.1}
 * @param protocol the profile by which it was measured; empty where there is none
 * @param values the session's value: of two or more readings their mean
 * @param classes codes of the rule set, as {@code BP-1}, {@code BP-ISH}, {@code G-N}
 * @param from the readings that {@code values} was made of
 * @param leftOut the readings that were not used, each with a word saying why
 * @param marks what a reader must know, as {@code single}, {@code restSkipped}, {@code
 *     protocolBroken}
 * @param meal {@code fasting}, {@code afterMeal}, {@code random}, or empty where it was not asked
 */
public record Assessment(
    String kind,
    String rules,
    String protocol,
    Map<Metric, Quantity> values,
    List<String> classes,
    List<Integer> from,
    Map<Integer, String> leftOut,
    Set<String> marks,
    String meal) {

  public Assessment {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    classes = List.copyOf(classes);
    from = List.copyOf(from);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    marks = Collections.unmodifiableSet(new TreeSet<>(marks));
    from.forEach(Assessment::check);
    leftOut.keySet().forEach(Assessment::check);
  }

  private static void check(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("readings are numbered from 1");
    }
  }
}
