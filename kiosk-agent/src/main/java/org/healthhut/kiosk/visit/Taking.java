package org.healthhut.kiosk.visit;

import static org.healthhut.device.Model.Category.BLOOD_PRESSURE;
import static org.healthhut.device.Model.Category.GLUCOSE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;
import org.healthhut.wire.Entry;

/** Takes a reading into its visit: kept first, then judged, then shown. */
final class Taking {
  private final PressureGuide pressure;
  private final Alarms alarms;

  Taking(PressureGuide pressure, Alarms alarms) {
    this.pressure = pressure;
    this.alarms = alarms;
  }

  /**
   * A reading of this visit: kept, unless it is so far from the last one that it may be somebody
   * else's.
   */
  Next measured(Measuring visit, Reading reading, Moment at) {
    var pending = visit.stage() instanceof Stage.Doubting doubting ? doubting : null;
    var doubt = Doubts.of(visit, reading);
    if (doubt.isPresent() && visit.stage() instanceof Stage.Inflating) {
      // Whose arm is in the cuff does not stand on the scale.
      return Next.of(
          visit, stray(new Stage.Doubting(reading, at, doubt.get()), "identity-unsure", at));
    }
    var next =
        doubt.isPresent()
            ? Next.of(visit.with(new Stage.Doubting(reading, at, doubt.get())))
            : accept(visit, reading, at);
    return pending == null ? next : next.after(List.of(stray(pending, "identity-unsure", at)));
  }

  /** Keeps a reading as this visit's, and goes on from it. */
  Next accept(Measuring visit, Reading measured, Moment at) {
    var kind = Findings.kindOf(measured);
    var reading = kind == GLUCOSE ? withMeal(measured, visit.course().told()) : measured;
    var readings = new ArrayList<>(visit.readings());
    readings.add(new Visit.Taken(reading, new Kept.Saving()));
    int number = readings.size();
    var next = visit.with(readings).with(visit.course().failing(kind, 0));
    return taken(next, kind, number, at)
        .after(
            List.of(
                new Effect.Append(
                    new Entry.ReadingTaken(at, visit.id(), number, reading),
                    new Receipt(visit.id(), number))));
  }

  private static Reading withMeal(Reading reading, Course.Told told) {
    var flag = told.meal() == null ? Optional.<Flag>empty() : told.meal().flag();
    if (flag.isEmpty()) {
      return reading;
    }
    var flags = EnumSet.of(flag.get());
    flags.addAll(reading.flags());
    return new Reading(reading.device(), reading.time(), reading.values(), flags);
  }

  private Next taken(Measuring visit, Category kind, int number, Moment at) {
    if (kind == BLOOD_PRESSURE) {
      return pressure.taken(visit, number, at);
    }
    if (busyWithPressure(visit.stage())) {
      // It is kept, and the menu shows it; the cuff has the screen.
      return found(visit, kind, number, at, visit.stage());
    }
    if (kind == GLUCOSE) {
      var meal = visit.course().told().meal();
      if (meal == null && MealContext.of(visit.reading(number).flags()) == MealContext.RANDOM) {
        return Next.of(visit.with(new Stage.Asking(true)));
      }
    }
    return found(visit, kind, number, at, new Stage.Showing(kind));
  }

  private static boolean busyWithPressure(Stage stage) {
    return PressureGuide.atWork(stage) || PressureGuide.keepsScreen(stage);
  }

  /** The last value of glucose, with what was answered about the meal. */
  Next glucose(Measuring visit, MealContext meal, Moment at) {
    int number = lastOf(visit, GLUCOSE);
    return showing(
        visit, Findings.glucose(visit, number, meal), number, at, new Stage.Showing(GLUCOSE));
  }

  private Next found(Measuring visit, Category kind, int number, Moment at, Stage next) {
    var finding =
        switch (kind) {
          case GLUCOSE -> {
            var meal = visit.course().told().meal();
            yield Findings.glucose(
                visit, number, meal == null ? MealContext.of(visit.reading(number).flags()) : meal);
          }
          case WEIGHT, HEIGHT -> Findings.body(visit, kind, number);
          case OXIMETER -> Findings.oxygen(visit, number);
          case THERMOMETER -> Findings.temperature(visit, number);
          case BLOOD_PRESSURE, IDENTITY ->
              throw new IllegalArgumentException(kind + " is not found this way");
        };
    return showing(visit, finding, number, at, next);
  }

  private Next showing(Measuring visit, Finding finding, int number, Moment at, Stage next) {
    var found = visit.with(visit.course().with(finding));
    var kept = List.of(Findings.append(visit, finding, at));
    boolean alarm =
        Findings.urgent(visit.reading(number))
            && !visit.course().alerted().contains(finding.kind());
    if (!alarm) {
      return Next.of(found.with(next)).after(kept);
    }
    var still = pressure.stopped(found, at);
    var alarming = ((Measuring) still.visit()).with(new Stage.Alarming(finding.kind(), false));
    return alarms
        .raise(alarming, finding.kind(), "number", List.of(number), at)
        .after(kept)
        .after(still.effects());
  }

  /** What somebody doubted, or left without a word, is nobody's. */
  static Effect stray(Stage.Doubting doubting, String why, Moment at) {
    return new Effect.Append(new Entry.StrayReading(at, why, doubting.reading()), null);
  }

  private static int lastOf(Measuring visit, Category kind) {
    int number = visit.readings().size();
    while (number > 1 && Findings.kindOf(visit.reading(number)) != kind) {
      number--;
    }
    return number;
  }
}
