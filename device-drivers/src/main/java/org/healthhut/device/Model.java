package org.healthhut.device;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A model of device as the catalogue knows it.
 *
 * @param id how configurations name it, as {@code hbp-9030}
 * @param measures what its readings can hold
 * @param line the line settings it comes with; null where the protocol note does not know them, so
 *     that a configuration has to give them
 * @param quickest no measurement takes less time than this; zero for a device that says when it
 *     begins one, or whose time nobody knows
 * @param newDriver makes the driver for one opened line
 */
public record Model(
    String id,
    String chineseName,
    String englishName,
    Category category,
    Set<Metric> measures,
    @Nullable LineSettings line,
    Duration quickest,
    Supplier<Driver> newDriver) {

  public enum Category {
    BLOOD_PRESSURE,
    GLUCOSE,
    WEIGHT
  }

  public Model {
    measures = Set.copyOf(measures);
    if (quickest.isNegative()) {
      throw new IllegalArgumentException("a measurement takes " + quickest);
    }
  }
}
