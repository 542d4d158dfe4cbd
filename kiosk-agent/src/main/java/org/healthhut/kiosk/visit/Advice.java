package org.healthhut.kiosk.visit;

import java.util.List;
import org.healthhut.kiosk.clinical.BloodPressureClass;
import org.healthhut.kiosk.clinical.BodyMassClass;
import org.healthhut.kiosk.clinical.Glucose;
import org.healthhut.kiosk.clinical.GlucoseTag;
import org.healthhut.kiosk.clinical.Hint;
import org.healthhut.kiosk.clinical.Temperature;

/** What to do next, in the screen's codes: never a diagnosis and never a drug. */
final class Advice {
  static final String MEASURE_AGAIN = "measure-again";
  static final String SELF_TEST = "self-test";

  private static final String KEEP_GOING = "keep-going";
  private static final String SEE_DOCTOR = "see-doctor";

  private Advice() {}

  static List<String> of(BloodPressureClass found) {
    return switch (found) {
      case LOW -> List.of("sit-if-dizzy");
      case NORMAL -> List.of(KEEP_GOING);
      case HIGH_NORMAL -> List.of("less-salt");
      case GRADE_1 -> List.of("another-day", "no-drug-change");
      case GRADE_2 -> List.of("another-day", "doctor-in-a-week", "no-drug-change");
      case GRADE_3 -> List.of("stay-seated", "no-drug-change");
    };
  }

  static List<String> of(Glucose.Assessment found) {
    if (found.state().isEmpty()) {
      return found.tags().contains(GlucoseTag.SEE_DOCTOR) ? List.of(SEE_DOCTOR) : List.of();
    }
    return switch (found.state().get()) {
      case LOW -> List.of("eat-something");
      case NORMAL -> List.of(KEEP_GOING);
      case IMPAIRED_FASTING -> List.of("fasting-again");
      case IMPAIRED_TOLERANCE, DIABETES_RANGE -> List.of("fasting-again", SEE_DOCTOR);
    };
  }

  static List<String> of(BodyMassClass found) {
    return switch (found) {
      case UNDERWEIGHT -> List.of("eat-more");
      case NORMAL -> List.of(KEEP_GOING);
      case OVERWEIGHT -> List.of("eat-and-walk");
      case OBESE -> List.of("eat-and-walk", SEE_DOCTOR);
    };
  }

  static List<String> ofOxygen(Hint found, boolean urgent) {
    if (urgent) {
      return List.of("stay-seated", SELF_TEST);
    }
    return switch (found) {
      case USUAL -> List.of(KEEP_GOING, SELF_TEST);
      case REPEAT -> List.of("warm-hand", SELF_TEST);
      case SEE_DOCTOR -> List.of("warm-hand", SEE_DOCTOR, SELF_TEST);
    };
  }

  static List<String> of(Temperature found) {
    return switch (found) {
      case USUAL -> List.of(KEEP_GOING, SELF_TEST);
      case BELOW_USUAL, LOW_FEVER -> List.of(MEASURE_AGAIN, SELF_TEST);
      case MEDIUM_FEVER, HIGH_FEVER, EXTREME_FEVER -> List.of(SEE_DOCTOR, SELF_TEST);
    };
  }
}
