package org.healthhut.device.gpio;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the status lamp shows from afar. Each state is told apart without seeing colours. Pure; the
 * patterns are chosen by this project.
 */
public enum Lamp {
  /** Switched off, or not yet running. */
  OFF,
  /** Anybody may come: steady. */
  FREE,
  /** Somebody is being measured: slowly on and off. */
  MEASURING,
  /** Somebody at the kiosk has to do something: quickly on and off. */
  ATTENTION,
  /** A technician is needed: two flashes and a long pause. */
  OUT_OF_SERVICE;

  private static final List<Duration> SLOW = millis(1000, 1000);
  private static final List<Duration> QUICK = millis(200, 200);
  private static final List<Duration> TWO_FLASHES = millis(150, 150, 150, 1550);

  private static List<Duration> millis(int... parts) {
    return IntStream.of(parts).mapToObj(Duration::ofMillis).toList();
  }

  /** On, off, on, off, …, and again; empty where nothing changes. */
  private List<Duration> pattern() {
    return switch (this) {
      case OFF, FREE -> List.of();
      case MEASURING -> SLOW;
      case ATTENTION -> QUICK;
      case OUT_OF_SERVICE -> TWO_FLASHES;
    };
  }

  /**
   * Whether it is lit.
   *
   * @param shown how long it has shown this state
   */
  public boolean lit(Duration shown) {
    return pattern().isEmpty() ? this == FREE : phase(shown).index() % 2 == 0;
  }

  /** When it changes next, counted like {@code shown}; null for never. */
  public @Nullable Duration changesAt(Duration shown) {
    return pattern().isEmpty() ? null : shown.plus(phase(shown).left());
  }

  private Phase phase(Duration shown) {
    var pattern = pattern();
    var period = pattern.stream().reduce(Duration.ZERO, Duration::plus);
    var into = Duration.ofNanos(shown.toNanos() % period.toNanos());
    int index = 0;
    var left = pattern.getFirst().minus(into);
    while (!left.isPositive()) {
      index++;
      left = left.plus(pattern.get(index));
    }
    return new Phase(index, left);
  }

  private record Phase(int index, Duration left) {}
}
