package org.healthhut.simulator.device;

import org.healthhut.bytes.Bytes;

/** What can happen to a virtual device. */
public sealed interface Happening {
  /** The line is there; always the first. */
  record PluggedIn() implements Happening {}

  /** The line is gone; the device itself goes on. */
  record Unplugged() implements Happening {}

  /**
   * Somebody uses the device.
   *
   * @param measurement what it will find
   */
  record Asked(Measurement measurement) implements Happening {}

  /** Somebody holds {@code document} to the reader, and takes it away after a moment. */
  record Shown(Document document) implements Happening {}

  /** Somebody pressed stop, or stepped off. */
  record Stopped() implements Happening {}

  /** The kiosk wrote something. */
  record Heard(Bytes bytes) implements Happening {}

  /** The time asked for in {@link Reply#wakeAt} has come. */
  record Woken() implements Happening {}

  /** From now on everything the body or the cuff takes its time for goes at this pace. */
  record Paced(Pace pace) implements Happening {}
}
