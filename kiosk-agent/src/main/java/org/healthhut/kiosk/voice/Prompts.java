package org.healthhut.kiosk.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.kiosk.clinical.BloodPressureClass;
import org.healthhut.kiosk.clinical.BodyMassClass;
import org.healthhut.kiosk.clinical.GlucoseClass;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.takeaway.Printed;

/** The catalogue, and which prompt belongs to what happens. */
public final class Prompts {
  private static final String CATALOGUE = "prompts.txt";

  private Prompts() {}

  /** Every prompt in the catalogue's order, then the numbers; read anew each time. */
  public static List<Prompt> all() {
    var prompts = new ArrayList<>(catalogue());
    for (int number = 0; number <= Numbers.MAX; number++) {
      prompts.add(Numbers.prompt(number));
    }
    return List.copyOf(prompts);
  }

  static List<Prompt> catalogue() {
    try (var in = Prompts.class.getResourceAsStream(CATALOGUE)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + CATALOGUE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Prompts::prompt)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CATALOGUE, e);
    }
  }

  private static Prompt prompt(String line) {
    var fields = line.split(" \\| ", -1);
    if (fields.length != 4) {
      throw new IllegalStateException("not id | 汉字 | pinyin | English: " + line);
    }
    return new Prompt(fields[0], fields[1], fields[2], fields[3]);
  }

  /** What is said when a device fails. */
  public static String of(Fault fault) {
    return switch (fault) {
      case MEASUREMENT_FAILED -> "failed";
      case CUFF_LOOSE -> "cuff-loose";
      case MOVEMENT -> "moved";
      case NO_PULSE -> "no-pulse";
      case OVER_PRESSURE -> "over-pressure";
      case IRREGULAR_PULSE -> "irregular";
      case SILENT -> "silent";
      case BAD_DATA -> "bad-data";
      case IMPLAUSIBLE -> "implausible";
      case BUSY_OR_BATTERY -> "busy";
      case CALIBRATION_EXPIRED -> "calibration";
      case NOT_OF_THIS_VISIT -> "not-yours";
      case SENSOR -> "sensor";
      case STRIP -> "strip";
      case TOO_LITTLE_BLOOD -> "little-blood";
      case TEMPERATURE -> "device-temperature";
      case NO_FINGER -> "no-finger";
      case CARD_UNREADABLE -> "card-unread";
      case OVERLOAD -> "overload";
      case NOT_ZERO -> "not-zero";
    };
  }

  public static String of(BloodPressureClass grade) {
    return switch (grade) {
      case LOW -> "cls-low";
      case NORMAL -> "cls-normal";
      case HIGH_NORMAL -> "cls-high-normal";
      case GRADE_1 -> "cls-high";
      case GRADE_2 -> "cls-high-2";
      case GRADE_3 -> "cls-urgent";
    };
  }

  /** What is said before the cuff fills again. */
  public static String of(Session.Why why) {
    return switch (why) {
      case FIRST -> "rest-start";
      case PLANNED -> "bp-between";
      case UNUSABLE, QUESTIONABLE -> "bp-again";
      case APART -> "bp-third";
      case VERY_HIGH -> "bp-confirm";
    };
  }

  public static String of(GlucoseClass state) {
    return switch (state) {
      case LOW -> "gl-low";
      case NORMAL -> "gl-normal";
      case IMPAIRED_FASTING, IMPAIRED_TOLERANCE -> "gl-raised";
      case DIABETES_RANGE -> "gl-doctor";
    };
  }

  public static String of(BodyMassClass weight) {
    return switch (weight) {
      case UNDERWEIGHT -> "bmi-low";
      case NORMAL -> "bmi-normal";
      case OVERWEIGHT -> "bmi-over";
      case OBESE -> "bmi-obese";
    };
  }

  public static String of(Printed printed) {
    return switch (printed) {
      case PRINTED -> "print-done";
      case NO_PAPER -> "no-paper";
      case FAILED -> "print-failed";
    };
  }
}
