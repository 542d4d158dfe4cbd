package org.healthhut.device.frame;

import org.healthhut.bytes.Bytes;

/** What a {@link FrameReader} took off the front of its bytes, in the order of the wire. */
public sealed interface Found {
  /** A whole frame's body. */
  record Frame(Bytes body) implements Found {}

  /** Bytes that belong to no frame, as one run however many pieces they came in. */
  record Noise(Bytes bytes, String why) implements Found {}
}
