package org.healthhut.device;

import java.time.Duration;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * How long a driver that polls waits for an answer, how often it asks again and when it gives up.
 *
 * <pre>
 * RESTING --pause over--> WAITING --no answer or a damaged one--> HESITATING --line quiet--> WAITING
 * </pre>
 */
public final class Patience {
  /** What to do now. */
  public enum Due {
    NOTHING,
    ASK,
    /** Nothing answers; asked as often as is sensible. */
    GIVE_UP_SILENT,
    /** What answers is not understood; asked as often as is sensible. */
    GIVE_UP_DAMAGED
  }

  private enum Phase {
    RESTING,
    WAITING,
    HESITATING
  }

  private final Duration answerMax;
  private final Duration hesitation;
  private final int retriesMax;

  private Phase phase = Phase.RESTING;
  private int retries;
  private boolean damaged;
  private @Nullable Duration wakeAt;

  /**
   * @param hesitation how long the line must have been quiet before the same is asked again
   */
  public Patience(Duration answerMax, Duration hesitation, int retriesMax) {
    this.answerMax = answerMax;
    this.hesitation = hesitation;
    this.retriesMax = retriesMax;
  }

  public @Nullable Duration wakeAt() {
    return wakeAt;
  }

  /** Something was asked, for the first time or again. */
  public void asked(Moment now) {
    phase = Phase.WAITING;
    damaged = false;
    wakeAt = now.uptime().plus(answerMax);
  }

  /** What was asked for is there. */
  public void answered() {
    retries = 0;
  }

  /** Bytes came: whoever is talking is not interrupted. */
  public void received(Moment now) {
    switch (phase) {
      case RESTING -> {}
      case WAITING -> wakeAt = now.uptime().plus(answerMax);
      case HESITATING -> wakeAt = now.uptime().plus(hesitation);
    }
  }

  /** Part of the answer is lost; it must be asked for again. */
  public void damaged(Moment now) {
    if (phase != Phase.RESTING) {
      phase = Phase.HESITATING;
      damaged = true;
      wakeAt = now.uptime().plus(hesitation);
    }
  }

  /** Nothing is expected; ask when {@code pause} is over. */
  public void rest(Moment now, Duration pause) {
    phase = Phase.RESTING;
    retries = 0;
    wakeAt = now.uptime().plus(pause);
  }

  public void end() {
    phase = Phase.RESTING;
    wakeAt = null;
  }

  public Due due(Moment now) {
    if (wakeAt == null || now.uptime().compareTo(wakeAt) < 0) {
      return Due.NOTHING;
    }
    if (phase == Phase.RESTING) {
      return Due.ASK;
    }
    if (retries >= retriesMax) {
      return damaged ? Due.GIVE_UP_DAMAGED : Due.GIVE_UP_SILENT;
    }
    if (phase == Phase.WAITING && hesitation.isPositive()) {
      phase = Phase.HESITATING;
      wakeAt = wakeAt.plus(hesitation);
      return due(now);
    }
    retries++;
    return Due.ASK;
  }
}
