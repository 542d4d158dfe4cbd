package org.healthhut.device.gpio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** The GPIO lines of this machine, by their BCM numbers, and the clock they are timed with. */
public interface Pins extends Closeable {
  /** The numbers a Raspberry Pi brings out to its header. */
  int LINE_MAX = 27;

  /**
   * Takes a line to write to.
   *
   * @param high what it is from the first moment on
   * @throws IOException when it cannot be had; the message names the line, the cause and the remedy
   */
  Output output(int line, boolean high) throws IOException;

  /**
   * Takes a line to read from.
   *
   * @throws IOException when it cannot be had; the message names the line, the cause and the remedy
   */
  Input input(int line, Pull pull) throws IOException;

  /** A clock in nanoseconds that never jumps; its zero means nothing. */
  long nanoTime();

  /** Lets about this much time pass, or less where the thread is interrupted. */
  void pause(Duration time);

  @Override
  void close();

  /** A line to write to. Closing twice is harmless. */
  interface Output extends Closeable {
    void set(boolean high) throws IOException;

    @Override
    void close();
  }

  /** A line to read from. Closing twice is harmless. */
  interface Input extends Closeable {
    boolean isHigh() throws IOException;

    /** Tells {@code listener} of each edge from now on, from a thread of its own. */
    void onEdge(EdgeListener listener);

    @Override
    void close();
  }

  /** Told of edges; must not block. */
  interface EdgeListener {
    void edge(Edge edge);
  }

  /**
   * A line became high or low.
   *
   * @param at {@link Pins#nanoTime} when it was noticed
   */
  record Edge(boolean high, Duration at) {}

  /** The resistor inside the chip that an open line follows. */
  enum Pull {
    NONE,
    UP,
    DOWN
  }
}
