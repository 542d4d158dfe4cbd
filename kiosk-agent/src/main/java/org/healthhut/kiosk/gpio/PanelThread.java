package org.healthhut.kiosk.gpio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthhut.device.gpio.Button;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.gpio.PresenceSwitch;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.Reconnect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lines of the kiosk's own wires open on one platform thread, and takes them again when
 * they are lost, for as long as it takes: a kiosk works without its button and its lamp.
 */
public final class PanelThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PanelThread.class);

  /** More come at once only from a loose wire; a level that got lost is seen by looking again. */
  private static final int EDGES_MAX = 64;

  /** How often to look at the lines themselves, whatever edges were told of. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final AgentConfig.Gpio wires;
  private final Pins pins;
  private final Reconnect reconnect;
  private final PanelListener listener;
  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(EDGES_MAX);
  private final Thread thread;
  private volatile Lamp lamp = Lamp.OFF;
  private volatile boolean stopping;

  private sealed interface Signal {
    record Start(Pins.Edge edge) implements Signal {}

    record Presence(Pins.Edge edge) implements Signal {}

    /** Something else is to be looked at. */
    record Nudge() implements Signal {}
  }

  /** Does nothing until {@link #start}. */
  public PanelThread(
      AgentConfig.Gpio wires, Pins pins, Reconnect reconnect, PanelListener listener) {
    this.wires = wires;
    this.pins = pins;
    this.reconnect = reconnect;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("gpio-panel").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** What the lamp shows from now on. From any thread; never blocks. */
  public void show(Lamp next) {
    if (next != lamp) {
      lamp = next;
      nudge();
    }
  }

  /** Whoever is not heard because too much is waiting is noticed at the next look. */
  private void nudge() {
    var _ = signals.offer(new Signal.Nudge());
  }

  /** Switches the lamp off. */
  @Override
  public void close() {
    stopping = true;
    nudge();
    try {
      if (!thread.join(CLOSE_MAX)) {
        log.atWarn().log("panel.abandoned");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    var cause = "";
    try {
      while (!stopping) {
        try (var lines = Lines.take(wires, pins, signals)) {
          failures = 0;
          log.atInfo().log("panel.opened");
          watch(lines);
        } catch (IOException | RuntimeException e) {
          failures++;
          var now = String.valueOf(e.getMessage());
          if (failures == 1 || !now.equals(cause)) {
            cause = now;
            log.atWarn().addKeyValue("cause", cause).log("panel.lost");
          }
          rest(reconnect.after(failures));
        }
      }
    } catch (InterruptedException _) {
      log.atWarn().log("panel.interrupted");
    }
  }

  /** Until {@code time} has passed or the thread is to stop; edges of lost lines mean nothing. */
  private void rest(Duration time) throws InterruptedException {
    long end = pins.nanoTime() + time.toNanos();
    signals.clear();
    for (long left = time.toNanos(); left > 0 && !stopping; left = end - pins.nanoTime()) {
      var _ = signals.poll(left, TimeUnit.NANOSECONDS);
    }
  }

  private void watch(Lines lines) throws IOException, InterruptedException {
    var panel = new Panel(button(), presenceSwitch());
    while (!stopping) {
      tell(lines.look(panel, now()));
      panel.show(lamp, now());
      lines.light(panel.lit(now()));
      var signal = signals.poll(untilNext(panel).toNanos(), TimeUnit.NANOSECONDS);
      while (signal != null) {
        switch (signal) {
          case Signal.Start(var edge) -> tell(panel.start(edge));
          case Signal.Presence(var edge) -> tell(panel.presence(edge));
          case Signal.Nudge() -> {}
        }
        signal = signals.poll();
      }
      tell(panel.woken(now()));
    }
  }

  private Duration now() {
    return Duration.ofNanos(pins.nanoTime());
  }

  private Duration untilNext(Panel panel) {
    var now = now();
    var wakeAt = panel.wakeAt(now);
    if (wakeAt == null || wakeAt.minus(now).compareTo(LOOK_EVERY) > 0) {
      return LOOK_EVERY;
    }
    return wakeAt.compareTo(now) > 0 ? wakeAt.minus(now) : Duration.ZERO;
  }

  private void tell(List<Panel.Told> all) {
    for (var told : all) {
      switch (told) {
        case Panel.Told.StartPressed() -> listener.startPressed();
        case Panel.Told.StartStuck() ->
            log.atWarn()
                .addKeyValue("remedy", "free the start button, or check its wire")
                .log("button.stuck");
        case Panel.Told.Presence(var occupied) -> listener.presence(occupied);
      }
    }
  }

  private @Nullable Button button() {
    var wire = wires.startButton();
    return wire == null ? null : new Button(wire.activeHigh());
  }

  private @Nullable PresenceSwitch presenceSwitch() {
    var wire = wires.presence();
    return wire == null ? null : new PresenceSwitch(wire.activeHigh());
  }

  /** The lines, each null where the kiosk has none. */
  private static final class Lines implements Closeable {
    private final List<Closeable> taken = new ArrayList<>();
    private Pins.@Nullable Input start;
    private Pins.@Nullable Input presence;
    private Pins.@Nullable Output lamp;
    private boolean litIsHigh;
    private @Nullable Boolean lit;

    static Lines take(AgentConfig.Gpio wires, Pins pins, BlockingQueue<Signal> signals)
        throws IOException {
      var lines = new Lines();
      try {
        lines.open(wires, pins, signals);
        return lines;
      } catch (IOException | RuntimeException e) {
        lines.close();
        throw e;
      }
    }

    private void open(AgentConfig.Gpio wires, Pins pins, BlockingQueue<Signal> signals)
        throws IOException {
      var button = wires.startButton();
      if (button != null) {
        start = pins.input(button.line(), pull(button));
        taken.add(start);
        start.onEdge(edge -> {
          var _ = signals.offer(new Signal.Start(edge));
        });
      }
      var mat = wires.presence();
      if (mat != null) {
        presence = pins.input(mat.line(), pull(mat));
        taken.add(presence);
        presence.onEdge(edge -> {
          var _ = signals.offer(new Signal.Presence(edge));
        });
      }
      var light = wires.lamp();
      if (light != null) {
        litIsHigh = light.activeHigh();
        lamp = pins.output(light.line(), !litIsHigh);
        taken.add(lamp);
      }
    }

    /** A line nobody drives rests at what does not count. */
    private static Pins.Pull pull(AgentConfig.Wire wire) {
      return wire.activeHigh() ? Pins.Pull.DOWN : Pins.Pull.UP;
    }

    List<Panel.Told> look(Panel panel, Duration now) throws IOException {
      var told = new ArrayList<Panel.Told>();
      if (start != null) {
        told.addAll(panel.start(new Pins.Edge(start.isHigh(), now)));
      }
      if (presence != null) {
        told.addAll(panel.presence(new Pins.Edge(presence.isHigh(), now)));
      }
      return told;
    }

    void light(boolean on) throws IOException {
      if (lamp != null && (lit == null || lit != on)) {
        lamp.set(on == litIsHigh);
        lit = on;
      }
    }

    @Override
    public void close() {
      try {
        light(false);
      } catch (IOException e) {
        log.atWarn().addKeyValue("cause", e.getMessage()).log("lamp.notSwitchedOff");
      }
      for (var line : taken) {
        try {
          line.close();
        } catch (IOException e) {
          log.atWarn().addKeyValue("cause", e.getMessage()).log("line.notClosed");
        }
      }
    }
  }
}
