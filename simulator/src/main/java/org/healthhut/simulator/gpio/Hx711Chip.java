package org.healthhut.simulator.gpio;

import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * An HX711 load-cell converter with a bridge on channel A, none on channel B, and RATE low.
 *
 * <pre>
 * PD_SCK low, DOUT low    a conversion is ready
 * pulses 1 to 24          one bit at each rising edge, the highest first
 * pulses 25, 26, 27       the next conversion is of A with gain 128, B with gain 32, A with gain 64
 * PD_SCK high over 60 µs  switched off; reset when it falls
 * </pre>
 *
 * <p>Source: protocols/hx711.md. What it does not say: a conversion that was begun to be read is
 * kept until 25 pulses have come (guess); pulses while none is ready do nothing (guess).
 */
public final class Hx711Chip implements Chip {
  private static final int CODE_MAX = 0x7FFFFF;
  private static final int CODE_MIN = -0x800000;
  private static final int BITS = 24;
  private static final Duration POWERS_DOWN_AFTER = Duration.ofNanos(60_000);
  private static final int SETTLES_IN = 4;

  /** guess: the open inputs of channel B see this much. */
  private static final double OPEN_INPUT_COUNTS = 900;

  /** What a conversion is of, and how much smaller its counts are than those of gain 128. */
  private enum Input {
    A_128(1),
    B_32(4),
    A_64(2);

    private final double smaller;

    Input(double smaller) {
      this.smaller = smaller;
    }
  }

  /** What has become of its wires. */
  public enum Wiring {
    SOUND,
    /** Its plug is out. */
    UNPLUGGED,
    /** DOUT lies at ground. */
    SHORTED
  }

  /**
   * A scale, as its calibration would find it.
   *
   * @param offset counts of the empty plate at 20 °C
   * @param countsPerKg at gain 128
   * @param countsPerDegree by how much the zero drifts
   * @param noiseCounts the standard deviation of a conversion
   * @param oscillator how fast it runs: 1 is 10 conversions a second; several percent off is usual
   * @param tellsUnsettled whether conversions that have not settled come out, on their way to the
   *     right number, or none for so long: the note can be read both ways
   */
  public record Scale(
      double offset,
      double countsPerKg,
      double countsPerDegree,
      double noiseCounts,
      double oscillator,
      boolean tellsUnsettled) {}

  private static final double REFERENCE_CELSIUS = 20;

  private final Scale scale;
  private final ToDoubleFunction<Duration> kg;
  private final ToDoubleFunction<Duration> celsius;
  private final RandomGenerator random;
  private final Duration period;

  private Wiring wiring = Wiring.SOUND;
  private boolean clockHigh;
  private Duration clockRose = Duration.ZERO;
  private Input input = Input.A_128;

  /** What the next conversion is of. */
  private Input selected = Input.A_128;

  /** When the conversion that is being made is finished. */
  private Duration finished;

  /** Conversions that are still to be made before they mean anything. */
  private int settling = SETTLES_IN;

  private boolean ready;
  private int conversion;
  private int pulses;

  /**
   * Switched on at {@code now}.
   *
   * @param kg what lies on the plate, by the time
   * @param celsius how warm it is, by the time
   */
  public Hx711Chip(
      Scale scale,
      ToDoubleFunction<Duration> kg,
      ToDoubleFunction<Duration> celsius,
      RandomGenerator random,
      Duration now) {
    this.scale = scale;
    this.kg = kg;
    this.celsius = celsius;
    this.random = random;
    this.period = Duration.ofNanos((long) (100_000_000 / scale.oscillator()));
    this.finished = now.plus(period);
  }

  /** Pulls the plug, puts it in, or lays DOUT to ground; one that gets power again begins anew. */
  public void wire(Wiring now, Duration at) {
    if (wiring == Wiring.UNPLUGGED && now != Wiring.UNPLUGGED) {
      reset(at);
    }
    wiring = now;
  }

  @Override
  public void driven(boolean high, Duration now) {
    if (wiring == Wiring.UNPLUGGED) {
      clockHigh = high;
      clockRose = now;
      return;
    }
    convert(now);
    if (high && !clockHigh) {
      clockRose = now;
      rise();
    } else if (!high && clockHigh && poweredDown(now)) {
      reset(now);
    }
    clockHigh = high;
  }

  private boolean poweredDown(Duration now) {
    return clockHigh && now.minus(clockRose).compareTo(POWERS_DOWN_AFTER) > 0;
  }

  private void reset(Duration now) {
    ready = false;
    pulses = 0;
    input = Input.A_128;
    selected = Input.A_128;
    settling = SETTLES_IN;
    finished = now.plus(period);
  }

  private void rise() {
    boolean selecting = pulses > BITS && pulses < BITS + Input.values().length;
    if (ready || selecting) {
      pulses++;
    }
    if (pulses > BITS) {
      ready = false;
      selected = Input.values()[pulses - BITS - 1];
    }
  }

  /** Lets conversions come to their end. */
  private void convert(Duration now) {
    while (!poweredDown(now) && finished.compareTo(now) <= 0) {
      boolean beingRead = ready && pulses > 0;
      if (!beingRead) {
        pulses = 0;
        if (selected != input) {
          input = selected;
          settling = SETTLES_IN;
        }
        settling = Math.max(0, settling - 1);
        conversion = code(finished);
        ready = settling == 0 || scale.tellsUnsettled();
      }
      finished = finished.plus(period);
    }
  }

  /** In 24 bits of two's complement, saturated. */
  private int code(Duration at) {
    double drift = scale.countsPerDegree() * (celsius.applyAsDouble(at) - REFERENCE_CELSIUS);
    double bridge = scale.offset() + scale.countsPerKg() * kg.applyAsDouble(at) + drift;
    double seen = input == Input.B_32 ? OPEN_INPUT_COUNTS : bridge / input.smaller;
    double settled = seen * (1 - (double) settling / SETTLES_IN);
    double noisy = settled + random.nextGaussian() * scale.noiseCounts();
    return Math.clamp(Math.round(noisy), CODE_MIN, CODE_MAX) & 0xFFFFFF;
  }

  @Override
  public Level level(Duration now) {
    return switch (wiring) {
      case UNPLUGGED -> Level.OPEN;
      case SHORTED -> Level.LOW;
      case SOUND -> {
        convert(now);
        yield poweredDown(now) || !ready || bit() ? Level.HIGH : Level.LOW;
      }
    };
  }

  /** The bit that the last rising edge shifted out; low before the first one: ready. */
  private boolean bit() {
    return pulses > 0 && ((conversion >> (BITS - pulses)) & 1) != 0;
  }
}
