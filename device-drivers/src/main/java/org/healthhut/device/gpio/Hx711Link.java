package org.healthhut.device.gpio;

import java.io.IOException;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.hx711.LoadCellSample;
import org.healthhut.device.link.Link;

/**
 * An HX711 as a line that says one {@link LoadCellSample} after another, its calibration first.
 *
 * <p>Reading busies its thread for less than a millisecond a sample; ten come a second.
 */
public final class Hx711Link implements Link {
  /** How often to look whether a conversion is ready. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(1);

  /** The longest wait for a conversion (hx711.md, Software filter and state machine). */
  private static final long LATE_NANOS = Duration.ofMillis(250).toNanos();

  /** After a reset the first one may be 400 ms away besides (hx711.md, Electrical and rate). */
  private static final long SETTLING_NANOS = Duration.ofMillis(400).toNanos();

  /** Resets a silent converter now and then: it may have lost its power meanwhile. */
  private static final int RESET_EVERY = 3;

  /** A line that is stuck low seems ready all the time. */
  private static final long REST_NANOS = Duration.ofMillis(100).toNanos();

  /** Conversions timed together. */
  private static final int TIMED = 8;

  /** Twice as many as 10 a second, which an oscillator that is off by some percent never gives. */
  private static final long TIMED_MIN_NANOS = Duration.ofMillis(50).toNanos() * TIMED;

  private final String name;
  private final Pins pins;
  private final Pins.Input data;
  private final Pins.Output clock;
  private final Hx711 converter;
  private Bytes unread;
  private int unsettled;
  private long waitingSince;
  private long patience;
  private long rest;
  private int lateInARow;
  private int timed;
  private long timedSince;
  private boolean fast;
  private boolean closed;

  private Hx711Link(String name, Pins pins, Pins.Input data, Pins.Output clock, Hx711Wiring wiring)
      throws IOException {
    this.name = name;
    this.pins = pins;
    this.data = data;
    this.clock = clock;
    this.converter = new Hx711(pins, data, clock, Hx711.Input.CHANNEL_A_GAIN_128);
    this.unread = LoadCellSample.calibration(wiring.calibration());
    converter.reset();
    settle();
  }

  /** The converter on {@code pins}, which stay open when it is closed. */
  public static Port port(String name, Pins pins, Hx711Wiring wiring) {
    return new Port() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Link open() throws IOException {
        return Hx711Link.open(name, pins, wiring);
      }
    };
  }

  private static Link open(String name, Pins pins, Hx711Wiring wiring) throws IOException {
    var clock = pins.output(wiring.clock(), false);
    Pins.Input data = null;
    try {
      data = pins.input(wiring.data(), Pins.Pull.UP);
      return new Hx711Link(name, pins, data, clock, wiring);
    } catch (IOException e) {
      clock.close();
      if (data != null) {
        data.close();
      }
      throw e;
    }
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
    while (true) {
      long now = pins.nanoTime();
      boolean rested = now - waitingSince >= rest;
      if (rested && converter.ready()) {
        return ready();
      }
      if (now - waitingSince >= patience) {
        return late(now);
      }
      if (now - began >= wait.toNanos()) {
        return Bytes.EMPTY;
      }
      pins.pause(LOOK_EVERY);
    }
  }

  private Bytes late(long now) throws IOException {
    waitingSince = now;
    patience = LATE_NANOS;
    if (++lateInARow % RESET_EVERY == 0) {
      converter.reset();
      settle();
    }
    return LoadCellSample.LATE.bytes();
  }

  private Bytes ready() throws IOException {
    var read = converter.read();
    waitingSince = pins.nanoTime();
    patience = LATE_NANOS;
    rest = 0;
    lateInARow = 0;
    return switch (read) {
      case Hx711.Read.Conversion(var bits) -> converted(bits);
      case Hx711.Read.Disturbed() -> {
        settle();
        rest = REST_NANOS;
        yield LoadCellSample.DISTURBED.bytes();
      }
      case Hx711.Read.Stuck() -> {
        settle();
        rest = REST_NANOS;
        yield LoadCellSample.STUCK.bytes();
      }
    };
  }

  private Bytes converted(int bits) {
    if (tooFast()) {
      return LoadCellSample.FAST.bytes();
    }
    if (unsettled > 0) {
      unsettled--;
      return LoadCellSample.SETTLING.bytes();
    }
    return LoadCellSample.conversion(bits);
  }

  private boolean tooFast() {
    if (timed == TIMED) {
      fast = waitingSince - timedSince < TIMED_MIN_NANOS;
      timed = 0;
    }
    if (timed == 0) {
      timedSince = waitingSince;
    }
    timed++;
    return fast;
  }

  /** The converter begins anew. */
  private void settle() {
    unsettled = converter.settling();
    waitingSince = pins.nanoTime();
    patience = LATE_NANOS + SETTLING_NANOS;
    timed = 0;
  }

  /** A converter is told nothing. */
  @Override
  public void write(Bytes bytes) throws IOException {
    throw new IOException(name + ": this line takes no bytes");
  }

  @Override
  public void close() {
    closed = true;
    data.close();
    clock.close();
  }
}
