package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.SerialLink;
import org.healthhut.simulator.Eventually;
import org.junit.jupiter.api.Test;

/** A pseudo-terminal is a serial port to the kiosk, with everything that goes wrong on one. */
class SerialLinkTest {
  private static final Duration WAIT = Duration.ofSeconds(2);

  @Test
  void carriesEveryByteBothWays() throws Exception {
    var all = new int[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    var every = Bytes.of(all);
    try (var pty = Pty.open();
        var link = port(pty).open()) {
      pty.write(every);
      assertEquals(every, read(link, every.length()));
      link.write(every);
      var there = Bytes.EMPTY;
      while (there.length() < every.length()) {
        there = there.plus(pty.read(WAIT));
      }
      assertEquals(every, there);
    }
  }

  @Test
  void waitsNoLongerThanAsked() throws Exception {
    try (var pty = Pty.open();
        var link = port(pty).open()) {
      assertEquals(Bytes.EMPTY, link.read(Duration.ofMillis(20)));
      pty.write(Bytes.of(7));
      assertEquals(Bytes.of(7), link.read(WAIT));
    }
  }

  @Test
  void saysThatTheLineIsGoneWhenItIsUnplugged() throws Exception {
    var pty = Pty.open();
    try (var link = port(pty).open()) {
      try (pty) {
        pty.write(Bytes.ascii("half a fr"));
        read(link, 9);
      }
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 100; i++) {
              link.read(Duration.ofMillis(50));
            }
          });
    }
  }

  @Test
  void saysWhichPortIsMissing() {
    var missing = SerialLink.port("/dev/hut-no-such-port", LineSettings.of8N1(9600));
    var said = assertThrows(IOException.class, () -> missing.open().close()).toString();
    assertTrue(said.contains("/dev/hut-no-such-port"), said);
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

  private static Bytes read(Link link, int count) throws IOException {
    var read = Bytes.EMPTY;
    while (read.length() < count) {
      var more = link.read(WAIT);
      if (more.isEmpty()) {
        return read;
      }
      read = read.plus(more);
    }
    return read;
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
