package org.healthhut.device.tanita;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.BodyReading;
import org.jspecify.annotations.Nullable;

/**
 * What a line of tags and values means (tanita.md, Tagged comma format).
 *
 * <pre>
 * {0,16,~0,1,~1,1,~2,1,MO,"WB-3000",Hm,171.0,Pt,0.0,Wk,80.3,MI,27.5,
 * ~1 1 kilograms, ~2 1 centimetres; other numbers are units nobody has verified
 * Wk weight kg    Hm height cm    MI body mass index    FW body fat %    fW fat mass kg
 * Wp pounds and Hf feet say the wrong unit by themselves
 * </pre>
 *
 * <p>Every tag of the note must have a value as the note describes it, even where the value is then
 * left out; unknown tags are passed over, since segment models have many more. Zero is what a value
 * has that was not measured.
 */
final class TaggedLine {
  /** A tag and its value, where values in quotation marks may hold commas. */
  private static final Pattern PAIR =
      Pattern.compile("(?<tag>[^\",]{1,8}),(?<value>\"[^\"]{0,64}\"|[^\",]{0,64}),");

  private static final String TEXT = "\"[ -~&&[^\"]]*\"";
  private static final String NUMBER = "\\d{1,4}(\\.\\d{1,2})?";
  private static final String SIGNED = "-?" + NUMBER;
  private static final String COUNT = "\\d{1,5}";

  private static final Pattern DATE =
      Pattern.compile("\"(?<first>\\d\\d)/(?<second>\\d\\d)/(?<year>\\d{4})\"");
  private static final Pattern TIME = Pattern.compile("\"(?<hour>\\d\\d):(?<minute>\\d\\d)\"");

  private static final String KILOGRAMS = "1";
  private static final String CENTIMETRES = "1";

  /** How the value of each tag of the note is written. */
  private static final Map<String, Pattern> KNOWN =
      Map.ofEntries(
          tag("{0", "16"),
          tag("~0", COUNT),
          tag("~1", COUNT),
          tag("~2", COUNT),
          tag("MO", TEXT),
          tag("SN", TEXT),
          tag("ID", "\"[^\"]{0,16}\""),
          tag("Da", DATE.pattern()),
          tag("TI", TIME.pattern()),
          tag("St", COUNT),
          tag("Bt", "[02]"),
          tag("GE", "[12]"),
          tag("AG", "\\d{1,3}"),
          tag("Hm", NUMBER),
          tag("Pt", NUMBER),
          tag("Wk", NUMBER),
          tag("FW", NUMBER),
          tag("fW", NUMBER),
          tag("MW", NUMBER),
          tag("mW", NUMBER),
          tag("sW", SIGNED),
          tag("bW", NUMBER),
          tag("wW", NUMBER),
          tag("ww", NUMBER),
          tag("MI", NUMBER),
          tag("Sw", NUMBER),
          tag("OV", SIGNED),
          tag("IF", NUMBER),
          tag("rb", COUNT),
          tag("rB", COUNT),
          tag("rJ", COUNT),
          tag("rA", COUNT),
          tag("ZF", NUMBER));

  private TaggedLine() {}

  private static Map.Entry<String, Pattern> tag(String name, String value) {
    return Map.entry(name, Pattern.compile(value));
  }

  static TanitaRecord decode(Bytes body) {
    var values = new HashMap<String, String>();
    var pairs = PAIR.matcher(body.latin1());
    int end = 0;
    while (pairs.find() && pairs.start() == end) {
      end = pairs.end();
      var tag = pairs.group("tag");
      var shape = KNOWN.get(tag);
      if (shape != null && !shape.matcher(pairs.group("value")).matches()) {
        return new TanitaRecord.Malformed("a known tag with no value of its kind");
      }
      if (values.put(tag, pairs.group("value")) != null) {
        return new TanitaRecord.Malformed("a tag twice");
      }
    }
    return end == body.length() ? record(values) : new TanitaRecord.Malformed("no pairs of tags");
  }

  private static TanitaRecord record(Map<String, String> values) {
    if (values.containsKey("Wp") || !values.getOrDefault("~1", KILOGRAMS).equals(KILOGRAMS)) {
      return new TanitaRecord.OtherUnit("weight unit", values.getOrDefault("~1", "lb"));
    }
    if (values.containsKey("Hf") || !values.getOrDefault("~2", CENTIMETRES).equals(CENTIMETRES)) {
      return new TanitaRecord.OtherUnit("height unit", values.getOrDefault("~2", "ft"));
    }
    var kg = number(values, "Wk");
    if (kg == null) {
      return new TanitaRecord.Malformed("no weight");
    }
    var cm = number(values, "Hm");
    if (!values.containsKey("~1") || (cm != null && !values.containsKey("~2"))) {
      return new TanitaRecord.Malformed("a line that does not say its units");
    }
    var fatPercent = number(values, "FW");
    var fatKg = number(values, "fW");
    if (fatPercent != null && fatKg != null && !TanitaRecord.fatAgrees(kg, fatPercent, fatKg)) {
      return new TanitaRecord.Contradictory("weight, body fat and fat mass do not agree");
    }
    var serial = text(values, "SN");
    return new TanitaRecord.Finished(
        new BodyReading(kg, cm, number(values, "MI"), fatPercent),
        text(values, "MO"),
        serial.isEmpty() ? null : serial,
        time(values),
        true);
  }

  /** Null where the tag is missing or its value was not measured. */
  private static @Nullable BigDecimal number(Map<String, String> values, String tag) {
    var text = values.get(tag);
    return text == null ? null : BodyReading.unlessZero(new BigDecimal(text));
  }

  private static String text(Map<String, String> values, String tag) {
    return values.getOrDefault(tag, "").replace("\"", "").strip();
  }

  private static ClockText time(Map<String, String> values) {
    var date = DATE.matcher(values.getOrDefault("Da", ""));
    var time = TIME.matcher(values.getOrDefault("TI", ""));
    return date.matches() && time.matches()
        ? ClockText.of(
            Integer.parseInt(date.group("first")),
            Integer.parseInt(date.group("second")),
            Integer.parseInt(date.group("year")),
            Integer.parseInt(time.group("hour")),
            Integer.parseInt(time.group("minute")))
        : ClockText.NONE;
  }
}
