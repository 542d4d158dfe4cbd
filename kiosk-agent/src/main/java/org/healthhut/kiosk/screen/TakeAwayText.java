package org.healthhut.kiosk.screen;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.healthhut.kiosk.visit.Finding;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Metric;

/** A visit's result as text that any phone shows: no name, no server. */
final class TakeAwayText {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final Map<Metric, String> NAMES =
      Map.of(
          Metric.PULSE, "脉搏",
          Metric.GLUCOSE, "血糖",
          Metric.WEIGHT, "体重",
          Metric.HEIGHT, "身高",
          Metric.BODY_MASS_INDEX, "体质指数",
          Metric.BODY_FAT, "体脂",
          Metric.OXYGEN_SATURATION, "血氧",
          Metric.TEMPERATURE, "体温",
          Metric.SKIN_TEMPERATURE, "额头皮温");

  private TakeAwayText() {}

  static String of(Visit.Measuring visit) {
    var parts = new ArrayList<String>();
    parts.add("健康小屋自测 " + WHEN.format(visit.began().at().atOffset(Visits.ZONE)));
    visit.course().findings().values().forEach(finding -> parts.addAll(of(finding)));
    parts.add("自助测量，仅供参考");
    return String.join(" ", parts);
  }

  private static List<String> of(Finding finding) {
    var parts = new ArrayList<String>();
    var values = finding.values();
    var systolic = values.get(Metric.SYSTOLIC);
    var diastolic = values.get(Metric.DIASTOLIC);
    if (systolic != null && diastolic != null) {
      parts.add("血压 " + systolic.number() + "/" + diastolic.number() + " mmHg");
    }
    values.forEach((metric, quantity) -> {
      var name = NAMES.get(metric);
      if (name != null) {
        parts.add(name + " " + quantity.number() + quantity.unit().shown());
      }
    });
    return parts;
  }
}
