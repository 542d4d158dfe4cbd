package org.healthhut.device.gpio;

import java.util.function.LongToIntFunction;

/** An HX711 as its data sheet describes it (hx711.md), written without a look at the driver. */
final class Hx711Chip implements FakePins.Chip {
  static final int DATA = 5;
  static final int CLOCK = 6;

  private static final long OFF_AFTER_NANOS = 60_000;
  private static final int SETTLING_CONVERSIONS = 4;

  private final long periodNanos;
  private final LongToIntFunction codes;

  private boolean clock;
  private long clockSince;
  private long resetAt;
  private long taken = -1;
  private int pulses;
  private int code;

  /** How often it was reset by a clock held high. */
  int resets;

  /** The pulses of the last whole read. */
  int lastPulses;

  /** Cut from its supply, with the line pulled up. */
  boolean unpowered;

  /** DOUT touches ground. */
  boolean grounded;

  /**
   * @param codes the 24 bits of each conversion since the reset; the first four do not count
   */
  Hx711Chip(int perSecond, LongToIntFunction codes) {
    this.periodNanos = 1_000_000_000L / perSecond;
    this.codes = codes;
  }

  @Override
  public void set(int line, boolean high, long nanos) {
    if (line != CLOCK || high == clock) {
      return;
    }
    if (!high && nanos - clockSince > OFF_AFTER_NANOS) {
      resets++;
      resetAt = nanos;
      taken = -1;
      pulses = 0;
    } else if (high) {
      if (pulses == 0 && ready(nanos)) {
        taken = conversion(nanos);
        code = taken < SETTLING_CONVERSIONS ? 0x123456 : codes.applyAsInt(taken);
        pulses = 1;
      } else if (pulses > 0) {
        pulses++;
        lastPulses = pulses;
      }
    }
    clock = high;
    clockSince = nanos;
  }

  @Override
  public boolean isHigh(int line, long nanos) {
    if (unpowered) {
      return true;
    }
    if (grounded) {
      return false;
    }
    if (clock && nanos - clockSince > OFF_AFTER_NANOS) {
      return true;
    }
    if (pulses > 0 && pulses <= 24) {
      return ((code >> (24 - pulses)) & 1) == 1;
    }
    if (pulses > 0 && conversion(nanos) > taken) {
      pulses = 0;
    }
    return pulses > 0 || !ready(nanos);
  }

  private long conversion(long nanos) {
    return (nanos - resetAt) / periodNanos - 1;
  }

  private boolean ready(long nanos) {
    return conversion(nanos) > taken;
  }
}
