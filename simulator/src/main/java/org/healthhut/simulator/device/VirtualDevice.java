package org.healthhut.simulator.device;

import java.time.Duration;
import org.healthhut.bytes.Bytes;

/**
 * What a device does, without the line it hangs on: told what happened and when, it says what goes
 * on the wire. No I/O, no thread; time is what the caller says, but for the device's own clock.
 */
public interface VirtualDevice {
  Reply on(Happening happening, Duration uptime);

  /** What its own display shows now. */
  Panel panel();

  /** What this device makes of bytes from the kiosk, for the technician. */
  Note note(Bytes fromKiosk);
}
