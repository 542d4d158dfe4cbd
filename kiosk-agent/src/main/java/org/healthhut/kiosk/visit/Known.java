package org.healthhut.kiosk.visit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What the district says of a resident who signs in.
 *
 * @param before whether they have a record there
 * @param name masked; null when the district has none
 * @param doctor their family doctor's name; null when they have none
 * @param consent the version they agreed to last; null when never, or taken back
 * @param history newest first
 */
public record Known(
    boolean before,
    @Nullable String name,
    @Nullable String doctor,
    @Nullable String consent,
    List<Past> history) {
  public Known {
    history = List.copyOf(history);
  }

  /** An earlier reading. */
  public record Past(Instant at, Map<Metric, Quantity> values) {
    public Past {
      values = Map.copyOf(values);
    }
  }

  /** The last value of {@code metric} since {@code earliest}. */
  Optional<Quantity> last(Metric metric, Instant earliest) {
    return history.stream()
        .filter(past -> !past.at().isBefore(earliest))
        .flatMap(past -> Optional.ofNullable(past.values().get(metric)).stream())
        .findFirst();
  }

  @Override
  public String toString() {
    return "Known[hidden]";
  }
}
