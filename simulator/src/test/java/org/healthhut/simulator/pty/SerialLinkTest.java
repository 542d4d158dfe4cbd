package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.SerialLink;
import org.healthhut.simulator.Eventually;
import org.junit.jupiter.api.Test;

/** A pseudo-terminal is a serial port to the kiosk, with everything that goes wrong on one. */
class SerialLinkTest extends LinkContract {
  @Override
  FarEnd farEnd() throws IOException {
    return new Terminal(Pty.open());
  }

  @Test
  void saysWhichPortIsMissing() {
    var missing = SerialLink.port("/dev/hut-no-such-port", LineSettings.of8N1(9600));
    var said = assertThrows(IOException.class, () -> missing.open().close()).toString();
    assertTrue(said.contains("/dev/hut-no-such-port"), said);
  }

  @Test
  void saysWhichProgramHoldsThePort() throws Exception {
    try (var pty = Pty.open()) {
      // A shell that has the port for its input and waits, without any lock.
      var other =
          new ProcessBuilder("sh", "-c", "read line").redirectInput(pty.path().toFile()).start();
      try {
        var holder = "(process " + other.pid() + ") holds it; stop that program";
        Eventually.holds("the other program is named", () -> refusal(pty).endsWith(holder));
      } finally {
        other.destroyForcibly().waitFor();
      }
      port(pty).open().close();
    }
  }

  private static String refusal(Pty pty) {
    try {
      port(pty).open().close();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void isOpenedAgainAndAgainWithoutLeavingAnythingOpen() throws Exception {
    try (var pty = Pty.open()) {
      port(pty).open().close();
      long before = descriptors();
      int threads = Thread.activeCount();
      for (int i = 0; i < 300; i++) {
        port(pty).open().close();
      }
      Eventually.holds("no descriptor left open", () -> descriptors() <= before);
      assertTrue(Thread.activeCount() <= threads, "a thread was left running");
    }
  }

  private static Link.Port port(Pty pty) {
    return SerialLink.port(pty.path().toString(), LineSettings.of8N1(9600));
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private record Terminal(Pty pty) implements FarEnd {
    @Override
    public Link.Port port() {
      return SerialLinkTest.port(pty);
    }

    @Override
    public void writeBefore(Bytes bytes) throws Exception {
      // The kernel hands bytes over in its own time, and only then are they waiting to be read.
      try (var look = new FileInputStream(pty.path().toFile())) {
        pty.write(bytes);
        Eventually.holds("the bytes wait", () -> look.available() == bytes.length());
      }
    }

    @Override
    public void write(Bytes bytes) throws IOException {
      pty.write(bytes);
    }

    @Override
    public Bytes read() throws IOException {
      return pty.read(WAIT);
    }

    @Override
    public void close() throws IOException {
      pty.close();
    }
  }
}
