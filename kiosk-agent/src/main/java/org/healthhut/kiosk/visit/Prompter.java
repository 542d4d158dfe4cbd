package org.healthhut.kiosk.visit;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.visit.Visit.Ended;
import org.healthhut.kiosk.visit.Visit.Identifying;
import org.healthhut.kiosk.visit.Visit.Idle;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;

/**
 * What is said aloud, by the ids of prompts. Something is said when a person comes to a screen, and
 * nothing while the cuff measures. Values are said only when they are asked for: the room is
 * shared.
 */
final class Prompter {
  /** How what is advised of other things than blood pressure is said. */
  private static final Map<String, String> ADVISED =
      Map.ofEntries(
          Map.entry("glucose-low", "gl-low"),
          Map.entry("glucose-normal", "gl-normal"),
          Map.entry("glucose-impaired-fasting", "gl-raised"),
          Map.entry("glucose-impaired-tolerance", "gl-raised"),
          Map.entry("glucose-diabetes-range", "gl-doctor"),
          Map.entry("glucose-see-doctor", "gl-doctor"),
          Map.entry("glucose-random", "gl-kept"),
          Map.entry("oxygen-usual", "ox-usual"),
          Map.entry("oxygen-repeat", "ox-repeat"),
          Map.entry("oxygen-see-doctor", "ox-doctor"),
          Map.entry("bmi-underweight", "bmi-low"),
          Map.entry("bmi-normal", "bmi-normal"),
          Map.entry("bmi-overweight", "bmi-over"),
          Map.entry("bmi-obese", "bmi-obese"),
          Map.entry("temperature-usual", "tm-usual"),
          Map.entry("temperature-low-fever", "tm-fever"),
          Map.entry("temperature-medium-fever", "tm-fever"));

  private Prompter() {}

  /** What to say after a step; empty for nothing. */
  static List<String> between(Visit before, Visit after, VisitEvent event) {
    if (event instanceof VisitEvent.CallStaff) {
      return List.of("staff-called");
    }
    if (event instanceof VisitEvent.Printed(var _, var outcome)) {
      return printed(outcome);
    }
    if (event instanceof VisitEvent.Listen
        && after instanceof Measuring measuring
        && measuring.stage() instanceof Stage.Showing(var kind)) {
      return measuring.course().finding(kind).map(Prompter::values).orElse(List.of());
    }
    if (before instanceof Ended earlier
        && after instanceof Ended later
        && later.reminded() > earlier.reminded()) {
      return List.of("card-left");
    }
    var now = at(after);
    return now.equals(at(before)) || now.isEmpty() ? List.of() : List.of(now);
  }

  private static List<String> printed(Stage.Printing outcome) {
    return switch (outcome) {
      case READY, PRINTING -> List.of();
      case DONE -> List.of("print-done");
      case NO_PAPER -> List.of("no-paper");
      case FAILED -> List.of("print-failed");
    };
  }

  /** What is said on coming here; empty for nothing. */
  private static String at(Visit visit) {
    return switch (visit) {
      case Idle _ -> "";
      case Identifying identifying -> at(identifying.entrance());
      case Measuring measuring -> at(measuring, measuring.stage());
      case Ended ended -> ended.refused() ? "refused" : "bye";
    };
  }

  private static String at(Entrance entrance) {
    return switch (entrance) {
      case Entrance.Choosing(var fault) -> fault == null ? "welcome" : "card-unreadable";
      case Entrance.Typing _ -> "type-number";
      case Entrance.Scanning(var unknown) -> unknown ? "code-unknown" : "scan-code";
      case Entrance.Confirming _ -> "who";
      case Entrance.Consenting _ -> "consent";
      case Entrance.TooYoung _ -> "too-young";
    };
  }

  private static String at(Measuring visit, Stage stage) {
    return switch (stage) {
      case Stage.Menu _ -> visit.readings().isEmpty() ? "choose" : "choose-more";
      case Stage.Resting(var _, var asking) -> asking ? "rest-skip" : "rest-start";
      case Stage.Arming _ -> "arm";
      case Stage.Inflating _ -> "bp-begin";
      case Stage.Between _ ->
          visit.course().cuff().session().next()
                      instanceof Session.Next.AnotherReading(var _, var why)
                  && why == Session.Why.APART
              ? "bp-third"
              : "bp-again";
      case Stage.Calming _ -> "bp-calm";
      case Stage.Stopped _ -> "stopped";
      case Stage.Failing(var _, var fault, var _) ->
          "fault-" + fault.code().toLowerCase(Locale.ROOT);
      case Stage.Asking _ -> "meal";
      case Stage.Using(var kind) -> "use-" + key(kind);
      case Stage.Doubting _ -> "same-person";
      case Stage.Showing(var kind) -> result(visit, kind);
      case Stage.Complaining _ -> "symptoms";
      case Stage.Alarming(var kind, var call120) -> call120 ? "urgent-120" : urgent(visit, kind);
      case Stage.Parting(var code, var _) -> code == null ? "scan-offline" : "scan";
    };
  }

  private static String result(Measuring visit, Category kind) {
    var found = visit.course().finding(kind);
    var level = found.map(Finding::level).orElse("none");
    if (kind != Category.BLOOD_PRESSURE) {
      return found.map(Finding::advice).orElse(List.of()).stream()
          .map(ADVISED::get)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse("result");
    }
    return switch (level) {
      case "low" -> "cls-low";
      case "normal" -> "cls-normal";
      case "high-normal" -> "cls-high-normal";
      case "grade-1" -> "cls-high";
      case "grade-2" -> "cls-high-2";
      case "grade-3" -> "tell-staff";
      default -> "result";
    };
  }

  private static String urgent(Measuring visit, Category kind) {
    var found = visit.course().finding(kind);
    var level = found.map(Finding::level).orElse("none");
    var advised = found.map(Finding::advice).orElse(List.of());
    return switch (kind) {
      case BLOOD_PRESSURE -> level.equals("grade-3") ? "cls-urgent" : "tell-staff";
      case GLUCOSE ->
          switch (level) {
            case "low" -> "gl-low";
            case "grade-3" -> "gl-urgent";
            default -> "tell-staff";
          };
      case OXIMETER -> advised.contains("oxygen-urgent") ? "ox-urgent" : "tell-staff";
      case THERMOMETER -> "tm-fever";
      case WEIGHT, HEIGHT, IDENTITY -> "tell-staff";
    };
  }

  private static List<String> values(Finding finding) {
    var clips = new ArrayList<String>();
    finding
        .values()
        .forEach((metric, quantity) -> {
          if (metric == Metric.SYSTOLIC || metric == Metric.DIASTOLIC || metric == Metric.PULSE) {
            clips.add("value-" + metric.key());
            clips.add("n-" + whole(quantity));
          }
        });
    return clips;
  }

  private static int whole(Quantity quantity) {
    return quantity.value().setScale(0, RoundingMode.HALF_UP).intValue();
  }

  private static String key(Category kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
