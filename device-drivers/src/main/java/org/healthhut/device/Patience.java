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
 *
 * <p>Whoever is talking is not interrupted, but not for ever: bytes that go on coming when an
 * exchange has lasted long enough are no answer.
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
  private final Duration exchangeMax;

  private Phase phase = Phase.RESTING;
  private int retries;
  private boolean damaged;
  private Duration askedAt = Duration.ZERO;

  /** Bytes still came when the answer should have been over. */
  private boolean endless;

  private @Nullable Duration wakeAt;

  /**
   * @param answerMax from asking to the first byte, and between any two
   * @param hesitation how long the line must have been quiet before the same is asked again
   * @param exchangeMax from asking to the end of a whole answer, however it comes
   */
  public Patience(Duration answerMax, Duration hesitation, int retriesMax, Duration exchangeMax) {
    this.answerMax = answerMax;
    this.hesitation = hesitation;
    this.retriesMax = retriesMax;
    this.exchangeMax = exchangeMax;
  }

  public @Nullable Duration wakeAt() {
    return wakeAt;
  }

  /** Something was asked, for the first time or again. */
  public void asked(Moment now) {
    phase = Phase.WAITING;
    damaged = false;
    endless = false;
    askedAt = now.uptime();
    wakeAt = now.uptime().plus(answerMax);
  }

  /** What was asked for is there. */
  public void answered() {
    retries = 0;
  }

  /** Bytes came: whoever is talking is not interrupted, unless it has lasted too long. */
  public void received(Moment now) {
    if (phase != Phase.RESTING && now.uptime().compareTo(askedAt.plus(exchangeMax)) >= 0) {
      endless = true;
      wakeAt = now.uptime();
      return;
    }
    switch (phase) {
      case RESTING -> {}
      case WAITING -> wakeAt = now.uptime().plus(answerMax);
      case HESITATING -> wakeAt = now.uptime().plus(hesitation);
    }
  }

  /** Part of the answer is lost; it must be asked for again. */
  public void damaged(Moment now) {
    if (phase != Phase.RESTING && !endless) {
      phase = Phase.HESITATING;
      damaged = true;
      wakeAt = now.uptime().plus(hesitation);
    }
  }

  /** Nothing is expected; ask when {@code pause} is over. */
  public void rest(Moment now, Duration pause) {
    phase = Phase.RESTING;
    retries = 0;
    endless = false;
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
    if (endless) {
      return Due.GIVE_UP_DAMAGED;
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
