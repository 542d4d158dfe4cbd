package org.healthhut.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of device is asked for once it has said who it is. One is made for each device, and
 * forgotten with it.
 */
sealed interface Service permits RecordReading, LiveOxygen, Weighings {
  /**
   * The device was met, for the first time or again.
   *
   * @param clock what its clock shows
   */
  void begin(String serial, LocalDateTime clock, Turn turn);

  /** Asks for what is new; false where not everything was told before. */
  default boolean goesOn(Turn turn) {
    return false;
  }

  /** The answer to what was asked last, its command first. */
  void answered(Bytes body, Turn turn);

  /** No answer came, or it is time to ask again. */
  void due(Turn turn);

  /** Whether the device owes an answer, so that its silence is a fault. */
  boolean inExchange();

  /** Whether everything is told that the device had to tell, so that its clock may be set. */
  boolean isTold();

  /** Samples were lost, and none before counts with those after. */
  default void interrupted() {}

  default void passed(Turn turn) {}

  default @Nullable Duration passesAt() {
    return null;
  }

  default void closed() {}
}
