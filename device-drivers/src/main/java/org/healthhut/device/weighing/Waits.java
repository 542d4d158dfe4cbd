package org.healthhut.device.weighing;

import java.time.Duration;
import java.util.List;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What does not go on for ever while somebody is measured standing (and-scale.md, State machine): a
 * line that says nothing for 2 s, and a person who does not stand still for 10 s. Each is told once
 * until it has been otherwise.
 */
public final class Waits {
  private static final Duration SILENCE_MAX = Duration.ofSeconds(2);
  private static final Duration UNSTABLE_MAX = Duration.ofSeconds(10);

  private Duration heardAt = Duration.ZERO;
  private boolean toldSilent;
  private @Nullable Duration standsSince;

  public void opened(Moment now) {
    heardAt = now.uptime();
  }

  /** Something was understood. */
  public void heard(Moment now) {
    heardAt = now.uptime();
    toldSilent = false;
  }

  public void stands(Moment now) {
    standsSince = now.uptime();
  }

  /** Nobody stands there any more, or they have been measured. */
  public void left() {
    standsSince = null;
  }

  /**
   * Tells what has lasted too long.
   *
   * @param silence what is missing, in words
   * @return whether the line has fallen silent, so that nothing is known of who stands there
   */
  public boolean expire(Moment now, String silence, List<DeviceEvent> events) {
    if (!toldSilent && passed(now, heardAt.plus(SILENCE_MAX))) {
      toldSilent = true;
      standsSince = null;
      events.add(new Failed(Fault.SILENT, silence));
      return true;
    }
    if (standsSince != null && passed(now, standsSince.plus(UNSTABLE_MAX))) {
      standsSince = null;
      events.add(new Status(State.STAND_STILL, ""));
    }
    return false;
  }

  private static boolean passed(Moment now, Duration when) {
    return now.uptime().compareTo(when) >= 0;
  }

  /** When to {@link #expire} next, as {@link Moment#uptime}; null for never. */
  public @Nullable Duration wakeAt() {
    var silence = toldSilent ? null : heardAt.plus(SILENCE_MAX);
    var unstable = standsSince == null ? null : standsSince.plus(UNSTABLE_MAX);
    if (silence == null || unstable == null) {
      return silence == null ? unstable : silence;
    }
    return silence.compareTo(unstable) < 0 ? silence : unstable;
  }
}
