package org.healthhut.wire;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * What the district tells a kiosk about whoever has signed in, for the screen and for this visit
 * alone: a kiosk keeps none of it.
 *
 * @param known whether the district has a record of them; when not, everything else is empty
 * @param maskedName as {@code 王*明}; null when no card ever told it
 * @param sex {@code male} or {@code female}; null when it is not stated
 * @param doctor the family doctor's name; null when they signed with none
 * @param consent the version of the consent they gave last; null when they never did or took it
 *     back
 * @param recent newest first, at most {@link #EACH_MAX} of each of {@link #KINDS}
 */
public record Answer(
    boolean known,
    @Nullable String maskedName,
    @Nullable String sex,
    @Nullable Integer birthYear,
    @Nullable String doctor,
    @Nullable String consent,
    List<Past> recent) {
  /** A screen shows fewer. */
  public static final int EACH_MAX = 10;

  /** A value is among the recent ones for any of these it holds. */
  public static final List<Metric> KINDS =
      List.of(Metric.SYSTOLIC, Metric.GLUCOSE, Metric.WEIGHT, Metric.HEIGHT);

  private static final int RECENT_MAX = EACH_MAX * KINDS.size();

  public Answer {
    recent = List.copyOf(recent);
    if (recent.size() > RECENT_MAX) {
      throw new IllegalArgumentException("at most " + RECENT_MAX + " values in an answer");
    }
  }

  /** The district has no record of them. */
  public static Answer unknown() {
    return new Answer(false, null, null, null, null, null, List.of());
  }

  /**
   * What was found of them in an earlier visit, at whatever kiosk: the session's value where a
   * session was assessed, as the mean of several blood pressures, or else a reading.
   */
  public record Past(Instant at, Map<Metric, Quantity> values, Set<Flag> flags) {
    public Past {
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a reading has at least one value");
      }
      values = Collections.unmodifiableMap(new EnumMap<>(values));
      flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    }

    @Override
    public String toString() {
      return "Past[hidden]";
    }
  }

  @Override
  public String toString() {
    return "Answer[hidden]";
  }
}
