package org.healthhut.kiosk.gpio;

import java.util.Collection;
import org.healthhut.device.gpio.Lamp;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.Visit;

/** What the lamp shows of a kiosk. Pure. */
public final class Lamps {
  private Lamps() {}

  /**
   * The lamp for how the kiosk stands. Nobody is told to come while nothing can be measured or
   * kept; one device of several that is broken is the technician's page's business. Who was called
   * is told before everything else, also when whoever called has gone.
   *
   * @param asked whether the screen asks if anybody is still there, or staff has been called
   * @param keeping whether the last record could be kept
   * @param devices how each device stands
   */
  public static Lamp of(
      Visit visit, boolean asked, boolean keeping, Collection<DeviceHealth.State> devices) {
    if (asked) {
      return Lamp.ATTENTION;
    }
    return switch (visit) {
      case Visit.Identifying _, Visit.Measuring _ -> Lamp.MEASURING;
      case Visit.Idle _, Visit.Ended _ -> {
        if (!keeping) {
          yield Lamp.OUT_OF_SERVICE;
        }
        if (devices.isEmpty() || devices.contains(DeviceHealth.State.READY)) {
          yield Lamp.FREE;
        }
        yield devices.contains(DeviceHealth.State.CONNECTING) ? Lamp.OFF : Lamp.OUT_OF_SERVICE;
      }
    };
  }
}
