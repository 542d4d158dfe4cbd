package org.healthhut.simulator.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.device.gpio.Pins;
import org.healthhut.simulator.gpio.Chip.Level;
import org.jspecify.annotations.Nullable;

/**
 * GPIO lines with chips on them, in virtual time: only calls and pauses let it pass. Confined to
 * one thread.
 */
public final class VirtualPins implements Pins {
  /** guess: a native call on a small machine. */
  private static final Duration CALL = Duration.ofNanos(800);

  /** guess: what it takes to read a clock. */
  private static final Duration LOOK_AT_CLOCK = Duration.ofNanos(50);

  private final Map<Integer, Chip> driven = new TreeMap<>();
  private final Map<Integer, Chip> driving = new TreeMap<>();
  private final TreeSet<Integer> taken = new TreeSet<>();
  private Duration now = Duration.ofHours(1);
  private @Nullable Stall stall;
  private Duration stallsEvery = Duration.ZERO;
  private Duration stallsFor = Duration.ZERO;
  private Duration stallsAt = Duration.ZERO;

  /**
   * @param highs how many times the kiosk still makes a line high before
   */
  private record Stall(int highs, Duration time) {}

  /** Solders a chip on. */
  public void solder(Chip chip, int drivenByKiosk, int drivenByChip) {
    driven.put(drivenByKiosk, chip);
    driving.put(drivenByChip, chip);
  }

  /** The time that has passed, from which chips tell theirs. */
  public Duration now() {
    return now;
  }

  /**
   * Takes the processor away from the kiosk's thread once.
   *
   * @param highs how many times it still makes a line high before; the last of them lasts
   */
  public void stall(int highs, Duration time) {
    stall = new Stall(highs, time);
  }

  /**
   * Takes the processor away again and again; never, with zero.
   *
   * @param first when for the first time, from now
   */
  public void stallEvery(Duration first, Duration every, Duration time) {
    stallsEvery = every;
    stallsFor = time;
    stallsAt = now.plus(first);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    if (!stallsEvery.isZero() && now.compareTo(stallsAt) >= 0) {
      now = now.plus(stallsFor);
      stallsAt = now.plus(stallsEvery);
    }
  }

  private void take(int line) throws IOException {
    if (line < 0 || line > LINE_MAX || !taken.add(line)) {
      throw new IOException("line " + line + " is not there, or taken");
    }
  }

  @Override
  public Output output(int line, boolean high) throws IOException {
    take(line);
    drive(line, high);
    return new Output() {
      @Override
      public void set(boolean level) {
        drive(line, level);
      }

      @Override
      public void close() {
        taken.remove(line);
      }
    };
  }

  private void drive(int line, boolean high) {
    pass(CALL);
    var chip = driven.get(line);
    if (chip != null) {
      chip.driven(high, now);
    }
    if (high && stall != null) {
      var left = stall.highs() - 1;
      if (left > 0) {
        stall = new Stall(left, stall.time());
      } else {
        pass(stall.time());
        stall = null;
      }
    }
  }

  @Override
  public Input input(int line, Pull pull) throws IOException {
    take(line);
    return new Input() {
      @Override
      public boolean isHigh() {
        pass(CALL);
        var chip = driving.get(line);
        return switch (chip == null ? Level.OPEN : chip.level(now)) {
          case HIGH -> true;
          case LOW -> false;
          case OPEN -> pull == Pull.UP;
        };
      }

      @Override
      public void onEdge(EdgeListener listener) {
        throw new UnsupportedOperationException("nobody waits for a chip's edges");
      }

      @Override
      public void close() {
        taken.remove(line);
      }
    };
  }

  @Override
  public long nanoTime() {
    pass(LOOK_AT_CLOCK);
    return now.toNanos();
  }

  @Override
  public void pause(Duration time) {
    pass(time);
  }

  /** Whether nothing is in use. */
  public boolean allFree() {
    return taken.isEmpty();
  }

  @Override
  public void close() {
    taken.clear();
  }
}
