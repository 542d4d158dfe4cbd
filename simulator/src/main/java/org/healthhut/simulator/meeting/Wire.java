package org.healthhut.simulator.meeting;

import java.util.List;
import org.healthhut.bytes.Bytes;

/** What becomes of a device's frame on its way to the kiosk. */
@FunctionalInterface
public interface Wire {
  /** Nothing happens to it. */
  Wire SOUND = List::of;

  /** The pieces that arrive, in their order; none where nothing does. */
  List<Bytes> carry(Bytes frame);
}
