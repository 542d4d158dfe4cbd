package org.healthhut.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

final class TcpLinkTest {
  /** The system's own two hours would lose every record that is pushed meanwhile. */
  @Test
  void noticesWithinAMinuteThatASilentServerIsGone() throws IOException {
    try (var socket = new Socket()) {
      TcpLink.watch(socket);
      assertTrue(socket.getOption(StandardSocketOptions.SO_KEEPALIVE));
      assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
      int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
      int every = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
      int times = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
      assertEquals(60, idle + every * times);
    }
  }
}
