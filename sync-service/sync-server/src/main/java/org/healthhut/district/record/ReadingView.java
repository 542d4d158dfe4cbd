package org.healthhut.district.record;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A reading with its values, as pages and the API tell it.
 *
 * @param clock how far the kiosk's clock could be trusted: {@code sync}, {@code unsync}, or {@code
 *     corrected} when the kiosk learned the time later and {@code effectiveAt} was set right
 * @param toldAt what {@code effectiveAt} was before it was set right
 * @param deviceTime what the device's own clock said
 * @param number its place among the visit's readings, 0 where the kiosk does not tell
 * @param leftOut why the kiosk did not use it for the session's value; null where it did
 * @param values by the metric's key
 */
public record ReadingView(
    String kiosk,
    String epoch,
    long seq,
    String visit,
    String subject,
    Device device,
    Instant effectiveAt,
    String clock,
    @Nullable Instant toldAt,
    @Nullable LocalDateTime deviceTime,
    Instant receivedAt,
    List<String> flags,
    int number,
    @Nullable String leftOut,
    Map<String, Value> values) {

  public record Device(String model, String name, @Nullable String serial) {}

  /**
   * A number with its unit.
   *
   * @param value the number as the device gave it, its scale kept
   */
  public record Value(String comparator, String value, String unit, String loinc) {
    /** With the sign of a limit, without the unit. */
    public String number() {
      return comparator + value;
    }

    public String shownUnit() {
      return Unit.ofUcum(unit).map(Unit::shown).orElse(unit);
    }
  }

  public ReadingView {
    flags = List.copyOf(flags);
    values = Map.copyOf(values);
  }

  public @Nullable Value systolic() {
    return values.get(Metric.SYSTOLIC.key());
  }

  public @Nullable Value diastolic() {
    return values.get(Metric.DIASTOLIC.key());
  }

  public @Nullable Value pulse() {
    return values.get(Metric.PULSE.key());
  }

  public @Nullable Value glucose() {
    return values.get(Metric.GLUCOSE.key());
  }

  public @Nullable Value weight() {
    return values.get(Metric.WEIGHT.key());
  }

  public @Nullable Value bodyMassIndex() {
    return values.get(Metric.BODY_MASS_INDEX.key());
  }

  /** The values that have no column of their own on a page. */
  public List<Other> others() {
    return values.entrySet().stream()
        .flatMap(value -> other(value.getKey(), value.getValue()).stream())
        .sorted(Comparator.comparing(Other::name))
        .toList();
  }

  public record Other(String name, Value value) {}

  private static Optional<Other> other(String key, Value value) {
    return Metric.ofKey(key).flatMap(ReadingView::otherName).map(name -> new Other(name, value));
  }

  /** The name of what has no column of its own. */
  static Optional<String> otherName(Metric metric) {
    return switch (metric) {
      case SYSTOLIC, DIASTOLIC, PULSE, GLUCOSE, WEIGHT -> Optional.empty();
      case MEAN_PRESSURE -> Optional.of("平均压");
      case HEIGHT -> Optional.of("身高");
      case BODY_MASS_INDEX -> Optional.of("体质指数");
      case BODY_FAT -> Optional.of("体脂率");
      case OXYGEN_SATURATION -> Optional.of("血氧");
      case TEMPERATURE -> Optional.of("体温");
      case SKIN_TEMPERATURE -> Optional.of("额头皮肤温度（不是体温）");
      case CUFF_PRESSURE -> Optional.of("袖带压");
    };
  }

  /** Why it does not count, in words; null when it does. */
  public @Nullable String leftOutWords() {
    return leftOut == null ? null : "不计入：" + KindWords.leftOut(leftOut);
  }

  public boolean simulated() {
    return flags.contains(Flag.SIMULATED.key());
  }

  /** What the clock and the flags say, in words; {@code simulated} has a badge of its own. */
  public List<String> remarks() {
    var remarks = new ArrayList<String>();
    switch (clock) {
      case "sync" -> {}
      case "corrected" -> remarks.add("时间已补校");
      default -> remarks.add("时间未校准");
    }
    for (var key : flags) {
      Flag.ofKey(key).flatMap(ReadingView::words).ifPresent(remarks::add);
    }
    return remarks;
  }

  private static Optional<String> words(Flag flag) {
    return switch (flag) {
      case MOVED -> Optional.of("测量时有移动");
      case CUFF_LOOSE -> Optional.of("袖带偏松");
      case IRREGULAR_PULSE -> Optional.of("脉搏不齐");
      case CONTROL_SOLUTION -> Optional.of("质控液");
      case FROM_MEMORY -> Optional.of("读自设备存储");
      case DEVICE_CLOCK_SUSPECT -> Optional.of("设备时钟可疑");
      case CALIBRATION_EXPIRED -> Optional.of("设备检定已过期");
      case FASTING -> Optional.of("空腹");
      case BEFORE_MEAL -> Optional.of("餐前");
      case AFTER_MEAL -> Optional.of("餐后");
      case SIMULATED -> Optional.empty();
    };
  }

  public String subjectWords() {
    return switch (subject) {
      case "guest" -> "访客";
      case "unidentified" -> "身份待核";
      default -> "等待到访记录";
    };
  }
}
