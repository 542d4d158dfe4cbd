package org.healthhut.device.gpio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.device.gpio.Pins.Edge;
import org.jspecify.annotations.Nullable;

/**
 * A push button: edges to presses. Pure, confined to its caller; all times are those of {@link
 * Pins#nanoTime}.
 */
public final class Button {
  /** What somebody did, or the button. */
  public sealed interface Event {
    /**
     * Somebody presses.
     *
     * @param at when the finger came down
     */
    record Pressed(Duration at) implements Event {}

    /**
     * Nobody presses any more.
     *
     * @param held how long it was pressed
     */
    record Released(Duration held) implements Event {}

    /** Pressed for longer than anybody presses: jammed, or its wire is broken. */
    record Stuck() implements Event {}
  }

  /** Contacts bounce for some milliseconds; nobody presses shorter. Chosen by this project. */
  private static final Duration BOUNCE = Duration.ofMillis(20);

  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  private final boolean pressedIsHigh;
  private final Debounce debounce;
  private @Nullable Duration pressedAt;
  private boolean toldStuck;

  /**
   * @param pressedIsHigh false for a button to ground with a pull-up, the usual wiring
   */
  public Button(boolean pressedIsHigh) {
    this.pressedIsHigh = pressedIsHigh;
    this.debounce = new Debounce(!pressedIsHigh, BOUNCE, BOUNCE);
  }

  public List<Event> edge(Edge edge) {
    var events = new ArrayList<Event>();
    debounce.edge(edge).ifPresent(settled -> become(settled, events));
    return events;
  }

  /** The time {@link #wakeAt} asked for has come, or any other. */
  public List<Event> woken(Duration now) {
    var events = new ArrayList<Event>();
    debounce.settled(now).ifPresent(settled -> become(settled, events));
    if (pressedAt != null && !toldStuck && now.compareTo(pressedAt.plus(STUCK_AFTER)) >= 0) {
      toldStuck = true;
      events.add(new Event.Stuck());
    }
    return events;
  }

  private void become(Edge settled, List<Event> events) {
    if (settled.high() == pressedIsHigh) {
      pressedAt = settled.at();
      events.add(new Event.Pressed(settled.at()));
    } else if (pressedAt != null) {
      events.add(new Event.Released(settled.at().minus(pressedAt)));
      pressedAt = null;
      toldStuck = false;
    }
  }

  /** When to say {@link #woken}; null while nothing is on its way. */
  public @Nullable Duration wakeAt() {
    var settlesAt = debounce.settlesAt();
    if (settlesAt != null || pressedAt == null || toldStuck) {
      return settlesAt;
    }
    return pressedAt.plus(STUCK_AFTER);
  }
}
