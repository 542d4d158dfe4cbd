package org.healthhut.kiosk.takeaway;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * What was measured, as it leaves the kiosk with the person: never with a name.
 *
 * @param at on the wall of the kiosk's place
 * @param idEnd the last two characters of an identity number, or empty
 */
public record Sheet(String station, LocalDateTime at, List<Value> values, String idEnd) {
  /** As many as {@link #values} makes at most; the longest of them fit one QR code. */
  private static final int VALUES_MAX = 10;

  private static final Pattern ID_END = Pattern.compile("|[0-9][0-9X]");

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  public Sheet {
    if (values.size() > VALUES_MAX || !ID_END.matcher(idEnd).matches()) {
      throw new IllegalArgumentException("no sheet: " + values.size() + " values");
    }
    values = List.copyOf(values);
  }

  /**
   * One line.
   *
   * @param name as 血压
   * @param text as {@code 148/92 mmHg}
   */
  public record Value(String name, String text) {
    private static final int LENGTH_MAX = 20;

    public Value {
      if (name.length() > LENGTH_MAX || text.length() > LENGTH_MAX) {
        throw new IllegalArgumentException("a line has at most " + LENGTH_MAX + " characters");
      }
    }
  }

  /** The lines of what one visit measured; a metric nobody takes home has none. */
  public static List<Value> values(Map<Metric, Quantity> measured) {
    var lines = new ArrayList<Value>();
    var systolic = measured.get(Metric.SYSTOLIC);
    var diastolic = measured.get(Metric.DIASTOLIC);
    if (systolic != null && diastolic != null) {
      lines.add(new Value("血压", whole(systolic) + "/" + whole(diastolic) + " mmHg"));
    }
    for (var metric : Metric.values()) {
      var name = name(metric);
      var quantity = measured.get(metric);
      if (!name.isEmpty() && quantity != null) {
        lines.add(new Value(name, text(quantity)));
      }
    }
    return List.copyOf(lines);
  }

  /** All of it in one line, for a QR code that needs no network. */
  public String plain() {
    var lines =
        values.stream()
            .map(value -> " " + value.name() + " " + value.text())
            .collect(Collectors.joining());
    return "健康小屋自测 " + time() + lines;
  }

  String time() {
    return MINUTE.format(at);
  }

  private static String name(Metric metric) {
    return switch (metric) {
      case PULSE -> "脉搏";
      case GLUCOSE -> "血糖";
      case WEIGHT -> "体重";
      case HEIGHT -> "身高";
      case BODY_MASS_INDEX -> "体质指数";
      case BODY_FAT -> "体脂率";
      case OXYGEN_SATURATION -> "血氧";
      case TEMPERATURE -> "体温";
      case SKIN_TEMPERATURE -> "额头体表温度";
      case SYSTOLIC, DIASTOLIC, MEAN_PRESSURE, CUFF_PRESSURE -> "";
    };
  }

  private static String whole(Quantity quantity) {
    return quantity.value().stripTrailingZeros().scale() <= 0
        ? quantity.value().setScale(0).toPlainString()
        : quantity.value().toPlainString();
  }

  /** A limit is said in words: to many people {@code <} and {@code >} mean nothing. */
  private static String text(Quantity quantity) {
    BigDecimal value = quantity.value();
    var words =
        switch (quantity.comparator()) {
          case EXACTLY -> "";
          case BELOW -> "低于 ";
          case ABOVE -> "高于 ";
        };
    var unit = quantity.unit();
    boolean close = unit == Unit.PER_MINUTE || unit == Unit.PERCENT || unit == Unit.CELSIUS;
    return words + value.toPlainString() + (close ? "" : " ") + unit.shown();
  }
}
