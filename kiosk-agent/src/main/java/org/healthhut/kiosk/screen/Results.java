package org.healthhut.kiosk.screen;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.visit.Finding;
import org.healthhut.kiosk.visit.Kept;
import org.healthhut.kiosk.visit.Known;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/** The screen that says what was found. */
final class Results {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);
  private static final int HISTORY_MAX = 10;

  /** What a history of each kind is of. */
  private static final Map<Category, Set<Metric>> HISTORY =
      Map.of(
          Category.BLOOD_PRESSURE, Set.of(Metric.SYSTOLIC, Metric.DIASTOLIC),
          Category.GLUCOSE, Set.of(Metric.GLUCOSE),
          Category.WEIGHT, Set.of(Metric.WEIGHT),
          Category.HEIGHT, Set.of(Metric.HEIGHT),
          Category.OXIMETER, Set.of(Metric.OXYGEN_SATURATION),
          Category.THERMOMETER, Set.of(Metric.TEMPERATURE));

  private Results() {}

  static ScreenView.Result of(Visit.Measuring visit, Category kind) {
    var finding =
        visit
            .course()
            .finding(kind)
            .orElseThrow(() -> new IllegalStateException("nothing was found of " + kind));
    var own = own(visit, kind);
    var known = visit.course().known();
    var resident = visit.who() instanceof Visit.Who.Resident;
    return new ScreenView.Result(
        Screens.dashed(kind),
        ScreenParts.values(finding.values()),
        finding.level(),
        finding.classes(),
        finding.advice(),
        List.copyOf(finding.marks()),
        readings(visit, own, finding),
        known == null ? null : history(known, kind),
        kept(visit, own),
        deliveredAt(visit, own),
        known == null ? null : known.doctor(),
        resident ? visit.course().told().contact() ? "asked" : "offered" : "no",
        finding.meal().isEmpty() ? null : meal(finding.meal()),
        kind == Category.BLOOD_PRESSURE);
  }

  private static String meal(String recorded) {
    return recorded.equals("afterMeal") ? "after-meal" : recorded;
  }

  /** As the page names it. */
  static String meal(MealContext meal) {
    return switch (meal) {
      case FASTING -> "fasting";
      case TWO_HOURS_AFTER_MEAL -> "after-meal";
      case RANDOM -> "random";
    };
  }

  private static List<Integer> own(Visit.Measuring visit, Category kind) {
    var numbers = new ArrayList<Integer>();
    for (int number = 1; number <= visit.readings().size(); number++) {
      if (ScreenParts.kind(visit.reading(number)) == kind) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<ScreenView.Reading> readings(
      Visit.Measuring visit, List<Integer> own, Finding finding) {
    return own.stream()
        .map(number ->
            ScreenParts.reading(visit.readings().get(number - 1), finding.leftOut().get(number)))
        .toList();
  }

  private static List<ScreenView.Past> history(Known known, Category kind) {
    var metrics = HISTORY.getOrDefault(kind, Set.of());
    return known.history().stream()
        .filter(past -> past.values().keySet().stream().anyMatch(metrics::contains))
        .limit(HISTORY_MAX)
        .map(past ->
            new ScreenView.Past(
                DAY.format(past.at().atOffset(Visits.ZONE)),
                ScreenParts.values(past.values()).stream()
                    .filter(value -> metrics.stream().anyMatch(m -> m.key().equals(value.metric())))
                    .toList()))
        .toList()
        .reversed();
  }

  /** The least that is true of all of them. */
  private static String kept(Visit.Measuring visit, List<Integer> own) {
    var all = own.stream().map(number -> visit.readings().get(number - 1).kept()).toList();
    if (all.stream().anyMatch(Kept.NotSaved.class::isInstance)) {
      return "not-saved";
    }
    if (all.stream().anyMatch(Kept.Saving.class::isInstance)) {
      return "saving";
    }
    return all.stream().allMatch(Kept.Delivered.class::isInstance) ? "delivered" : "saved";
  }

  private static @Nullable String deliveredAt(Visit.Measuring visit, List<Integer> own) {
    if (!kept(visit, own).equals("delivered")) {
      return null;
    }
    return own.stream()
        .map(number -> visit.readings().get(number - 1).kept())
        .flatMap(
            kept -> kept instanceof Kept.Delivered(var _, var at) ? Stream.of(at) : Stream.empty())
        .max(Comparator.naturalOrder())
        .map(Screens::time)
        .orElse(null);
  }
}
