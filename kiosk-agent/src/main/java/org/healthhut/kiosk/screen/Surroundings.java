package org.healthhut.kiosk.screen;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.vital.Moment;

/**
 * What a screen shows beside the visit.
 *
 * @param start names this start of the agent
 * @param line over which the district is reached, as {@code mqtt}; empty while it is not
 * @param waiting how many records the district does not have yet
 * @param full whether there is no room for what another visit brings
 */
public record Surroundings(
    String start,
    String station,
    boolean simulated,
    double diagonalInches,
    List<Device> devices,
    String line,
    long waiting,
    boolean full,
    Moment now) {

  public Surroundings {
    devices = List.copyOf(devices);
  }

  /** A configured device and how it stands. */
  public record Device(String name, Model model, DeviceHealth health) {}
}
