package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.Optional;
import org.healthhut.kiosk.clinical.SamePerson;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;

/** Whether a value is so far from the person's last one that it may be another person's. */
final class Doubts {
  private Doubts() {}

  static Optional<Stage.Jump> of(Measuring visit, Reading reading) {
    return jump(visit, reading, Metric.WEIGHT).or(() -> jump(visit, reading, Metric.HEIGHT));
  }

  private static Optional<Stage.Jump> jump(Measuring visit, Reading reading, Metric metric) {
    var now = reading.values().get(metric);
    if (now == null) {
      return Optional.empty();
    }
    var own =
        visit.readings().reversed().stream()
            .filter(taken -> taken.reading().values().containsKey(metric))
            .findFirst()
            // Of this visit, whatever the clock did meanwhile.
            .map(taken -> new Known.Past(reading.time().at(), taken.reading().values()));
    var known = visit.course().known();
    var before =
        own.or(() ->
            known == null
                ? Optional.empty()
                : known.history().stream()
                    .filter(past -> past.values().containsKey(metric))
                    .findFirst());
    return before.flatMap(past -> {
      var last = past.values().get(metric);
      var since = since(past, reading.time());
      boolean far =
          last != null
              && (metric == Metric.WEIGHT
                  ? SamePerson.asksForWeight(last.value(), since, now.value())
                  : SamePerson.asksForHeight(last.value(), now.value()));
      return last != null && far
          ? Optional.of(new Stage.Jump(metric, now, last))
          : Optional.empty();
    });
  }

  /** No time at all by a clock that cannot be believed: rather asked once too often. */
  private static Duration since(Known.Past past, ReadingTime now) {
    return now.clock() == ClockTrust.SYNCHRONIZED
        ? Duration.between(past.at(), now.at()).abs()
        : Duration.ZERO;
  }
}
