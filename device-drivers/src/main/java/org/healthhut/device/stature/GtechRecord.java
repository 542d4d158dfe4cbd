package org.healthhut.device.stature;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/**
 * The record of a G-Tech GL-150 or GL-310 (height-weight.md, 1), between STX and ETX.
 *
 * <pre>
 * field  0     1     2 3     4
 *        171.5,70.20,M,104.1,023.9    height cm, weight kg, M F or C, obesity %, body mass index
 *        171.5,104.2,…                five characters whatever the weight
 * </pre>
 *
 * <p>There is no checksum, so every width must hold and {@link PairRecord#of} wants the index
 * beside the height. Zero for both means that the rod was not lowered.
 */
final class GtechRecord {
  static final int LENGTH = 25;

  private static final Pattern RECORD =
      Pattern.compile(
          "(?<height>[ \\d]{3}\\.\\d),(?<weight>[ \\d]\\d\\.\\d\\d|\\d{3}\\.\\d),[MFC],"
              + "[ \\d]{3}\\.\\d,(?<index>[ \\d]{3}\\.\\d)");
  private static final Pattern NUMBER = Pattern.compile(" *\\d+\\.\\d+");

  private GtechRecord() {}

  static PairRecord decode(Bytes body) {
    var fields = RECORD.matcher(body.latin1());
    if (!fields.matches()
        || !NUMBER.matcher(fields.group("height")).matches()
        || !NUMBER.matcher(fields.group("index")).matches()) {
      return new PairRecord.Malformed("no record of this format");
    }
    return PairRecord.of(
        number(fields.group("weight")),
        number(fields.group("height")),
        number(fields.group("index")));
  }

  private static BigDecimal number(String padded) {
    return new BigDecimal(padded.strip());
  }
}
