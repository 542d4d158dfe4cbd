package org.healthhut.device.gpio;

import java.time.Duration;
import java.util.Optional;
import org.healthhut.device.gpio.Pins.Edge;
import org.jspecify.annotations.Nullable;

/** A contact bounces: a level counts once it has stayed long enough. Pure. */
final class Debounce {
  private final Duration riseAfter;
  private final Duration fallAfter;
  private boolean level;
  private @Nullable Edge pending;

  /**
   * @param level what counts at first
   * @param riseAfter how long the line must have been high to count as high
   * @param fallAfter how long it must have been low to count as low
   */
  Debounce(boolean level, Duration riseAfter, Duration fallAfter) {
    this.level = level;
    this.riseAfter = riseAfter;
    this.fallAfter = fallAfter;
  }

  boolean level() {
    return level;
  }

  /** The line changed; what counted until then is told of first. */
  Optional<Edge> edge(Edge edge) {
    var settled = settled(edge.at());
    if (edge.high() == level) {
      pending = null;
    } else if (pending == null) {
      pending = edge;
    }
    return settled;
  }

  /** The change that counts by now, with the time it began; each is told once. */
  Optional<Edge> settled(Duration now) {
    var settlesAt = settlesAt();
    if (pending == null || settlesAt == null || now.compareTo(settlesAt) < 0) {
      return Optional.empty();
    }
    var settled = pending;
    level = settled.high();
    pending = null;
    return Optional.of(settled);
  }

  /** When {@link #settled} is to be asked; null while nothing is on its way. */
  @Nullable Duration settlesAt() {
    return pending == null ? null : pending.at().plus(pending.high() ? riseAfter : fallAfter);
  }
}
