package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.jspecify.annotations.Nullable;

/**
 * A test strip in a meter: pushed in, a drop of blood after a moment, five seconds counted down.
 *
 * <p>guess: the times, which no protocol note has; they are those of usual meters.
 */
final class TestStrip {
  private static final Duration BLOOD_COMES_AFTER = Duration.ofSeconds(3);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int COUNTDOWN_SECONDS = 5;

  private Pace pace = Pace.REAL;
  private @Nullable Measurement found;
  private int left;
  private @Nullable Duration wakeAt;

  /** What has just happened to the strip. */
  sealed interface Turn {
    /** Nothing yet. */
    record Waiting() implements Turn {}

    /** The drop is in and the countdown begins. */
    record Blood() implements Turn {}

    /** The countdown is over. */
    record Done(Measurement found) implements Turn {}
  }

  void insert(Measurement measurement, Duration uptime) {
    found = measurement;
    left = 0;
    wakeAt = uptime.plus(pace.of(BLOOD_COMES_AFTER));
  }

  Turn turn(Duration uptime) {
    if (found == null || wakeAt == null || wakeAt.compareTo(uptime) > 0) {
      return new Turn.Waiting();
    }
    if (left == 1) {
      var done = new Turn.Done(found);
      pullOut();
      return done;
    }
    boolean begins = left == 0;
    left = begins ? COUNTDOWN_SECONDS : left - 1;
    wakeAt = uptime.plus(pace.of(SECOND));
    return begins ? new Turn.Blood() : new Turn.Waiting();
  }

  boolean isIn() {
    return found != null;
  }

  void pullOut() {
    found = null;
    wakeAt = null;
  }

  void pace(Pace other, Duration uptime) {
    pace = other;
    if (isIn()) {
      wakeAt = uptime;
    }
  }

  @Nullable Duration wakeAt() {
    return wakeAt;
  }

  /** What the meter shows while the strip is in. */
  Panel panel() {
    return left == 0
        ? Panel.busy("◊", "", "已插试纸,等待滴血", "Strip in, waiting for blood", 10)
        : Panel.busy(
            String.valueOf(left), "s", "倒计时", "Countdown", 100 - 80 * left / COUNTDOWN_SECONDS);
  }

  static Panel pulledOut() {
    return Panel.failed("---", "试纸已拔出", "Strip pulled out");
  }
}
