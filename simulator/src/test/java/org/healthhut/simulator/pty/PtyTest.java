package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.Eventually;
import org.healthhut.simulator.SerialEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtyTest {
  private static final Bytes EVERY_BYTE = Bytes.of(IntStream.range(0, 256).toArray());

  @Test
  void everyByteGoesBothWaysUnaltered() throws Exception {
    try (var pty = Pty.open();
        var kiosk = SerialEnd.open(pty.path())) {
      assertEquals(256, pty.write(EVERY_BYTE));
      assertEquals(EVERY_BYTE, kiosk.receive(bytes -> bytes.length() >= 256));

      kiosk.write(EVERY_BYTE);
      assertEquals(EVERY_BYTE, readAll(pty, 256));
    }
  }

  @Test
  void nobodyThereIsSilence() throws Exception {
    try (var pty = Pty.open()) {
      assertFalse(pty.isOpenElsewhere());
      assertEquals(Bytes.EMPTY, pty.read(Duration.ofMillis(30)));
      try (var _ = SerialEnd.open(pty.path())) {
        assertTrue(pty.isOpenElsewhere());
        assertEquals(Bytes.EMPTY, pty.read(Duration.ofMillis(30)));
      }
      Eventually.holds("the port is closed", () -> !pty.isOpenElsewhere());
      assertEquals(Bytes.EMPTY, pty.read(Duration.ofMillis(30)));
      try (var again = SerialEnd.open(pty.path())) {
        again.write(Bytes.ascii("again"));
        assertEquals(Bytes.ascii("again"), readAll(pty, 5));
      }
    }
  }

  @Test
  void aKioskThatDoesNotReadLosesBytesAndBlocksNobody() throws Exception {
    try (var pty = Pty.open();
        var _ = SerialEnd.open(pty.path())) {
      int taken = 0;
      int offered = 0;
      while (offered < 1_000_000 && taken == offered) {
        offered += EVERY_BYTE.length();
        taken += pty.write(EVERY_BYTE);
      }
      assertTrue(taken < offered, "the line took " + taken + " bytes that nobody read");
    }
  }

  @Test
  void closingHangsUp() throws Exception {
    var pty = Pty.open();
    try (var kiosk = SerialEnd.open(pty.path())) {
      pty.close();
      pty.close();
      Eventually.holds("the kiosk is hung up on", kiosk::isHungUp);
      assertThrows(IOException.class, () -> pty.write(EVERY_BYTE));
    }
  }

  @Test
  void theNameStaysWhenItIsPluggedInAgain(@TempDir Path folder) throws Exception {
    var name = folder.resolve("bp-a");
    var first = Plug.in(name);
    assertEquals(first.pty().path(), Files.readSymbolicLink(name));
    try (var kiosk = SerialEnd.open(name)) {
      first.close();
      assertFalse(Files.exists(name, LinkOption.NOFOLLOW_LINKS));
      Eventually.holds("the kiosk is hung up on", kiosk::isHungUp);
    }
    try (var second = Plug.in(name);
        var kiosk = SerialEnd.open(name)) {
      second.pty().write(EVERY_BYTE);
      assertEquals(EVERY_BYTE, kiosk.receive(bytes -> bytes.length() >= 256));
    }
  }

  @Test
  void takesOverAStaleNameAndNothingElse(@TempDir Path folder) throws Exception {
    var name = folder.resolve("bp-a");
    Files.createSymbolicLink(name, folder.resolve("gone"));
    try (var plug = Plug.in(name)) {
      assertEquals(plug.pty().path(), Files.readSymbolicLink(name));
    }
    Files.writeString(name, "somebody's file");
    assertThrows(IOException.class, () -> Plug.in(name));
    assertEquals("somebody's file", Files.readString(name));
  }

  private static Bytes readAll(Pty pty, int length) throws IOException {
    var all = Bytes.EMPTY;
    for (int i = 0; i < 200 && all.length() < length; i++) {
      all = all.plus(pty.read(Duration.ofMillis(100)));
    }
    return all;
  }
}
