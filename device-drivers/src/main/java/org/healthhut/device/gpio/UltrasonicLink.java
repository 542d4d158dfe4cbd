package org.healthhut.device.gpio;

import java.io.IOException;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;
import org.healthhut.device.ultrasonic.EchoSample;

/**
 * An HC-SR04 as a line that says one {@link EchoSample} after another, its mounting first
 * (height-weight.md, section 5).
 *
 * <p>A burst busies its thread for up to 40 ms, ten times a second: the echo is timed by looking at
 * its line without a pause, and does not count where this thread was made to look away.
 */
public final class UltrasonicLink implements Link {
  /** At least 60 ms (height-weight.md, section 5); more leaves the processor to others. */
  private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

  /** At least 10 µs. */
  private static final long TRIGGER_NANOS = 12_000;

  /** From the trigger's end: eight periods of 40 kHz, and as much again and more. */
  private static final long ANSWER_MAX_NANOS = Duration.ofMillis(5).toNanos();

  /** Without an echo the line falls after about 38 ms. */
  private static final long ECHO_MAX_NANOS = Duration.ofMillis(30).toNanos();

  private static final long FALL_MAX_NANOS = Duration.ofMillis(45).toNanos();

  /** How long nobody may have looked at the line. */
  private static final long GAP_MAX_NANOS = Duration.ofNanos(200_000).toNanos();

  private static final long NANOS_PER_MICRO = 1_000;

  private final String name;
  private final Pins pins;
  private final Pins.Output trigger;
  private final Pins.Input echo;
  private Bytes unread;
  private long burstAt;
  private boolean burst;
  private boolean closed;

  private UltrasonicLink(
      String name, Pins pins, Pins.Output trigger, Pins.Input echo, UltrasonicWiring wiring) {
    this.name = name;
    this.pins = pins;
    this.trigger = trigger;
    this.echo = echo;
    this.unread = EchoSample.mounting(wiring.mounting());
  }

  /** The sensor on {@code pins}, which stay open when it is closed. */
  public static Port port(String name, Pins pins, UltrasonicWiring wiring) {
    return new Port() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Link open() throws IOException {
        var trigger = pins.output(wiring.trigger(), false);
        try {
          var echo = pins.input(wiring.echo(), Pins.Pull.DOWN);
          return new UltrasonicLink(name, pins, trigger, echo, wiring);
        } catch (IOException e) {
          trigger.close();
          throw e;
        }
      }
    };
  }

  @Override
  public Bytes read(Duration wait) throws IOException {
    if (closed) {
      throw new IOException(name + ": the line is closed");
    }
    if (!unread.isEmpty()) {
      var first = unread;
      unread = Bytes.EMPTY;
      return first;
    }
    long began = pins.nanoTime();
    while (burst && pins.nanoTime() - burstAt < EVERY_NANOS) {
      long now = pins.nanoTime();
      long left = Math.min(EVERY_NANOS - (now - burstAt), wait.toNanos() - (now - began));
      if (left <= 0) {
        return Bytes.EMPTY;
      }
      pins.pause(Duration.ofNanos(left));
    }
    return burst();
  }

  private Bytes burst() throws IOException {
    burst = true;
    burstAt = pins.nanoTime();
    if (echo.isHigh()) {
      return EchoSample.STUCK.bytes();
    }
    long pulse = pins.nanoTime();
    trigger.set(true);
    while (pins.nanoTime() - pulse < TRIGGER_NANOS) {
      // Not worth giving the processor away for.
    }
    trigger.set(false);
    var rise = awaitLevel(true, ANSWER_MAX_NANOS);
    if (!rise.seen()) {
      return (rise.lookedAway() ? EchoSample.DISTURBED : EchoSample.UNANSWERED).bytes();
    }
    var fall = awaitLevel(false, FALL_MAX_NANOS);
    if (!fall.seen()) {
      return EchoSample.STUCK.bytes();
    }
    long nanos = fall.at() - rise.at();
    if (rise.lookedAway() || fall.lookedAway()) {
      return EchoSample.DISTURBED.bytes();
    }
    return nanos > ECHO_MAX_NANOS
        ? EchoSample.NO_ECHO.bytes()
        : EchoSample.echo(Math.toIntExact(nanos / NANOS_PER_MICRO));
  }

  /**
   * @param at when the level was seen, or the time was over
   * @param lookedAway whether it may have come long before it was seen
   */
  private record Level(boolean seen, long at, boolean lookedAway) {}

  private Level awaitLevel(boolean high, long maxNanos) throws IOException {
    long began = pins.nanoTime();
    long last = began;
    while (true) {
      boolean seen = echo.isHigh() == high;
      long now = pins.nanoTime();
      boolean gap = now - last > GAP_MAX_NANOS;
      if (seen) {
        return new Level(true, now, gap);
      }
      if (now - began > maxNanos) {
        return new Level(false, now, gap);
      }
      last = now;
    }
  }

  /** A sensor is told nothing. */
  @Override
  public void write(Bytes bytes) throws IOException {
    throw new IOException(name + ": this line takes no bytes");
  }

  @Override
  public void close() {
    closed = true;
    echo.close();
    trigger.close();
  }
}
