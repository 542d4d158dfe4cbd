package org.healthhut.kiosk.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.Waiting;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.Reconnect;
import org.junit.jupiter.api.Test;

class PanelThreadTest {
  private static final int START = 17;
  private static final int MAT = 27;
  private static final int LAMP = 22;

  private static final AgentConfig.Gpio WIRES =
      new AgentConfig.Gpio(
          new AgentConfig.Wire(START, false),
          new AgentConfig.Wire(MAT, true),
          new AgentConfig.Wire(LAMP, false));

  private final MemoryPins pins = new MemoryPins();
  private final AtomicInteger presses = new AtomicInteger();
  private final AtomicInteger comings = new AtomicInteger();
  private final PanelThread panel =
      new PanelThread(
          WIRES,
          pins,
          new Reconnect(Duration.ofMillis(10), Duration.ofMillis(20)),
          new PanelListener() {
            @Override
            public void startPressed() {
              presses.incrementAndGet();
            }

            @Override
            public void presence(boolean occupied) {
              comings.addAndGet(occupied ? 1 : 0);
            }
          });

  private boolean lit() {
    return !pins.level(LAMP);
  }

  @Test
  void tellsWhatHappensAndShowsTheLamp() {
    panel.start();
    try (panel) {
      Waiting.until(() -> pins.taken().size() == 3);
      assertEquals(
          Map.of(START, "input UP", MAT, "input DOWN", LAMP, "output"), Map.copyOf(pins.taken()));
      pins.level(START, false);
      Waiting.until(() -> presses.get() == 1);
      pins.level(START, true);
      pins.level(MAT, true);
      Waiting.until(() -> comings.get() == 1);
      panel.show(Lamp.FREE);
      Waiting.until(this::lit);
    }
    Waiting.until(() -> pins.taken().isEmpty());
    assertFalse(lit(), "lit although nobody is there to say so");
    assertEquals(1, presses.get());
  }

  @Test
  void seesAPressWhoseEdgeGotLost() {
    pins.deaf(true);
    panel.start();
    try (panel) {
      Waiting.until(() -> pins.taken().size() == 3);
      pins.level(START, false);
      Waiting.until(() -> presses.get() == 1);
    }
  }

  @Test
  void takesTheLinesAgainWhenTheyWereLost() {
    pins.absent(true);
    panel.start();
    try (panel) {
      panel.show(Lamp.FREE);
      pins.absent(false);
      Waiting.until(this::lit);
      pins.absent(true);
      Waiting.until(() -> pins.taken().isEmpty());
      pins.absent(false);
      Waiting.until(() -> pins.taken().size() == 3);
      pins.level(START, false);
      Waiting.until(() -> presses.get() == 1);
    }
  }
}
