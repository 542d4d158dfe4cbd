package org.healthhut.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders as Linux makes them. */
final class SerialDevicesTest {
  @TempDir private Path root;
  private Path dev;
  private Path sys;

  @BeforeEach
  void aMachine() throws IOException {
    dev = Files.createDirectories(root.resolve("dev"));
    sys = Files.createDirectories(root.resolve("sys"));
  }

  @Test
  void givesTheNameThatStaysAndWhatTheAdapterCallsItself() throws IOException {
    tty("ttyUSB0", "usb1/1-1/1-1:1.0/ttyUSB0", "");
    write("sys/devices/usb1/1-1/product", "FT232R USB UART\n");
    write("sys/devices/usb1/1-1/manufacturer", "FTDI\n");
    var name = dev.resolve("serial/by-id/usb-FTDI_FT232R_A1-if00-port0");
    Files.createDirectories(name.getParent());
    Files.createSymbolicLink(name, Path.of("../../ttyUSB0"));
    tty("ttyAMA0", "soc/serial", "");
    assertEquals(
        List.of(
            new Candidate(name.toString(), dev + "/ttyUSB0", "FTDI FT232R USB UART"),
            new Candidate(dev + "/ttyAMA0", dev + "/ttyAMA0", "")),
        devices());
  }

  @Test
  void leavesOutPortsWithoutHardware() throws IOException {
    tty("ttyS0", "platform/serial8250", "4\n");
    tty("ttyS1", "platform/serial8250-1", "0\n");
    tty("tty1", "virtual", "");
    Files.createDirectories(sys.resolve("class/tty/ttyS2"));
    assertEquals(List.of(new Candidate(dev + "/ttyS0", dev + "/ttyS0", "")), devices());
  }

  @Test
  void aMachineWithoutPortsHasNone() {
    assertEquals(List.of(), new SerialDevices(Path.of("/none"), Path.of("/none")).available());
  }

  private List<Candidate> devices() {
    return new SerialDevices(dev, sys).available();
  }

  private void tty(String name, String device, String type) throws IOException {
    write("dev/" + name, "");
    var hardware = Files.createDirectories(sys.resolve("devices").resolve(device));
    Files.createDirectories(sys.resolve("class/tty").resolve(name));
    Files.createSymbolicLink(sys.resolve("class/tty/" + name + "/device"), hardware);
    if (!type.isEmpty()) {
      write("sys/class/tty/" + name + "/type", type);
    }
  }

  private void write(String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
