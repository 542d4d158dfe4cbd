package org.healthhut.kiosk.visit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.device.Model.Category;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * What was found: a value, its class, what to do next. Derived; the readings stay as they are.
 *
 * @param protocol by which blood pressure was taken; empty for anything else
 * @param level colour and shape on the screen, as {@code grade-1}; {@code none} where nothing is
 *     classed
 * @param classes codes of the rule set; the first is the class
 * @param advice what to do next, in the screen's codes
 * @param marks what must be known of it, as {@code single}
 * @param from the numbers of the readings used
 * @param leftOut why the others were not, by number
 * @param meal as {@code fasting}; empty where it makes no difference
 */
public record Finding(
    Category kind,
    String protocol,
    Map<Metric, Quantity> values,
    String level,
    List<String> classes,
    List<String> advice,
    Set<String> marks,
    List<Integer> from,
    Map<Integer, String> leftOut,
    String meal) {
  public Finding {
    var ordered = new EnumMap<Metric, Quantity>(Metric.class);
    ordered.putAll(values);
    values = Collections.unmodifiableMap(ordered);
    classes = List.copyOf(classes);
    advice = List.copyOf(advice);
    marks = Collections.unmodifiableSet(new TreeSet<>(marks));
    from = List.copyOf(from);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  @Override
  public String toString() {
    return "Finding[hidden]";
  }
}
