package org.healthhut.simulator.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.healthhut.device.gpio.Pins;
import org.healthhut.simulator.gpio.Hx711Chip.Scale;
import org.junit.jupiter.api.Test;

/** Clocked by hand, as hx711.md says. */
class Hx711ChipTest {
  private static final int DATA = 5;
  private static final int CLOCK = 6;
  private static final Duration CONVERSION = Duration.ofMillis(100);

  private final VirtualPins pins = new VirtualPins();

  private final class Wires {
    final Pins.Output clock;
    final Pins.Input data;

    Wires(double counts) throws IOException {
      var chip =
          new Hx711Chip(
              new Scale(counts, 50_000, 0, 0, 1, false),
              now -> 0,
              now -> 20,
              new Random(1),
              pins.now());
      pins.solder(chip, CLOCK, DATA);
      clock = pins.output(CLOCK, false);
      data = pins.input(DATA, Pins.Pull.UP);
    }

    int read(int pulses) throws IOException {
      int bits = 0;
      for (int pulse = 1; pulse <= pulses; pulse++) {
        clock.set(true);
        clock.set(false);
        if (pulse <= 24) {
          bits = bits << 1 | (data.isHigh() ? 1 : 0);
        }
      }
      return bits;
    }

    void close() {
      clock.close();
      data.close();
    }
  }

  @Test
  void shiftsTheNotesExamplesOut() throws IOException {
    for (var example :
        Map.of(
                84_213.0, 0x0148F5,
                1_568_229.0, 0x17EDE5,
                -3_168.0, 0xFFF3A0,
                9_000_000.0, 0x7FFFFF,
                -9_000_000.0, 0x800000)
            .entrySet()) {
      var wires = new Wires(example.getKey());
      assertTrue(wires.data.isHigh(), "ready before it has settled");
      pins.pause(Duration.ofMillis(390));
      assertTrue(wires.data.isHigh(), "ready before it has settled");
      pins.pause(Duration.ofMillis(20));
      assertFalse(wires.data.isHigh(), "not ready");
      assertEquals(example.getValue(), wires.read(25));
      assertTrue(wires.data.isHigh(), "ready again at once");
      pins.pause(CONVERSION);
      assertFalse(wires.data.isHigh(), "not ready");
      wires.close();
    }
  }

  @Test
  void thePulsesSelectWhatComesNext() throws IOException {
    var wires = new Wires(100_000);
    pins.pause(Duration.ofSeconds(1));
    assertEquals(100_000, wires.read(27));
    pins.pause(CONVERSION.multipliedBy(3));
    assertTrue(wires.data.isHigh(), "another input has not settled");
    pins.pause(CONVERSION.multipliedBy(2));
    assertEquals(50_000, wires.read(27));
    pins.pause(CONVERSION);
    assertEquals(50_000, wires.read(26));
    pins.pause(CONVERSION.multipliedBy(5));
    assertEquals(900, wires.read(25));
    pins.pause(CONVERSION.multipliedBy(5));
    assertEquals(100_000, wires.read(25));
  }

  @Test
  void aClockThatStaysHighResetsItAndTheRestReadsAsOnes() throws IOException {
    var wires = new Wires(84_213);
    pins.pause(Duration.ofSeconds(1));
    pins.stall(13, Duration.ofNanos(61_000));
    assertEquals(0x014FFF, wires.read(25) | 0x000FFF);
    assertEquals(0xFFF, wires.read(25) & 0xFFF);
    pins.pause(CONVERSION.multipliedBy(3));
    assertTrue(wires.data.isHigh(), "ready before it has settled");
    pins.pause(CONVERSION);
    assertEquals(84_213, wires.read(25));
  }
}
