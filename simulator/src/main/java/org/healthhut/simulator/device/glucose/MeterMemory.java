package org.healthhut.simulator.device.glucose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Field;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;

/**
 * What a meter has kept, newest first, and the clock it is dated by. It begins with a few results
 * of invented other people from the days before: a meter on a counter is everybody's.
 */
final class MeterMemory {
  private static final int STRANGERS_MIN = 3;
  private static final int STRANGERS_MAX = 6;

  /** What a stranger's result lies between, in mmol/L. */
  private static final double STRANGER_LOWEST = 6.8;

  private static final double STRANGER_HIGHEST = 9.9;

  /** protocols/onetouch-ultra2.md: mg/dL of one mmol/L. */
  private static final BigDecimal MG_PER_DL = new BigDecimal("18.016");

  private final DeviceClock clock;
  private final Field field;
  private final int capacity;
  private final List<Kept> newestFirst = new ArrayList<>();

  /** A result as the meter keeps it, by its own clock. */
  record Kept(LocalDateTime at, Measurement found) {
    boolean noted(Flag flag) {
      return found.flags().contains(flag);
    }

    boolean isHigh() {
      return found.beyond() == Comparator.ABOVE;
    }

    boolean isLow() {
      return found.beyond() == Comparator.BELOW;
    }

    BigDecimal value() {
      return found.value(Metric.GLUCOSE);
    }

    /** The number on the wire, or one of these two where the meter showed HI or LO. */
    int number(int high, int low) {
      return isHigh() ? high : isLow() ? low : value().intValueExact();
    }
  }

  /**
   * A memory.
   *
   * @param capacity results it has room for; then the oldest is forgotten
   */
  MeterMemory(DeviceClock clock, RandomGenerator random, Field field, int capacity) {
    this.clock = clock;
    this.field = field;
    this.capacity = capacity;
    var day = now();
    int strangers = random.nextInt(STRANGERS_MIN, STRANGERS_MAX);
    for (int i = 0; i < strangers; i++) {
      day = day.minusDays(random.nextInt(1, 4));
      newestFirst.add(
          new Kept(
              day.withHour(random.nextInt(6, 20))
                  .withMinute(random.nextInt(60))
                  .withSecond(random.nextInt(60)),
              stranger(random)));
    }
  }

  private Measurement stranger(RandomGenerator random) {
    var mmolPerL =
        BigDecimal.valueOf(random.nextDouble(STRANGER_LOWEST, STRANGER_HIGHEST))
            .setScale(1, RoundingMode.HALF_EVEN);
    var value =
        field.unit() == Unit.MG_PER_DL
            ? mmolPerL.multiply(MG_PER_DL).setScale(0, RoundingMode.HALF_EVEN)
            : mmolPerL;
    return Measurement.of(Map.of(Metric.GLUCOSE, value));
  }

  LocalDateTime now() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  void setClock(LocalDateTime shown) {
    clock.set(shown);
  }

  void keep(Measurement found) {
    newestFirst.addFirst(new Kept(now(), found));
    if (newestFirst.size() > capacity) {
      newestFirst.removeLast();
    }
  }

  List<Kept> newestFirst() {
    return List.copyOf(newestFirst);
  }

  int size() {
    return newestFirst.size();
  }

  void clear() {
    newestFirst.clear();
  }

  /** What a meter in China shows: mmol/L, whatever its wire carries. */
  String shown(Measurement found) {
    return switch (found.beyond()) {
      case ABOVE -> "HI";
      case BELOW -> "LO";
      case EXACTLY ->
          field.unit() == Unit.MG_PER_DL
              ? found.value(Metric.GLUCOSE).divide(MG_PER_DL, 1, RoundingMode.HALF_UP).toString()
              : found.value(Metric.GLUCOSE).toPlainString();
    };
  }
}
