package org.healthhut.device.tanita;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.BodyReading;

/**
 * What a line of the BC-418 means (tanita.md, BC-418 fixed column line).
 *
 * <pre>
 * 0-4    "DD/MM/YY","HH:MM",body type 0 or 2,1 male 2 female,height cm in five digits
 * 5-9    weight kg, fat %, fat mass kg, fat-free mass kg, body water kg
 * 10-12  age, body mass index, basal metabolic rate kJ in five digits
 * 13-17  five impedances, ohm
 * 18-37  five segments: fat %, fat mass, fat-free mass, predicted muscle
 * 38     visceral fat rating
 * </pre>
 *
 * <p>There is no checksum and no unit. Instead the numbers must agree: body mass index with weight
 * and height, which also refuses a scale set to pounds; fat mass with its percentage; fat and
 * fat-free mass with the weight. Fat of zero means that the impedance was not measured.
 */
final class ColumnLine {
  /** The example has 190 characters; none of its columns could be twice as wide. */
  static final int LENGTH_MAX = 256;

  private static final String TENTHS = "\\d{1,3}\\.\\d";

  private static final Pattern LINE =
      Pattern.compile(
          "\"(?<day>\\d\\d)/(?<month>\\d\\d)/(?<year>\\d\\d)\",\"(?<hour>\\d\\d):(?<minute>\\d\\d)\","
              + "[02],[12],(?<height>\\d{5}),(?<weight>\\d{3}\\.\\d),"
              + ("(?<fat>" + TENTHS + "),(?<fatMass>" + TENTHS + "),(?<lean>" + TENTHS + "),")
              + (TENTHS + ",\\d{1,3},(?<index>" + TENTHS + "),\\d{5},")
              + ("(\\d{1,4},){5}(" + TENTHS + ",){20}\\d{1,2}"));

  /** Three rounded numbers; chosen by this project. */
  private static final BigDecimal MASSES_OFF_MAX = new BigDecimal("0.2");

  private static final int CENTURY = 2000;

  private ColumnLine() {}

  static TanitaRecord decode(Bytes line) {
    if (line.length() > LENGTH_MAX) {
      return new TanitaRecord.Malformed("line too long");
    }
    var fields = LINE.matcher(line.latin1());
    if (!fields.matches()) {
      return new TanitaRecord.Malformed("no line of 39 columns");
    }
    var kg = new BigDecimal(fields.group("weight"));
    var cm = new BigDecimal(fields.group("height"));
    var fatPercent = new BigDecimal(fields.group("fat"));
    var fatKg = new BigDecimal(fields.group("fatMass"));
    var leanKg = new BigDecimal(fields.group("lean"));
    var index = new BigDecimal(fields.group("index"));
    if (cm.signum() == 0 || index.signum() == 0) {
      return new TanitaRecord.Malformed("no height or body mass index to compare weight with");
    }
    if (fatPercent.signum() != 0
        && (!TanitaRecord.fatAgrees(kg, fatPercent, fatKg)
            || fatKg.add(leanKg).subtract(kg).abs().compareTo(MASSES_OFF_MAX) > 0)) {
      return new TanitaRecord.Contradictory("weight, body fat and masses do not agree");
    }
    return new TanitaRecord.Finished(
        new BodyReading(kg, cm, index, BodyReading.unlessZero(fatPercent)),
        "",
        null,
        ClockText.of(
            Integer.parseInt(fields.group("day")),
            Integer.parseInt(fields.group("month")),
            CENTURY + Integer.parseInt(fields.group("year")),
            Integer.parseInt(fields.group("hour")),
            Integer.parseInt(fields.group("minute"))),
        false);
  }
}
