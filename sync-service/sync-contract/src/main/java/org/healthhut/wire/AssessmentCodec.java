package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The CBOR form of what a kiosk derived from readings.
 *
 * <pre>
 * assessment   {kind, rules, protocol, values, classes: [text …], from: [number …],
 *               leftOut: {number: text …}, marks: [text …], meal}
 * alert        {kind, rules, why, symptoms: [text …], readings: [number …]}
 * </pre>
 *
 * <p>Classes, marks, reasons and symptoms are words of the rule set, kept and not looked up here: a
 * later rule set may have more of them. Values are those of {@link ReadingCodec}.
 */
final class AssessmentCodec {
  private AssessmentCodec() {}

  static void write(ObjectNode node, Assessment assessment) {
    node.put("kind", assessment.kind())
        .put("rules", assessment.rules())
        .put("protocol", assessment.protocol());
    ReadingCodec.write(node.putObject("values"), assessment.values());
    var classes = node.putArray("classes");
    assessment.classes().forEach(classes::add);
    var from = node.putArray("from");
    assessment.from().forEach(from::add);
    var leftOut = node.putObject("leftOut");
    assessment.leftOut().forEach((number, why) -> leftOut.put(Integer.toString(number), why));
    var marks = node.putArray("marks");
    assessment.marks().forEach(marks::add);
    node.put("meal", assessment.meal());
  }

  /** Empty when a value is one of a later version. */
  static Optional<Assessment> assessment(Fields fields) throws Fields.Malformed {
    var kind = fields.text("kind");
    var rules = fields.text("rules");
    var protocol = fields.text("protocol");
    var values = ReadingCodec.values(fields.map("values"));
    var classes = fields.textList("classes");
    var from = numbers(fields, "from");
    Map<Integer, String> leftOut = new TreeMap<>();
    for (var reading : fields.texts("leftOut").entrySet()) {
      leftOut.put(number(reading.getKey()), reading.getValue());
    }
    var marks = Set.copyOf(fields.textList("marks"));
    var meal = fields.text("meal");
    return values.map(
        known -> new Assessment(kind, rules, protocol, known, classes, from, leftOut, marks, meal));
  }

  static void write(ObjectNode node, Alert alert) {
    node.put("kind", alert.kind()).put("rules", alert.rules()).put("why", alert.why());
    var symptoms = node.putArray("symptoms");
    alert.symptoms().forEach(symptoms::add);
    var readings = node.putArray("readings");
    alert.readings().forEach(readings::add);
  }

  static Alert alert(Fields fields) throws Fields.Malformed {
    return new Alert(
        fields.text("kind"),
        fields.text("rules"),
        fields.text("why"),
        fields.textList("symptoms"),
        numbers(fields, "readings"));
  }

  private static List<Integer> numbers(Fields fields, String name) throws Fields.Malformed {
    var numbers = new ArrayList<Integer>();
    for (long number : fields.numberList(name)) {
      numbers.add(Math.toIntExact(number));
    }
    return numbers;
  }

  private static int number(String text) throws Fields.Malformed {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new Fields.Malformed("leftOut names something other than readings");
    }
  }
}
