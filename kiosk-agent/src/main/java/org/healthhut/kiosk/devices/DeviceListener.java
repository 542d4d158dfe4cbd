package org.healthhut.kiosk.devices;

import org.healthhut.device.DeviceEvent;
import org.healthhut.vital.Moment;

/** Told what devices say and how they stand, from each device's own thread. */
public interface DeviceListener {
  /** May block for a moment, never for ever: the device waits. */
  void heard(String device, DeviceEvent event, Moment at);

  void stands(String device, DeviceHealth health);
}
