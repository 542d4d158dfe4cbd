package org.healthhut.device.pressure;

import org.jspecify.annotations.Nullable;

/**
 * What a cuff measured. Whether a person can have these values is not yet asked.
 *
 * @param meanMmHg null where the monitor does not say it
 */
public record CuffReading(
    int systolicMmHg, @Nullable Integer meanMmHg, int diastolicMmHg, int pulsePerMinute) {

  public static CuffReading of(int systolicMmHg, int diastolicMmHg, int pulsePerMinute) {
    return new CuffReading(systolicMmHg, null, diastolicMmHg, pulsePerMinute);
  }
}
