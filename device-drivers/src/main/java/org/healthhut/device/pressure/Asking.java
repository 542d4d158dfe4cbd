package org.healthhut.device.pressure;

import java.time.Duration;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The one command that is on its way to a monitor: written not too soon after the one before, its
 * answer waited for, and asked again a few times.
 */
public final class Asking {
  private final Duration gap;
  private final Duration answerMax;
  private final int attemptsMax;

  private int attempts;
  private @Nullable Duration writtenAt;

  /** When it is to be written; null once it is, or where there is none. */
  private @Nullable Duration writeAt;

  /** When we stop waiting; null while we do not. */
  private @Nullable Duration waitUntil;

  /**
   * @param gap between two writes
   * @param answerMax how long an answer is waited for
   * @param attemptsMax how often a command is written at most
   */
  public Asking(Duration gap, Duration answerMax, int attemptsMax) {
    this.gap = gap;
    this.answerMax = answerMax;
    this.attemptsMax = attemptsMax;
  }

  /** There is a new command, to be written as soon as the line may be written to. */
  public void ask(Moment now) {
    nothing();
    writeAt = earliest(now);
  }

  /** There is a new command, to be written when {@code pause} is over. */
  public void askAfter(Duration pause, Moment now) {
    nothing();
    writeAt = now.uptime().plus(pause);
  }

  /** Nothing is to be written, and nothing waited for. */
  public void nothing() {
    attempts = 0;
    writeAt = null;
    waitUntil = null;
  }

  /** Something has to come within {@code limit}, whatever is written meanwhile. */
  public void expect(Duration limit, Moment now) {
    waitUntil = now.uptime().plus(limit);
  }

  /** Writes the same once more; answers false where it was written often enough. */
  public boolean again(Moment now) {
    if (attempts >= attemptsMax) {
      return false;
    }
    waitUntil = null;
    writeAt = earliest(now);
    return true;
  }

  /** Whether it is to be written now; its answer is then waited for. */
  public boolean isDue(Moment now) {
    if (!isTime(now)) {
      return false;
    }
    attempts++;
    writeAt = null;
    waitUntil = now.uptime().plus(answerMax);
    return true;
  }

  /** Whether what is written every so often, and not answered for itself, is to be written now. */
  public boolean isDue(Duration every, Moment now) {
    if (!isTime(now)) {
      return false;
    }
    writeAt = now.uptime().plus(every);
    return true;
  }

  private boolean isTime(Moment now) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return false;
    }
    writtenAt = now.uptime();
    return true;
  }

  /** Whether what was waited for has not come in time; then it is waited for no more. */
  public boolean isOverdue(Moment now) {
    if (waitUntil == null || now.uptime().compareTo(waitUntil) < 0) {
      return false;
    }
    waitUntil = null;
    return true;
  }

  /** When to look at {@link #isDue} and {@link #isOverdue}; null where there is nothing to do. */
  public @Nullable Duration wakeAt() {
    return waitUntil == null || (writeAt != null && writeAt.compareTo(waitUntil) < 0)
        ? writeAt
        : waitUntil;
  }

  private Duration earliest(Moment now) {
    if (writtenAt == null) {
      return now.uptime();
    }
    var free = writtenAt.plus(gap);
    return free.compareTo(now.uptime()) > 0 ? free : now.uptime();
  }
}
