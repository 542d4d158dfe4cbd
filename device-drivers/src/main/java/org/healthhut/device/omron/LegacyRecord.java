package org.healthhut.device.omron;

import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;
import org.healthhut.device.pressure.CuffReading;

/**
 * The record of an HBP-9020 in its legacy mode: 26 characters between STX and ETX, nothing behind
 * them, pushed once after each measurement (omron-hbp.md, HBP-9020 legacy record).
 *
 * <pre>
 * offset  0   1 2      8 9    13 14  17 18  21 22  25
 *         STX   YYMMDD   hhmm    SYS    DIA    PUL ETX
 * </pre>
 *
 * <p>Known from one captured frame. There is no checksum and no error digit; how a failed
 * measurement looks is not known, so anything but numbers is refused.
 */
final class LegacyRecord {
  /** With STX and ETX. */
  static final int LENGTH = 26;

  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int CENTURY = 2000;

  private static final Pattern RECORD =
      Pattern.compile(
          " (?<year>\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d) (?<hour>\\d\\d)(?<minute>\\d\\d)"
              + " (?<systolic>\\d{3}) (?<diastolic>\\d{3}) (?<pulse>\\d{3})");

  private LegacyRecord() {}

  /** From STX to an ETX exactly where the record ends; the body is what lies between. */
  record StxFraming() implements Framing {
    @Override
    public Framed front(Bytes received) {
      int stx = received.indexOf(STX, 0);
      if (stx != 0) {
        return new Framed.Noise(stx < 0 ? received.length() : stx, "no STX");
      }
      if (received.length() < LENGTH) {
        return new Framed.Partial();
      }
      return received.u8(LENGTH - 1) == ETX
          ? new Framed.Frame(received.slice(1, LENGTH - 1), LENGTH)
          : new Framed.Noise(1, "no ETX where a record ends");
    }
  }

  static OmronRecord decode(Bytes body) {
    var fields = RECORD.matcher(body.latin1());
    if (!fields.matches()) {
      return new OmronRecord.Malformed("spaces or digits are not where a record has them");
    }
    var deviceTime = OmronRecord.time(CENTURY, fields);
    if (deviceTime.isEmpty()) {
      return new OmronRecord.Malformed("no such date or time");
    }
    return new OmronRecord.Finished(
        deviceTime.get(),
        OmronRecord.PatientId.NONE,
        CuffReading.of(
            OmronRecord.number(fields, "systolic"),
            OmronRecord.number(fields, "diastolic"),
            OmronRecord.number(fields, "pulse")),
        0);
  }
}
