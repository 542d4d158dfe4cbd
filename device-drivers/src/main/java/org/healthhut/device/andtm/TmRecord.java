package org.healthhut.device.andtm;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

/**
 * What the text of a frame means (and-tm-bp.md, Result text fields). Fields are told by their place
 * up to the pulse, since M stands twice, and by their letter behind it.
 *
 * <pre>
 * place  0      1          2     3    4   5    6    7    8    9 …
 *        TM265x YYMMDDhhmm RA|RB mode Enn Snnn Mnnn Dnnn Pnnn Inn Lnnn pnnn inn mn rn tnnn …
 * </pre>
 *
 * <p>RS stands behind each field. The fields of the TM-2657 behind t can name a person; they are
 * not looked at.
 */
sealed interface TmRecord {
  /**
   * A finished measurement. Whether a person can have these values is not yet asked.
   *
   * @param irregularBeats how many, 0 where the monitor does not count them
   */
  record Finished(LocalDateTime deviceTime, CuffReading values, int irregularBeats, boolean moved)
      implements TmRecord {}

  /** The monitor could not measure. What codes but 00 mean was not found (and-tm-bp.md). */
  record Unfinished(String code) implements TmRecord {}

  record Malformed(String why) implements TmRecord {}

  /**
   * A result.
   *
   * @param model empty where it is malformed
   * @param fromMemory it answers a read command and was not pushed at the end of a measurement
   */
  record Result(String model, boolean fromMemory, TmRecord record) {}

  String RS = "\u001E";

  int CENTURY = 2000;

  Pattern HEAD =
      Pattern.compile(
          "(?<model>TM265[57])\u001E"
              + "(?<year>\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)(?<hour>\\d\\d)(?<minute>\\d\\d)\u001E"
              + "(?<type>R[AB])\u001E[A-Za-z]\u001EE(?<error>\\d\\d)\u001E"
              + "S(?<systolic>[ \\d]{3})\u001EM(?<mean>[ \\d]{3})\u001ED(?<diastolic>[ \\d]{3})\u001E"
              + "P(?<pulse>[ \\d]{3})\u001E(?<rest>.*)",
          Pattern.DOTALL);

  /** Right-aligned. */
  Pattern NUMBER = Pattern.compile(" *\\d+");

  String GOOD = "00";

  static Result decode(Bytes text) {
    var fields = HEAD.matcher(text.latin1());
    if (!fields.matches()) {
      return new Result("", false, new Malformed("fields are not where a result has them"));
    }
    boolean fromMemory = fields.group("type").equals("RB");
    LocalDateTime deviceTime;
    try {
      deviceTime =
          LocalDateTime.of(
              CENTURY + number(fields.group("year")),
              number(fields.group("month")),
              number(fields.group("day")),
              number(fields.group("hour")),
              number(fields.group("minute")));
    } catch (DateTimeException _) {
      return new Result("", fromMemory, new Malformed("no such date or time"));
    }
    var code = fields.group("error");
    if (!code.equals(GOOD)) {
      // Whatever stands in the fields of a failed measurement is no value.
      return new Result(fields.group("model"), fromMemory, new Unfinished(code));
    }
    for (var vital : List.of("systolic", "mean", "diastolic", "pulse")) {
      if (!NUMBER.matcher(fields.group(vital)).matches()) {
        return new Result("", fromMemory, new Malformed("a value is no number"));
      }
    }
    var rest = List.of(fields.group("rest").split(RS, -1));
    return new Result(
        fields.group("model"),
        fromMemory,
        new Finished(
            deviceTime,
            new CuffReading(
                number(fields.group("systolic")),
                number(fields.group("mean")),
                number(fields.group("diastolic")),
                number(fields.group("pulse"))),
            count("i", 2, rest),
            count("m", 1, rest) > 0));
  }

  /** The number behind a letter, 0 where older firmware leaves the field out. */
  private static int count(String letter, int digits, List<String> rest) {
    return rest.stream()
        .filter(field -> field.startsWith(letter) && field.length() == 1 + digits)
        .map(field -> field.substring(1))
        .filter(field -> NUMBER.matcher(field).matches())
        .findFirst()
        .map(TmRecord::number)
        .orElse(0);
  }

  private static int number(String field) {
    return Integer.parseInt(field.strip());
  }
}
