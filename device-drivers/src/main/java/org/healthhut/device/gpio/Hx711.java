package org.healthhut.device.gpio;

import java.io.IOException;
import java.time.Duration;

/**
 * Reads an HX711 converter bit by bit (hx711.md, Read cycle). Its clock must never be high for 60
 * µs, or it resets itself in mid-read and the rest reads as ones; what the kernel does to this
 * thread nobody can rule out, so every high phase is timed.
 */
final class Hx711 {
  /** Which conversion comes next, by the number of pulses. */
  enum Input {
    CHANNEL_A_GAIN_128(25),
    CHANNEL_B_GAIN_32(26),
    CHANNEL_A_GAIN_64(27);

    private final int pulses;

    Input(int pulses) {
      this.pulses = pulses;
    }
  }

  /** What a read gave. */
  sealed interface Read {
    /**
     * A whole conversion.
     *
     * @param bits 24, the first one highest
     */
    record Conversion(int bits) implements Read {}

    /** The clock was high for too long; the converter has been reset. */
    record Disturbed() implements Read {}

    /** DOUT was low after the last pulse; the converter has been reset. */
    record Stuck() implements Read {}
  }

  private static final int BITS = 24;

  /** T3 (hx711.md, Read cycle). */
  private static final long HIGH_MAX_NANOS = 50_000;

  /** More than 60 µs of high clock switch it off. */
  private static final Duration RESET = Duration.ofNanos(200_000);

  private final Pins pins;
  private final Pins.Input data;
  private final Pins.Output clock;
  private final Input input;

  Hx711(Pins pins, Pins.Input data, Pins.Output clock, Input input) {
    this.pins = pins;
    this.data = data;
    this.clock = clock;
    this.input = input;
  }

  /** How many conversions after a reset are not settled (hx711.md, Electrical and rate). */
  int settling() {
    // A reset selects channel A, gain 128: another input is selected by the first read.
    return input == Input.CHANNEL_A_GAIN_128 ? 4 : 5;
  }

  /** Whether a conversion is ready to be read. */
  boolean ready() throws IOException {
    return !data.isHigh();
  }

  /** Switches it off and on again, whatever it was doing. */
  void reset() throws IOException {
    clock.set(true);
    pins.pause(RESET);
    long began = pins.nanoTime();
    while (pins.nanoTime() - began < RESET.toNanos()) {
      // The pause may have been cut short.
    }
    clock.set(false);
  }

  /** Reads the conversion that is ready, and selects the next one's input. */
  Read read() throws IOException {
    int bits = 0;
    for (int pulse = 0; pulse < input.pulses; pulse++) {
      long rising = pins.nanoTime();
      clock.set(true);
      clock.set(false);
      // From before to after: longer than it was, never shorter.
      if (pins.nanoTime() - rising > HIGH_MAX_NANOS) {
        reset();
        return new Read.Disturbed();
      }
      if (pulse < BITS) {
        bits = bits << 1 | (data.isHigh() ? 1 : 0);
      }
    }
    if (!data.isHigh()) {
      reset();
      return new Read.Stuck();
    }
    return new Read.Conversion(bits);
  }
}
