package org.healthhut.device.medlab;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;
import org.jspecify.annotations.Nullable;

/**
 * What a module says of itself (suntech-oem.md, Medlab-style module). How the fields of the short
 * form are kept apart is not in the note, so a semicolon may stand between them or not.
 *
 * <pre>
 * long   Sn;An;Cnn;Mnn;Psssdddmmm;Rppp;Tnnnn;;   status, patient, mode, message, pressures, pulse
 * short  pppCnnSn                                while the cuff is inflated
 * </pre>
 */
sealed interface MedlabStatus {
  /**
   * The long form.
   *
   * @param system its meaning is not known; equal ones are the same state
   * @param message 00 is none; what others mean is not known
   * @param values null where there are none: no digits, or nothing but zeros
   */
  record Standing(String system, String message, @Nullable CuffReading values)
      implements MedlabStatus {}

  /** The short form. */
  record Inflating(int mmHg) implements MedlabStatus {}

  record Malformed(String why) implements MedlabStatus {}

  Pattern LONG =
      Pattern.compile(
          "S(?<system>\\d);A\\d;C\\d\\d;M(?<message>\\d\\d);"
              + "P(?<systolic>[ \\d-]{3})(?<diastolic>[ \\d-]{3})(?<mean>[ \\d-]{3});"
              + "R(?<pulse>[ \\d-]{3});T[ \\d-]{4};;");

  Pattern SHORT = Pattern.compile("(?<pressure>\\d{3});?C\\d\\d;?S\\d;{0,2}");

  Pattern NUMBERS = Pattern.compile("\\d{12}");
  Pattern NOTHING = Pattern.compile("0{12}|-{12}| {12}");

  /** No cuff goes higher; what does is no pressure (as maibobo-rbp.md has it). */
  int CUFF_MM_HG_MAX = 320;

  static MedlabStatus decode(Bytes text) {
    var brief = SHORT.matcher(text.latin1());
    if (brief.matches()) {
      int mmHg = Integer.parseInt(brief.group("pressure"));
      return mmHg > CUFF_MM_HG_MAX
          ? new Malformed("no cuff has this pressure")
          : new Inflating(mmHg);
    }
    var fields = LONG.matcher(text.latin1());
    if (!fields.matches()) {
      return new Malformed("fields are not where a status has them");
    }
    var vitals =
        fields.group("systolic")
            + fields.group("diastolic")
            + fields.group("mean")
            + fields.group("pulse");
    if (NOTHING.matcher(vitals).matches()) {
      return new Standing(fields.group("system"), fields.group("message"), null);
    }
    if (!NUMBERS.matcher(vitals).matches()) {
      return new Malformed("a value is not three digits");
    }
    return new Standing(
        fields.group("system"),
        fields.group("message"),
        new CuffReading(
            Integer.parseInt(fields.group("systolic")),
            Integer.valueOf(fields.group("mean")),
            Integer.parseInt(fields.group("diastolic")),
            Integer.parseInt(fields.group("pulse"))));
  }
}
