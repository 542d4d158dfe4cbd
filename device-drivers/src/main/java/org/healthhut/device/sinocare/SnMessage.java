package org.healthhut.device.sinocare;

import java.time.LocalDateTime;

/** What a meter's frame says. */
sealed interface SnMessage {
  /**
   * The meter heard the connect test.
   *
   * @param confirmed it said {@code CARE}; otherwise it waits for that word from us
   */
  record ConnectAnswer(boolean confirmed) implements SnMessage {}

  /**
   * The meter failed.
   *
   * @param code in hexadecimal; what the codes mean was not found
   */
  record MeterError(String code) implements SnMessage {}

  record StripInserted() implements SnMessage {}

  record CountdownStarted() implements SnMessage {}

  /**
   * A value, or what the meter sends for HI and LO: that coding is not known.
   *
   * @param sampleType 0 is blood; what others are is not known
   */
  record Result(LocalDateTime deviceTime, int tenthsMmolPerL, int sampleType)
      implements SnMessage {}

  /** The meter or its radio goes off. */
  record PoweredOff() implements SnMessage {}

  /** Other families of meters have another machine code, and perhaps other commands. */
  record OtherFamily() implements SnMessage {}

  /** A command this program never asks for, or does not know. */
  record Unused(int command) implements SnMessage {}

  record Malformed(String why) implements SnMessage {}
}
