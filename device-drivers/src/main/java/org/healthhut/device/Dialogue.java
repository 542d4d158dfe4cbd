package org.healthhut.device;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What is said to one family of devices and what its answers mean, as its protocol note has it. A
 * {@link PolledDriver} carries it on: it knows when to ask and when to give up.
 */
public interface Dialogue {
  /** The line is open. */
  void opened(Turn turn);

  /** A frame came whole. */
  void frame(Bytes body, Turn turn);

  /** Bytes came that are no frame. */
  void noise(Bytes bytes, String why, Turn turn);

  /** The line is quiet; what was cut short has been handed over. */
  default void quiet(Turn turn) {}

  /** A pause is over, or no answer has come: to be asked, or to be asked again. */
  void due(Turn turn);

  /** Nothing answers, asked as often as is sensible. */
  void silent(Turn turn);

  /** What answers is not understood, asked as often as is sensible. */
  void damaged(Turn turn);

  /**
   * A person wants the device's clock set to ours, as {@link Stimulus.Request#SET_CLOCK} has it.
   */
  default void setClock(Turn turn) {}

  /** The line is gone. */
  default void closed() {}

  /** Time has passed, perhaps not enough; for what does not wait for an answer. */
  default void passed(Turn turn) {}

  /** When {@link #passed} is to be told, as {@link Moment#uptime}; null for never. */
  default @Nullable Duration passesAt() {
    return null;
  }
}
