package org.healthhut.wire;

import java.util.List;

/**
 * Why a kiosk asked for help at once; see the clinical rules, 1.3.
 *
 * @param kind what was measured, in the words of {@link Assessment#kind}
 * @param rules the rule set that raised it
 * @param why {@code repeatHigh}, {@code noRepeat}, {@code symptoms} or {@code number}
 * @param symptoms the symptoms the resident ticked, as words of the rule set
 * @param readings the readings that raised it, by their number within the visit
 */
public record Alert(
    String kind, String rules, String why, List<String> symptoms, List<Integer> readings) {

  public Alert {
    symptoms = List.copyOf(symptoms);
    readings = List.copyOf(readings);
    for (int number : readings) {
      if (number < 1) {
        throw new IllegalArgumentException("readings are numbered from 1");
      }
    }
  }
}
