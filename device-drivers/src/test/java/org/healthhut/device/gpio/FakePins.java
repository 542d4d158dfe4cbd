package org.healthhut.device.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** Lines in virtual time: each call takes a while, and a chip sees and sets them. */
final class FakePins implements Pins {
  /** What hangs on the lines. */
  interface Chip {
    /** An output changed. */
    void set(int line, boolean high, long nanos);

    /** What an input is now. */
    boolean isHigh(int line, long nanos);
  }

  /** A native call on a small machine. */
  private static final long CALL_NANOS = 1_000;

  private final Chip chip;
  private final Map<Integer, String> taken = new TreeMap<>();

  /** By call, how much longer than usual it takes: the kernel's whims. */
  private LongUnaryOperator hiccups = call -> 0;

  private long calls;
  private long now = 1_000_000_000_000L;

  FakePins(Chip chip) {
    this.chip = chip;
  }

  /** From the next call on, counted from 0. */
  void hiccups(LongUnaryOperator nanosOfCall) {
    calls = 0;
    hiccups = nanosOfCall;
  }

  Map<Integer, String> taken() {
    return taken;
  }

  private void call() {
    now += CALL_NANOS + hiccups.applyAsLong(calls++);
  }

  @Override
  public Output output(int line, boolean high) throws IOException {
    take(line, "output");
    return new Output() {
      @Override
      public void set(boolean level) {
        call();
        chip.set(line, level, now);
      }

      @Override
      public void close() {
        taken.remove(line);
      }
    };
  }

  @Override
  public Input input(int line, Pull pull) throws IOException {
    take(line, "input " + pull);
    return new Input() {
      @Override
      public boolean isHigh() {
        call();
        return chip.isHigh(line, now);
      }

      @Override
      public void onEdge(EdgeListener listener) {
        throw new UnsupportedOperationException("no edges here");
      }

      @Override
      public void close() {
        taken.remove(line);
      }
    };
  }

  private void take(int line, String how) throws IOException {
    if (taken.putIfAbsent(line, how) != null) {
      throw new IOException("line " + line + " is taken");
    }
  }

  @Override
  public long nanoTime() {
    now += CALL_NANOS / 20;
    return now;
  }

  @Override
  public void pause(Duration time) {
    now += time.toNanos();
  }

  @Override
  public void close() {
    taken.clear();
  }
}
