package org.healthhut.device.gpio;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.util.BoardInfoHelper;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a Raspberry Pi. The only user of Pi4J, which begins when the first line is taken;
 * merely naming this class loads some of it: see {@link LazyPins}.
 *
 * <p>Lines may be taken and closed from any thread; one line belongs to one thread. An edge's time
 * is when this program heard of it, which is some milliseconds late at worst: right for fingers and
 * feet, wrong for timing sound.
 */
final class Pi4jPins implements Pins {
  private final LongSupplier clock;
  private final Opening opening;
  private @Nullable Context context;

  /** Makes the context. */
  interface Opening {
    Context context() throws IOException;
  }

  /**
   * @param clock nanoseconds that never jump, as {@code System::nanoTime}
   */
  Pi4jPins(LongSupplier clock) {
    this(clock, Pi4jPins::ofThisMachine);
  }

  Pi4jPins(LongSupplier clock, Opening opening) {
    this.clock = clock;
    this.opening = opening;
  }

  private static Context ofThisMachine() throws IOException {
    try {
      if (!BoardInfoHelper.runningOnRaspberryPi()) {
        throw new IOException(
            "GPIO cannot be used: this machine is no Raspberry Pi; take the device out of the"
                + " configuration");
      }
      return Pi4J.newAutoContext();
    } catch (Pi4JException | LinkageError e) {
      throw new IOException(
          "GPIO cannot be used: "
              + e.getMessage()
              + "; check that /dev/gpiochip0 is there and this account in group gpio",
          e);
    }
  }

  @Override
  public synchronized Output output(int line, boolean high) throws IOException {
    var open = context();
    var level = DigitalState.getState(high);
    try {
      return new Writing(
          open,
          line,
          open.create(
              DigitalOutput.newConfigBuilder(open)
                  .id(id(line))
                  .address(line)
                  .initial(level)
                  .shutdown(level)));
    } catch (Pi4JException e) {
      throw cannotTake(line, e);
    }
  }

  @Override
  public synchronized Input input(int line, Pull pull) throws IOException {
    var open = context();
    var resistance =
        switch (pull) {
          case NONE -> PullResistance.OFF;
          case UP -> PullResistance.PULL_UP;
          case DOWN -> PullResistance.PULL_DOWN;
        };
    try {
      return new Reading(
          open,
          line,
          open.create(
              DigitalInput.newConfigBuilder(open)
                  .id(id(line))
                  .address(line)
                  .pull(resistance)
                  .debounce(0L)));
    } catch (Pi4JException e) {
      throw cannotTake(line, e);
    }
  }

  private Context context() throws IOException {
    if (context == null) {
      context = opening.context();
    }
    return context;
  }

  private static String id(int line) {
    return "line-" + line;
  }

  private static IOException cannotTake(int line, Pi4JException e) {
    return new IOException(
        "cannot take GPIO line "
            + line
            + ": "
            + e.getMessage()
            + "; check that no other device is configured on it, and that this account is in group"
            + " gpio",
        e);
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
    if (context != null) {
      context.shutdown();
      context = null;
    }
  }

  private synchronized void release(Taken line) {
    if (!line.released) {
      line.released = true;
      if (!line.from.isShutdown()) {
        line.from.shutdown(id(line.number));
      }
    }
  }

  /** A line of one context. */
  private abstract class Taken implements Closeable {
    private final Context from;
    private final int number;
    private boolean released;

    Taken(Context from, int number) {
      this.from = from;
      this.number = number;
    }

    IOException failed(Pi4JException e) {
      return new IOException("GPIO line " + number + " failed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
      release(this);
    }
  }

  private final class Writing extends Taken implements Output {
    private final DigitalOutput output;

    Writing(Context from, int number, DigitalOutput output) {
      super(from, number);
      this.output = output;
    }

    @Override
    public void set(boolean high) throws IOException {
      try {
        output.state(high ? DigitalState.HIGH : DigitalState.LOW);
      } catch (Pi4JException e) {
        throw failed(e);
      }
    }
  }

  private final class Reading extends Taken implements Input {
    private final DigitalInput input;

    Reading(Context from, int number, DigitalInput input) {
      super(from, number);
      this.input = input;
    }

    @Override
    public boolean isHigh() throws IOException {
      try {
        return input.state() == DigitalState.HIGH;
      } catch (Pi4JException e) {
        throw failed(e);
      }
    }

    @Override
    public void onEdge(EdgeListener listener) {
      input.addListener(event ->
          listener.edge(
              new Edge(event.state() == DigitalState.HIGH, Duration.ofNanos(clock.getAsLong()))));
    }
  }
}
