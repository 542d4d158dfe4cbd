package org.healthhut.device;

import java.util.Optional;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;

/**
 * Whether a meter answers on its cable. Most of the time none does, which is no fault; one that
 * answered and fell silent before it had told everything is. Each is told once.
 */
public final class MeterPresence {
  private enum Told {
    NOTHING,
    NOT_CONNECTED,
    SILENT,
    DAMAGED
  }

  private Told told = Told.NOTHING;

  /** A meter answers. */
  public void heard() {
    told = Told.NOTHING;
  }

  /** Whether a loss has been told that no meter has answered since. */
  public boolean isLost() {
    return told != Told.NOTHING;
  }

  /**
   * Nobody answers any more, asked as often as is sensible.
   *
   * @param inExchange whether a meter had answered and has not told everything
   */
  public Optional<DeviceEvent> silent(boolean inExchange) {
    return inExchange
        ? tell(Told.SILENT, new Failed(Fault.SILENT, "the meter stopped answering"))
        : tell(Told.NOT_CONNECTED, new Status(State.NOT_CONNECTED, "no meter answers"));
  }

  /** Something answers and is not understood. */
  public Optional<DeviceEvent> damaged(String detail) {
    return tell(Told.DAMAGED, new Failed(Fault.BAD_DATA, detail));
  }

  private Optional<DeviceEvent> tell(Told now, DeviceEvent event) {
    if (told == now) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(event);
  }
}
