package org.healthhut.device.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of this machine, whose library is loaded when the first one is taken: a kiosk without
 * such devices never does. May be shared by threads.
 */
public final class LazyPins implements Pins {
  private final LongSupplier clock;
  private final Opening opening;
  private @Nullable Pins pins;

  /** Loads what it takes to have lines. */
  interface Opening {
    Pins open(LongSupplier clock);
  }

  LazyPins(LongSupplier clock, Opening opening) {
    this.clock = clock;
    this.opening = opening;
  }

  /**
   * Those of a Raspberry Pi.
   *
   * @param clock nanoseconds that never jump, as {@code System::nanoTime}
   */
  public static Pins ofThisMachine(LongSupplier clock) {
    // A reference to the constructor would load its class here.
    return new LazyPins(
        clock,
        given -> {
          return new Pi4jPins(given);
        });
  }

  private synchronized Pins pins() throws IOException {
    if (pins == null) {
      try {
        pins = opening.open(clock);
      } catch (LinkageError e) {
        throw new IOException(
            "GPIO cannot be used: Pi4J does not load; install the program again with all its"
                + " libraries",
            e);
      }
    }
    return pins;
  }

  @Override
  public Output output(int line, boolean high) throws IOException {
    return pins().output(line, high);
  }

  @Override
  public Input input(int line, Pull pull) throws IOException {
    return pins().input(line, pull);
  }

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }

  @Override
  public void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public synchronized void close() {
    if (pins != null) {
      pins.close();
      pins = null;
    }
  }
}
