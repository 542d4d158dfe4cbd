package org.healthhut.kiosk.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.KioskId;

/**
 * Everything an operator sets about one kiosk, checked.
 *
 * @param station what the screen calls the place
 * @param simulated every reading is marked as born in a simulator, and the screen says so
 * @param data the folder the kiosk keeps its records in
 * @param retention how long records stay after the district has them
 */
public record AgentConfig(
    KioskId kiosk,
    String station,
    boolean simulated,
    Path data,
    Screen screen,
    District district,
    List<Device> devices,
    Visit visit,
    Duration retention) {

  public AgentConfig {
    devices = List.copyOf(devices);
  }

  /**
   * The resident's screen.
   *
   * @param port on the loopback address; 0 takes any free one
   * @param diagonalInches of the panel, from which the page knows how large a millimetre is
   */
  public record Screen(int port, double diagonalInches) {}

  /**
   * Where records go.
   *
   * @param tls shows the kiosk's certificate and trusts the district's authority alone
   * @param key what records and identities are sealed to
   */
  public record District(URI broker, SSLContext tls, DistrictKey key) {}

  /**
   * One device on the kiosk.
   *
   * @param name what records, screen and logs call it, as {@code bp-a}
   * @param port what to open, as {@code /dev/ttyUSB0}
   */
  public record Device(String name, Model model, String port, LineSettings line) {}

  /**
   * When a visit ends by itself, and what it takes for its own.
   *
   * @param idle how long nobody may touch and no device may move before the screen asks
   * @param warning how long it then waits for an answer
   * @param quickestMeasurement whether what a device measured sooner after the visit's beginning
   *     than {@link Model#quickest} is taken for somebody else's; false only where devices are
   *     virtual and measure in no time
   */
  public record Visit(Duration idle, Duration warning, boolean quickestMeasurement) {}
}
