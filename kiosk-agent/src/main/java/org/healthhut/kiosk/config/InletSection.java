package org.healthhut.kiosk.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code inlet:}, where wireless meters come in. */
final class InletSection {
  private InletSection() {}

  static AgentConfig.@Nullable Inlet read(YamlMap map, @Nullable Path data) {
    var port = map.number("port", 1, 65_535, 5684);
    var address =
        map.value("address", "the kiosk's address on the meters' network", InletSection::own);
    return port == null || address == null || data == null
        ? null
        : new AgentConfig.Inlet(new InetSocketAddress(address, port), data.resolve("meters"));
  }

  /** One address: a kiosk that listens on all of them listens on the district's side too. */
  private static @Nullable InetAddress own(String text) {
    try {
      var address = InetAddress.getByName(text);
      return address.isAnyLocalAddress() || address.isMulticastAddress() ? null : address;
    } catch (UnknownHostException _) {
      return null;
    }
  }
}
