package org.healthhut.device.frame;

import org.healthhut.bytes.Bytes;

/** How one format marks its frames. Pure: the same bytes always give the same answer. */
@FunctionalInterface
public interface Framing {
  /**
   * What lies at the front of {@code received}, which is never empty. {@link Framed.Partial} only
   * while fewer bytes have come than the longest frame has.
   */
  Framed front(Bytes received);
}
