package org.healthhut.kiosk.config;

import java.time.Duration;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.visit.Visits;
import org.jspecify.annotations.Nullable;

/** Reads {@code visit:}. */
final class VisitSection {
  private VisitSection() {}

  static AgentConfig.@Nullable Visit read(YamlMap map) {
    var identifying = map.number("identifySeconds", 20, 900, 60);
    var idle = map.number("idleSeconds", 20, 900, 90);
    var warning = map.number("warningSeconds", 20, 120, 30);
    var quickest = map.flag("quickestMeasurement", true);
    var protocol = protocol(map.map("bloodPressure"));
    if (identifying == null
        || idle == null
        || warning == null
        || quickest == null
        || protocol == null) {
      return null;
    }
    return new AgentConfig.Visit(
        new Visits.Limits(
            Duration.ofSeconds(identifying), Duration.ofSeconds(idle), Duration.ofSeconds(warning)),
        protocol,
        quickest);
  }

  /** Another protocol than the usual one is named in every record by its figures. */
  private static @Nullable Protocol protocol(YamlMap map) {
    var usual = Protocol.DEFAULT;
    var rest = map.number("restSeconds", 0, 900, (int) usual.rest().toSeconds());
    var interval = map.number("intervalSeconds", 0, 300, (int) usual.interval().toSeconds());
    var readings = map.number("readings", 1, 3, usual.readings());
    var difference = map.number("differenceMaxMmHg", 0, 20, usual.differenceMaxMmHg());
    var inflations = map.number("inflationsMax", 1, usual.inflationsMax(), usual.inflationsMax());
    if (rest == null
        || interval == null
        || readings == null
        || difference == null
        || inflations == null) {
      return null;
    }
    if (inflations < readings) {
      map.mistaken("inflationsMax", "must not be below readings, is " + inflations);
      return null;
    }
    var id =
        "rest-%ds-%d-readings-%ds-%dmmHg-max-%d"
            .formatted(rest, readings, interval, difference, inflations);
    var own =
        new Protocol(
            id,
            Duration.ofSeconds(rest),
            Duration.ofSeconds(interval),
            readings,
            difference,
            inflations);
    return own.sameFigures(usual) ? usual : own;
  }
}
