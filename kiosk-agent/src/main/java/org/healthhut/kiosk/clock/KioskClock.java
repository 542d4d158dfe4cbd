package org.healthhut.kiosk.clock;

import org.healthhut.vital.Moment;

/** The one door through which the agent learns the time. */
@FunctionalInterface
public interface KioskClock {
  Moment now();
}
