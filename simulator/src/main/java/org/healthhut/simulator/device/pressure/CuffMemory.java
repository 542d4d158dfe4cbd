package org.healthhut.simulator.device.pressure;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.vital.Metric;

/** What a monitor remembers; when it is new to us, others have used it in the days before. */
final class CuffMemory {
  private static final int CAPACITY = 60;
  private static final int OTHERS = 3;

  /** Somebody's measurement and when the monitor thinks it was, to the second. */
  record Kept(LocalDateTime at, Measurement found) {
    int of(Metric metric) {
      return found.value(metric).intValueExact();
    }

    String text() {
      return of(Metric.SYSTOLIC) + "/" + of(Metric.DIASTOLIC) + " " + of(Metric.PULSE);
    }
  }

  private final DeviceClock clock;
  private final List<Kept> newestFirst = new ArrayList<>();

  CuffMemory(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    for (int days = 1; days <= OTHERS; days++) {
      var at =
          clock
              .now()
              .minusDays(days)
              .minusMinutes(random.nextInt(300))
              .truncatedTo(ChronoUnit.MINUTES);
      newestFirst.add(new Kept(at, somebody(random)));
    }
  }

  /** A measurement of nobody in particular. */
  private static Measurement somebody(RandomGenerator random) {
    int systolic = 105 + random.nextInt(60);
    return Measurement.of(
        Map.of(
            Metric.SYSTOLIC, BigDecimal.valueOf(systolic),
            Metric.MEAN_PRESSURE, BigDecimal.valueOf(systolic - 33L),
            Metric.DIASTOLIC, BigDecimal.valueOf(systolic - 40L - random.nextInt(15)),
            Metric.PULSE, BigDecimal.valueOf(58L + random.nextInt(38))));
  }

  void keep(Measurement found) {
    newestFirst.addFirst(new Kept(clock.now().truncatedTo(ChronoUnit.SECONDS), found));
    if (newestFirst.size() > CAPACITY) {
      newestFirst.removeLast();
    }
  }

  Kept newest() {
    return newestFirst.getFirst();
  }

  List<Kept> newestFirst() {
    return List.copyOf(newestFirst);
  }
}
