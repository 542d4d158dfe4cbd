package org.healthhut.simulator.device;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual device does about something that happened.
 *
 * @param sends to go on the wire in this order
 * @param wakeAt when to say {@link Happening.Woken}; replaces the time asked for before, null for
 *     none
 * @param ending how the measurement ended, once everything in {@code sends} is on the wire; null
 *     while it goes on or there is none
 */
public record Reply(List<Transmission> sends, @Nullable Duration wakeAt, @Nullable Ending ending) {

  /** How a measurement ended, as the device sees it. */
  public enum Ending {
    MEASURED,
    /** The device could not measure and said so. */
    FAILED,
    STOPPED
  }

  public Reply {
    sends = List.copyOf(sends);
  }

  public static Reply wakingAt(@Nullable Duration at) {
    return new Reply(List.of(), at, null);
  }

  public static Reply sending(Transmission transmission, @Nullable Duration wakeAt) {
    return new Reply(List.of(transmission), wakeAt, null);
  }

  public Reply ending(Ending how) {
    return new Reply(sends, wakeAt, how);
  }
}
