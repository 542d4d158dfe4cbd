package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Transmission;
import org.jspecify.annotations.Nullable;

/** A meter's side of its protocol, apart from strips, blood and display. */
interface Dialogue {
  /** The cable is in; what was half said before is forgotten. */
  List<Transmission> pluggedIn(Duration uptime);

  List<Transmission> heard(Bytes bytes, Duration uptime);

  /** When to be woken; null for never. */
  default @Nullable Duration wakeAt() {
    return null;
  }

  /** The time of {@link #wakeAt} has come. */
  default List<Transmission> woken(Duration uptime) {
    return List.of();
  }

  /** A new result is in the memory. */
  default List<Transmission> stored(Duration uptime) {
    return List.of();
  }

  /** What the protocol makes the display show instead of the last result. */
  default Optional<Panel> panel() {
    return Optional.empty();
  }

  /** What bytes from the kiosk mean. */
  Note note(Bytes fromKiosk);
}
