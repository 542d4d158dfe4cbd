package org.healthhut.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.link.Link;
import org.healthhut.device.link.Rfc2217Link;
import org.healthhut.simulator.pty.Rfc2217Server.Kind;
import org.healthhut.simulator.pty.Rfc2217Server.Setting;
import org.junit.jupiter.api.Test;

/** A serial server that lets its port be set is a serial port to the kiosk. */
class Rfc2217LinkTest extends LinkContract {
  private static final LineSettings SEVEN_EVEN =
      new LineSettings(65_280, 7, Parity.EVEN, 2, Duration.ofMillis(100));

  @Override
  FarEnd farEnd() throws IOException {
    return new Far(Rfc2217Server.good());
  }

  /** 65280 is FF00: a baud with a byte that has to be doubled. */
  @Test
  void setsTheLineAsConfigured() throws Exception {
    try (var server = Rfc2217Server.good();
        var _ = port(server.address(), SEVEN_EVEN).open()) {
      assertEquals(
          Map.of(
              Setting.SET_BAUDRATE, 65_280,
              Setting.SET_DATASIZE, 7,
              Setting.SET_PARITY, 3,
              Setting.SET_STOPSIZE, 2,
              Setting.SET_CONTROL, 1),
          server.settings());
      assertTrue(server.binary());
    }
  }

  @Test
  void saysWhichSettingTheServerRefuses() throws Exception {
    var said = refusal(Kind.GOOD, Map.of(Setting.SET_BAUDRATE, 9600));
    assertTrue(said.contains("does not set baud to 65280 but to 9600: choose what"), said);
    said = refusal(Kind.GOOD, Map.of(Setting.SET_PARITY, 1));
    assertTrue(said.contains("does not set parity to even but to none"), said);
  }

  @Test
  void saysWhatToDoWithAServerThatKnowsOnlyRawBytes() throws Exception {
    var said = refusal(Kind.REFUSES, Map.of());
    assertTrue(said.contains("refuses RFC 2217"), said);
    assertTrue(said.contains("configure tcp://"), said);
  }

  @Test
  void givesAServerThatSaysNothingUp() throws Exception {
    try (var server = new Rfc2217Server(Kind.MUTE, Map.of())) {
      var port = Rfc2217Link.port(server.address(), SEVEN_EVEN, Duration.ofSeconds(1));
      var said = assertThrows(IOException.class, () -> port.open().close()).toString();
      assertTrue(said.contains("does not answer its consent to RFC 2217"), said);
    }
  }

  @Test
  void opensAServerThatDoesNotAnswerAPurge() throws Exception {
    try (var server = new Rfc2217Server(Kind.KEEPS_DATA, Map.of());
        var link = port(server.address(), SEVEN_EVEN).open()) {
      server.write(Bytes.of(7));
      assertEquals(Bytes.of(7), link.read(WAIT));
    }
  }

  @Test
  void hearsNothingOldOfAServerThatDoesNotPurge() throws Exception {
    try (var server = new Rfc2217Server(Kind.KEEPS_DATA, Map.of())) {
      server.keep(Bytes.ascii("old"));
      try (var link = port(server.address(), SEVEN_EVEN).open()) {
        server.write(Bytes.ascii("new"));
        assertEquals("new", read(link, 3).latin1());
        assertEquals(3, link.discarded());
      }
    }
  }

  @Test
  void hearsWhatComesRightBehindThePurge() throws Exception {
    try (var server = new Rfc2217Server(Kind.TALKS_ON, Map.of());
        var link = port(server.address(), SEVEN_EVEN).open()) {
      assertEquals("on", read(link, 2).latin1());
    }
  }

  @Test
  void takesNoticeOfLinesAndModemsAndReadsOn() throws Exception {
    try (var server = Rfc2217Server.good();
        var link = port(server.address(), SEVEN_EVEN).open()) {
      server.write(Bytes.ascii("12"));
      server.interject(Bytes.hex("FF FA 2C 6A 60 FF F0 FF FA 2C 6B B0 FF F0 FF F1"));
      server.write(Bytes.ascii("34"));
      assertEquals(Bytes.ascii("1234"), read(link, 4));
    }
  }

  @Test
  void losesALineWhoseSettingsChange() throws Exception {
    try (var server = Rfc2217Server.good();
        var link = port(server.address(), SEVEN_EVEN).open()) {
      server.interject(Bytes.hex("FF FA 2C 65 00 00 25 80 FF F0"));
      assertThrows(IOException.class, () -> link.read(WAIT));
    }
  }

  @Test
  void refusesAnAddressOfAnotherForm() {
    for (var address : List.of("rfc2217:nowhere", "rfc2217://host")) {
      assertThrows(IllegalArgumentException.class, () -> port(address, SEVEN_EVEN), address);
    }
  }

  /** A server here is a thread, and the machine may be busy. */
  private static Link.Port port(String address, LineSettings settings) {
    return Rfc2217Link.port(address, settings, WAIT);
  }

  private static String refusal(Kind kind, Map<Setting, Integer> fixed) throws IOException {
    try (var server = new Rfc2217Server(kind, fixed)) {
      var port = port(server.address(), SEVEN_EVEN);
      return assertThrows(IOException.class, () -> port.open().close()).toString();
    }
  }

  private record Far(Rfc2217Server server) implements FarEnd {
    @Override
    public Link.Port port() {
      return Rfc2217LinkTest.port(server.address(), LineSettings.of8N1(9600));
    }

    @Override
    public void writeBefore(Bytes bytes) {
      server.keep(bytes);
    }

    @Override
    public void write(Bytes bytes) throws IOException {
      server.write(bytes);
    }

    @Override
    public Bytes read() throws IOException {
      return server.read();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
