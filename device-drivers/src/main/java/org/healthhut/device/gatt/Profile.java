package org.healthhut.device.gatt;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Turn;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** What one kind of device says beside what all of them say. */
interface Profile {
  void opened(Turn turn);

  /** A value of the profile's own; false where it is none of its characteristics. */
  boolean told(Characteristic from, Bytes value, Turn turn);

  /** Time has passed, perhaps not enough. */
  void woken(Turn turn);

  void closed();

  /** When to be woken, as {@link Moment#uptime}; null for never. */
  @Nullable Duration wakeAt();
}
