package org.healthhut.device.frame;

import org.healthhut.bytes.Bytes;

/** What lies at the front of the bytes received so far: always exactly one of these. */
public sealed interface Framed {
  /**
   * A whole frame whose checksum, where the format has one, holds.
   *
   * @param body what the frame carries, without header, checksum and terminator
   * @param size how many bytes it takes on the wire, at least 1
   */
  record Frame(Bytes body, int size) implements Framed {}

  /**
   * Bytes that cannot begin a frame.
   *
   * @param size how many, at least 1
   */
  record Noise(int size, String why) implements Framed {}

  /** Ask again when more has come. */
  record Partial() implements Framed {}
}
