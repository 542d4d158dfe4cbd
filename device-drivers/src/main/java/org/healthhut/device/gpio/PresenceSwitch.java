package org.healthhut.device.gpio;

import java.time.Duration;
import java.util.Optional;
import org.healthhut.device.gpio.Pins.Edge;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is there: a mat, a chair's switch or a motion sensor. Pure, confined to its
 * caller; all times are those of {@link Pins#nanoTime}.
 */
public final class PresenceSwitch {
  /** Somebody walking past is not there. Chosen by this project. */
  private static final Duration OCCUPIED_AFTER = Duration.ofMillis(500);

  /** Somebody shifting on the chair has not left. Chosen by this project. */
  private static final Duration FREE_AFTER = Duration.ofSeconds(5);

  public enum Presence {
    OCCUPIED,
    FREE
  }

  private final boolean occupiedIsHigh;
  private final Debounce debounce;

  /** Nobody is there at first. */
  public PresenceSwitch(boolean occupiedIsHigh) {
    this.occupiedIsHigh = occupiedIsHigh;
    this.debounce =
        occupiedIsHigh
            ? new Debounce(false, OCCUPIED_AFTER, FREE_AFTER)
            : new Debounce(true, FREE_AFTER, OCCUPIED_AFTER);
  }

  public Presence presence() {
    return of(debounce.level());
  }

  /** What has become of it; empty for no change. */
  public Optional<Presence> edge(Edge edge) {
    return debounce.edge(edge).map(settled -> of(settled.high()));
  }

  /** The time {@link #wakeAt} asked for has come, or any other. */
  public Optional<Presence> woken(Duration now) {
    return debounce.settled(now).map(settled -> of(settled.high()));
  }

  private Presence of(boolean high) {
    return high == occupiedIsHigh ? Presence.OCCUPIED : Presence.FREE;
  }

  /** When to say {@link #woken}; null while nothing is on its way. */
  public @Nullable Duration wakeAt() {
    return debounce.settlesAt();
  }
}
