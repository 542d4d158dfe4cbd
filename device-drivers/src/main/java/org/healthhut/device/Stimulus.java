package org.healthhut.device;

import org.healthhut.bytes.Bytes;

/** What can happen to a driver. */
public sealed interface Stimulus {
  /** The line is open; always the first. */
  record Opened() implements Stimulus {}

  /** Bytes came, in whatever pieces the line made of them. */
  record Received(Bytes bytes) implements Stimulus {}

  /** No byte has come for {@link LineSettings#quiet()} since the last one. */
  record Quiet() implements Stimulus {}

  /** The time the driver asked to be woken at has come. */
  record Woken() implements Stimulus {}

  /** A person asked for something. */
  record Asked(Request request) implements Stimulus {}

  /** The line is gone; what was half received is lost. Always the last. */
  record Closed() implements Stimulus {}

  enum Request {
    /** Start a measurement, where the device can be started over the line. */
    MEASURE,
    /** Stop, and let the air out. */
    STOP,
    /**
     * Set the device's clock to ours and read it back, once its memory is read; for {@link
     * Model.ClockSetting#ON_REQUEST}. Where no device answers the wish lapses, and while our own
     * clock cannot be believed there is none.
     */
    SET_CLOCK
  }
}
