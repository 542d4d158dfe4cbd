package org.healthhut.kiosk.gpio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthhut.device.gpio.Button;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.PresenceSwitch;
import org.jspecify.annotations.Nullable;

/**
 * What the levels of the kiosk's own wires mean, and when its lamp is lit. Pure, confined to its
 * caller; all times are those of {@link Pins#nanoTime}.
 */
final class Panel {
  /** What somebody did. */
  sealed interface Told {
    record StartPressed() implements Told {}

    /** The start button is jammed, or its wire is broken. */
    record StartStuck() implements Told {}

    record Presence(boolean occupied) implements Told {}
  }

  private final @Nullable Button start;
  private final @Nullable PresenceSwitch presence;
  private Lamp lamp = Lamp.OFF;
  private Duration shownSince = Duration.ZERO;

  /** With null for what the kiosk does not have. */
  Panel(@Nullable Button start, @Nullable PresenceSwitch presence) {
    this.start = start;
    this.presence = presence;
  }

  /** The start button's line changed, or is as it was. */
  List<Told> start(Pins.Edge edge) {
    return start == null ? List.of() : pressed(start.edge(edge));
  }

  /** The presence switch's line changed, or is as it was. */
  List<Told> presence(Pins.Edge edge) {
    return presence == null ? List.of() : settled(presence.edge(edge));
  }

  /** The time {@link #wakeAt} asked for has come, or any other. */
  List<Told> woken(Duration now) {
    var told = new ArrayList<Told>();
    if (start != null) {
      told.addAll(pressed(start.woken(now)));
    }
    if (presence != null) {
      told.addAll(settled(presence.woken(now)));
    }
    return told;
  }

  private static List<Told> pressed(List<Button.Event> events) {
    return events.stream()
        .<Told>mapMulti((event, told) -> {
          switch (event) {
            case Button.Event.Pressed _ -> told.accept(new Told.StartPressed());
            case Button.Event.Stuck _ -> told.accept(new Told.StartStuck());
            case Button.Event.Released _ -> {}
          }
        })
        .toList();
  }

  private static List<Told> settled(Optional<PresenceSwitch.Presence> settled) {
    return settled.stream()
        .<Told>map(is -> new Told.Presence(is == PresenceSwitch.Presence.OCCUPIED))
        .toList();
  }

  /** What the lamp shows from now on; saying the same again does not begin its pattern anew. */
  void show(Lamp next, Duration now) {
    if (next != lamp) {
      lamp = next;
      shownSince = now;
    }
  }

  boolean lit(Duration now) {
    return lamp.lit(now.minus(shownSince));
  }

  /** When something is to be done; null while nothing is on its way. */
  @Nullable Duration wakeAt(Duration now) {
    var lampAt = lamp.changesAt(now.minus(shownSince));
    return Stream.of(
            Optional.ofNullable(start == null ? null : start.wakeAt()),
            Optional.ofNullable(presence == null ? null : presence.wakeAt()),
            Optional.ofNullable(lampAt).map(shownSince::plus))
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .orElse(null);
  }
}
