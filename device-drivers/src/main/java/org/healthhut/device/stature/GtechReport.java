package org.healthhut.device.stature;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * The report a GL-310 prints with setting F4 = 1 (height-weight.md, 1): lines {@code LABEL ----
 * value unit}, CR LF, and ESC {@code T} NUL behind the last. Only weight and height are told; the
 * body mass index is what they are compared with, since there is no checksum.
 *
 * <pre>
 * WEIGHT   ---- 70.20 kg      five characters, as in the record
 * HEIGHT   ---- 171.5 cm
 * B M I    ---- 23.9
 * </pre>
 */
final class GtechReport {
  private static final Pattern LINES = Pattern.compile("\r\n|\r|\n");
  private static final Pattern LINE =
      Pattern.compile(
          "(?<label>WEIGHT|HEIGHT|B M I) +-+ *(?<value>[^ ]*) *(?<unit>[A-Za-z/0-9]*) *");
  private static final Pattern WEIGHT = Pattern.compile("\\d\\d\\.\\d\\d|\\d{3}\\.\\d");
  private static final Pattern HEIGHT = Pattern.compile("\\d{3}\\.\\d");
  private static final Pattern INDEX = Pattern.compile("\\d{1,3}\\.\\d");

  private GtechReport() {}

  static PairRecord decode(Bytes body) {
    BigDecimal kg = null;
    BigDecimal cm = null;
    BigDecimal index = null;
    for (var text : LINES.split(body.latin1(), -1)) {
      var line = LINE.matcher(text);
      if (!line.matches()) {
        continue;
      }
      var value = line.group("value");
      var unit = line.group("unit");
      switch (line.group("label")) {
        case "WEIGHT" -> {
          if (!unit.equalsIgnoreCase("kg")) {
            return new PairRecord.OtherUnit(unit.isEmpty() ? "no unit of weight" : unit);
          }
          if (kg != null || !WEIGHT.matcher(value).matches()) {
            return new PairRecord.Malformed("no one weight");
          }
          kg = new BigDecimal(value);
        }
        case "HEIGHT" -> {
          if (!unit.equalsIgnoreCase("cm")) {
            return new PairRecord.OtherUnit(unit.isEmpty() ? "no unit of height" : unit);
          }
          if (cm != null || !HEIGHT.matcher(value).matches()) {
            return new PairRecord.Malformed("no one height");
          }
          cm = new BigDecimal(value);
        }
        default -> {
          if (index != null || !INDEX.matcher(value).matches()) {
            return new PairRecord.Malformed("no one body mass index");
          }
          index = new BigDecimal(value);
        }
      }
    }
    if (kg == null || cm == null || index == null) {
      return new PairRecord.Malformed("no report of weight, height and body mass index");
    }
    return PairRecord.of(kg, cm, index);
  }
}
