package org.healthhut.device.link;

import java.nio.file.Path;
import java.util.List;
import org.healthhut.device.LineSettings;

/** How a configuration names a line: {@code /dev/…} or {@code tcp://host:port}. */
public final class Ports {
  private static final String TCP = "tcp:";

  private Ports() {}

  /**
   * The port called {@code name}.
   *
   * @param settings for a serial port; a serial server has its own
   * @throws IllegalArgumentException when no port can be called that
   */
  public static Link.Port port(String name, LineSettings settings) {
    return name.startsWith(TCP) ? TcpLink.port(name) : SerialLink.port(name, settings);
  }

  /** The serial ports this machine has now, those whose name stays the same first. */
  public static List<Candidate> available() {
    return new SerialDevices(Path.of("/dev"), Path.of("/sys")).available();
  }
}
