package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Link;
import org.junit.jupiter.api.Test;

/** What every {@link Link} promises, whatever it runs over. */
abstract class LinkContract {
  /** For what is on its way; a machine may be busy. */
  static final Duration WAIT = Duration.ofSeconds(60);

  /** The device's end of a line. */
  interface FarEnd extends AutoCloseable {
    Link.Port port();

    /** What the device said while nobody was there: it waits for whoever opens the line. */
    void writeBefore(Bytes bytes) throws Exception;

    void write(Bytes bytes) throws IOException;

    /** What has come from the kiosk, waiting for the first byte. */
    Bytes read() throws IOException;

    /** Unplugs. */
    @Override
    void close() throws IOException;
  }

  abstract FarEnd farEnd() throws IOException;

  @Test
  void carriesEveryByteBothWays() throws Exception {
    var every = Bytes.of(IntStream.range(0, 256).toArray());
    try (var far = farEnd();
        var link = far.port().open()) {
      far.write(every);
      assertEquals(every, read(link, every.length()));
      link.write(every);
      var there = Bytes.EMPTY;
      while (there.length() < every.length()) {
        there = there.plus(far.read());
      }
      assertEquals(every, there);
    }
  }

  /** It may be the measurement of somebody who has left. */
  @Test
  void hearsNothingThatWasSaidBeforeItWasOpened() throws Exception {
    try (var far = farEnd()) {
      far.writeBefore(Bytes.ascii("W:058.4 H:162.5\r"));
      try (var link = far.port().open()) {
        far.write(Bytes.ascii("W:071.5 H:180.0\r"));
        assertEquals("W:071.5 H:180.0\r", read(link, 16).latin1());
        assertEquals(Bytes.EMPTY, link.read(Duration.ofMillis(100)));
        assertEquals(16, link.discarded());
      }
    }
  }

  @Test
  void waitsNoLongerThanAsked() throws Exception {
    try (var far = farEnd();
        var link = far.port().open()) {
      assertEquals(Bytes.EMPTY, link.read(Duration.ZERO));
      assertEquals(Bytes.EMPTY, link.read(Duration.ofMillis(20)));
      far.write(Bytes.of(7));
      assertEquals(Bytes.of(7), link.read(WAIT));
    }
  }

  @Test
  void saysThatTheLineIsGoneWhenItIsUnplugged() throws Exception {
    var far = farEnd();
    try (var link = far.port().open()) {
      try (far) {
        far.write(Bytes.ascii("half a fr"));
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

  static Bytes read(Link link, int count) throws IOException {
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
}
