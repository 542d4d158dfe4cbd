package org.healthhut.kiosk.uplink;

import static org.healthhut.kiosk.outbox.TestRecords.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A broker process of the test's own; the test is skipped where mosquitto is not installed. */
record Mosquitto(Process process, int port) implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  /**
   * @param rules what a client may do, as mosquitto's acl_file has it; everything when empty
   */
  static Mosquitto start(Path folder, String rules) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "mosquitto is not installed");
    return start(folder, rules, freePort(), "");
  }

  /** Over TLS; who comes must show a certificate of the same authority. */
  static Mosquitto startSecured(Path folder, Certificates certificates) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "mosquitto is not installed");
    var settings =
        """
        cafile %s
        certfile %s
        keyfile %s
        require_certificate true
        """
            .formatted(
                certificates.file("authority.pem"),
                certificates.file("localhost.pem"),
                certificates.file("localhost.key"));
    return start(folder, "", freePort(), settings);
  }

  private static Mosquitto start(Path folder, String rules, int port, String more)
      throws Exception {
    var configuration = new StringBuilder();
    configuration
        .append("listener ")
        .append(port)
        .append(" 127.0.0.1\nallow_anonymous true\nuser root\n");
    configuration.append(more);
    if (!rules.isEmpty()) {
      Files.writeString(folder.resolve("rules"), rules);
      configuration.append("acl_file ").append(folder.resolve("rules")).append('\n');
    }
    var file = Files.writeString(folder.resolve("mosquitto.conf"), configuration);
    var process =
        new ProcessBuilder(PROGRAM.toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var broker = new Mosquitto(process, port);
    eventually(broker::answers);
    return broker;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
