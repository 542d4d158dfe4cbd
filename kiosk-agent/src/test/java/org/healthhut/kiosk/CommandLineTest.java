package org.healthhut.kiosk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.healthhut.device.link.Candidate;
import org.healthhut.kiosk.config.PinHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private List<Candidate> serialPorts = List.of();
  private String typed = "";
  private final CommandLine line =
      new CommandLine(
          List.of(),
          () -> serialPorts,
          new TestKiosk(),
          () -> Optional.of(typed),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void explainsItselfWhenItDoesNotUnderstand() {
    for (var args :
        List.of(
            List.<String>of(),
            List.of("run"),
            List.of("fly", "--config", "x"),
            List.of("run", "-c", "x"))) {
      err.reset();
      assertEquals(CommandLine.NOT_UNDERSTOOD, line.run(args));
      assertEquals(CommandLine.USAGE, err.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void namesTheMistakesOfAConfiguration() {
    var file = folder.resolve("kiosk.yaml").toString();
    for (var command : List.of("run", "check")) {
      assertEquals(CommandLine.MISCONFIGURED, line.run(List.of(command, "--config", file)));
    }
    assertTrue(err.toString(StandardCharsets.UTF_8).contains(file + ": there is no such file"));
  }

  @Test
  void listsTheSerialPortsByTheNameThatStays() {
    assertEquals(CommandLine.DONE, line.run(List.of("ports")));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("there is no serial port"));
    out.reset();
    serialPorts =
        List.of(
            new Candidate("/dev/serial/by-id/usb-a-port0", "/dev/ttyUSB0", "A UART"),
            new Candidate("/dev/ttyAMA0", "/dev/ttyAMA0", ""));
    assertEquals(CommandLine.DONE, line.run(List.of("ports")));
    assertEquals(
        "/dev/serial/by-id/usb-a-port0 (/dev/ttyUSB0)  A UART\n/dev/ttyAMA0\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void printsThePinsHashAndNeverThePin() {
    typed = "80412295";
    assertEquals(CommandLine.DONE, line.run(List.of("pin")));
    var printed = out.toString(StandardCharsets.UTF_8);
    var hash = printed.substring(printed.indexOf('"') + 1, printed.lastIndexOf('"'));
    var pin = PinHash.parse(hash).orElseThrow();
    assertTrue(pin.matches("80412295"));
    assertFalse(pin.matches("80412296"));
    assertFalse((printed + err).contains("80412295"));
    for (var bad : List.of("", "1234567", "12345678", "00000000", "8041229a", "804122951")) {
      typed = bad;
      assertEquals(CommandLine.FAILED, line.run(List.of("pin")));
    }
  }

  @Test
  void saysItsVersion() {
    assertEquals(CommandLine.DONE, line.run(List.of("version")));
    assertEquals(Agent.VERSION, out.toString(StandardCharsets.UTF_8).strip());
  }
}
