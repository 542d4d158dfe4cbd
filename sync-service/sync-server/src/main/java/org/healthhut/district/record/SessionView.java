package org.healthhut.district.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A session as the kiosk assessed it.
 *
 * @param values by the metric's key
 * @param from the visit's readings that {@code values} was made of, by number
 * @param leftOut those that did not count
 */
public record SessionView(
    VisitName visit,
    Instant at,
    String kind,
    String rules,
    String protocol,
    Map<String, ReadingView.Value> values,
    List<String> classes,
    List<Integer> from,
    List<Integer> leftOut,
    List<String> marks,
    String meal) {

  public SessionView {
    values = Map.copyOf(values);
    classes = List.copyOf(classes);
    from = List.copyOf(from);
    leftOut = List.copyOf(leftOut);
    marks = List.copyOf(marks);
  }

  /** Whether the kiosk looked at {@code reading} when it assessed the session. */
  boolean holds(ReadingView reading) {
    return counts(reading) || (isOf(reading) && leftOut.contains(reading.number()));
  }

  /** Whether {@code values} was made of {@code reading}. */
  boolean counts(ReadingView reading) {
    return isOf(reading) && from.contains(reading.number());
  }

  private boolean isOf(ReadingView reading) {
    return visit.equals(new VisitName(reading.kiosk(), reading.epoch(), reading.visit()));
  }

  public ReadingView.@Nullable Value systolic() {
    return values.get(Metric.SYSTOLIC.key());
  }

  public ReadingView.@Nullable Value diastolic() {
    return values.get(Metric.DIASTOLIC.key());
  }

  public ReadingView.@Nullable Value pulse() {
    return values.get(Metric.PULSE.key());
  }

  public String kindWords() {
    return KindWords.of(kind);
  }

  public String kindEnglish() {
    return KindWords.english(kind);
  }

  public List<ClassWord> classWords() {
    return classes.stream().map(ClassWord::of).toList();
  }

  /** A value under its name; systolic and diastolic are one. */
  public record Shown(String name, String number, String unit) {}

  public List<Shown> shown() {
    var shown = new ArrayList<Shown>();
    var systolic = systolic();
    var diastolic = diastolic();
    if (systolic != null && diastolic != null) {
      shown.add(
          new Shown("高压/低压", systolic.number() + "/" + diastolic.number(), Unit.MM_HG.shown()));
    }
    for (var metric : Metric.values()) {
      var value = values.get(metric.key());
      if (value != null) {
        name(metric)
            .ifPresent(name -> shown.add(new Shown(name, value.number(), value.shownUnit())));
      }
    }
    return shown;
  }

  private static Optional<String> name(Metric metric) {
    return switch (metric) {
      case SYSTOLIC, DIASTOLIC -> Optional.empty();
      case PULSE -> Optional.of("脉率");
      case GLUCOSE -> Optional.of("血糖");
      case WEIGHT -> Optional.of("体重");
      case MEAN_PRESSURE,
          HEIGHT,
          BODY_MASS_INDEX,
          BODY_FAT,
          OXYGEN_SATURATION,
          TEMPERATURE,
          SKIN_TEMPERATURE,
          CUFF_PRESSURE ->
          ReadingView.otherName(metric);
    };
  }

  /** What a reader must know, in words; a word of a later rule set stays as it is. */
  public List<String> remarks() {
    var remarks = new ArrayList<String>();
    switch (meal) {
      case "" -> {}
      case "fasting" -> remarks.add("空腹");
      case "afterMeal" -> remarks.add("餐后 2 小时");
      case "random" -> remarks.add("随机");
      default -> remarks.add(meal);
    }
    for (var mark : marks) {
      remarks.add(
          switch (mark) {
            case "single" -> "只有一次可用";
            case "restSkipped" -> "未休息";
            case "protocolBroken" -> "间隔不足";
            case "irregularPulse" -> "脉搏不齐";
            default -> mark;
          });
    }
    return remarks;
  }
}
