package org.healthhut.device.freestyle;

import java.util.regex.Pattern;

/**
 * What an Optium answers to {@code $colq} (freestyle.md, B), as far as it has come.
 *
 * <pre>
 * S/N:    XCGC204-K5519
 * Ver:    0.22    MMOL
 * Clock:  Mar  08 2025    09:45:12
 * Market: ROM: Usage:
 * CMD OK
 * </pre>
 *
 * <p>Names and values are parted by tabs; here, and nowhere else, June and July have three letters.
 * It has no checksum, so of all this the unit alone is taken: serial number and clock come with the
 * memory once more.
 */
final class OptiumInfo {
  static final String REJECTED = "CMD Fail!";

  /** What a line made of the answer. */
  sealed interface Step {
    record GoesOn() implements Step {}

    record Whole(String serial, String unit) implements Step {}

    record Broken(String why) implements Step {}
  }

  private static final String DONE = "CMD OK";
  private static final Pattern SERIAL =
      Pattern.compile("S/N:\t(?<serial>[0-9A-Z]{3,12}-[0-9A-Z]{3,12})");
  private static final Pattern VERSION =
      Pattern.compile("Ver:\t\\d[ -~]{2,20}\t(?<unit>[ -~]{1,10})");
  private static final Pattern CLOCK =
      Pattern.compile(
          "Clock:\t(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
              + "  \\d\\d \\d{4}\t\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern OTHER = Pattern.compile("(Market|ROM|Usage):[\t -~]{0,50}");

  private String serial = "";
  private String unit = "";
  private boolean begun;

  boolean begun() {
    return begun;
  }

  void clear() {
    begun = false;
    serial = "";
    unit = "";
  }

  Step take(String line) {
    var step = step(line);
    if (!(step instanceof Step.GoesOn)) {
      clear();
    }
    return step;
  }

  private Step step(String line) {
    var named = SERIAL.matcher(line);
    if (named.matches()) {
      begun = true;
      serial = named.group("serial");
      return new Step.GoesOn();
    }
    var version = VERSION.matcher(line);
    if (version.matches()) {
      unit = version.group("unit").strip();
      return new Step.GoesOn();
    }
    if (line.equals(DONE)) {
      return serial.isEmpty() || unit.isEmpty()
          ? new Step.Broken("no serial number or unit")
          : new Step.Whole(serial, unit);
    }
    return line.isEmpty() || CLOCK.matcher(line).matches() || OTHER.matcher(line).matches()
        ? new Step.GoesOn()
        : new Step.Broken(line.equals(REJECTED) ? "the meter rejects" : "no such line");
  }
}
