package org.healthhut.simulator.device.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.healthhut.bytes.Bytes;

/** What the kiosk has written so far, until it makes a request. */
final class Inbox {
  /** Says that a request begins here but is not all there. */
  static final int PARTIAL = 0;

  /** Says that no request begins here. */
  static final int NOISE = -1;

  /** More than any request; of more, the oldest are lost. */
  private static final int LENGTH_MAX = 256;

  private Bytes bytes = Bytes.EMPTY;

  /**
   * The whole requests that are there now that {@code more} has come.
   *
   * @param front length of the request at the front of the bytes, or {@link #PARTIAL} or {@link
   *     #NOISE}
   */
  List<Bytes> take(Bytes more, ToIntFunction<Bytes> front) {
    bytes = bytes.plus(more);
    bytes = bytes.drop(Math.max(0, bytes.length() - LENGTH_MAX));
    var requests = new ArrayList<Bytes>();
    while (!bytes.isEmpty()) {
      int length = front.applyAsInt(bytes);
      if (length == PARTIAL) {
        break;
      }
      if (length > 0) {
        requests.add(bytes.slice(0, length));
      }
      bytes = bytes.drop(Math.max(1, length));
    }
    return requests;
  }

  void clear() {
    bytes = Bytes.EMPTY;
  }
}
