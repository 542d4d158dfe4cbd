package org.healthhut.kiosk.clock;

import java.util.Optional;
import org.healthhut.vital.Moment;

/** The one door through which the agent learns the time. */
@FunctionalInterface
public interface KioskClock {
  Moment now();

  /**
   * The start of the machine that uptime counts from, the same for every agent of that start; empty
   * where that is not known, or where uptime counts from the start of the agent.
   */
  default Optional<String> machineBoot() {
    return Optional.empty();
  }
}
