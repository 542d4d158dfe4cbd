package org.healthhut.device.link;

import java.nio.file.Path;
import java.util.List;
import org.healthhut.device.LineSettings;

/**
 * How a configuration names a line: {@code /dev/…}, {@code tcp://host:port} or {@code
 * rfc2217://host:port}.
 */
public final class Ports {
  private static final String TCP = "tcp:";
  private static final String RFC_2217 = Rfc2217Link.SCHEME + ":";

  private Ports() {}

  /**
   * The port called {@code name}.
   *
   * @param settings for a serial port, or one behind a server of RFC 2217; a server of raw bytes
   *     has its own
   * @throws IllegalArgumentException when no port can be called that
   */
  public static Link.Port port(String name, LineSettings settings) {
    if (name.startsWith(TCP)) {
      return TcpLink.port(name);
    }
    return name.startsWith(RFC_2217)
        ? Rfc2217Link.port(name, settings)
        : SerialLink.port(name, settings);
  }

  /** The serial ports this machine has now, those whose name stays the same first. */
  public static List<Candidate> available() {
    return new SerialDevices(Path.of("/dev"), Path.of("/sys")).available();
  }
}
