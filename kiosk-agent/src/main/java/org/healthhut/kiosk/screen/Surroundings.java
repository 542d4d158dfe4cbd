package org.healthhut.kiosk.screen;

import java.util.List;
import java.util.Optional;
import org.healthhut.device.Model;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What a screen shows beside the visit.
 *
 * @param start names this start of the agent
 * @param place the kiosk's own settings
 * @param line over which the district is reached, as {@code mqtt}; empty while it is not
 * @param waiting how many records the district does not have yet
 * @param full whether there is no room for what another visit brings
 * @param damaged whether records were damaged, and no technician has seen it yet
 * @param maintained whether a technician is at work on the service page
 */
public record Surroundings(
    String start,
    Place place,
    List<Device> devices,
    String line,
    long waiting,
    boolean full,
    boolean damaged,
    boolean maintained,
    Moment now) {

  public Surroundings {
    devices = List.copyOf(devices);
  }

  /**
   * What stays while the agent runs.
   *
   * @param staff when somebody is here; may be empty
   * @param takeAway where a take-away code is looked at, as {@code https://hub.example/t/}; empty
   *     when the district has no such page
   * @param printer whether there is one
   */
  public record Place(
      String station,
      boolean simulated,
      double diagonalInches,
      String staff,
      Optional<String> takeAway,
      boolean printer) {}

  /**
   * A configured device and how it stands.
   *
   * @param calibratedUntil as {@code 2027-03-18}; null when nobody has entered it
   * @param strips that lie beside it; null when nobody has entered them
   */
  public record Device(
      String name,
      Model model,
      DeviceHealth health,
      @Nullable String calibratedUntil,
      @Nullable Strips strips) {}

  /**
   * Test strips as a technician entered them.
   *
   * @param expires the last day they may be used on, as {@code 2026-12-31}
   */
  public record Strips(String lot, String expires) {}
}
