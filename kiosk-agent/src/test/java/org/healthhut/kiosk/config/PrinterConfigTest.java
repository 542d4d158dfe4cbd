package org.healthhut.kiosk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.device.LineSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

final class PrinterConfigTest {
  private final List<String> mistakes = new ArrayList<>();

  @Test
  void readsAPrinterOnALine() {
    assertEquals(
        new PrinterConfig("/dev/ttyUSB1", LineSettings.of8N1(19_200), PrinterConfig.Paper.MM_80),
        read("{port: /dev/ttyUSB1, baud: 19200, paperMm: 80}"));
    assertEquals(List.of(), mistakes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/usb/lp0", "/dev/lp1", "tcp://192.168.1.20:9100"})
  void asksForThePortAlone(String port) {
    assertEquals(
        new PrinterConfig(port, LineSettings.of8N1(9600), PrinterConfig.Paper.MM_58),
        read("{port: '" + port + "'}"));
  }

  @Test
  void namesEveryMistake() {
    assertNull(read("{port: 'tcp://nowhere', paperMm: 70, baud: 5}"));
    assertEquals(3, mistakes.size(), mistakes.toString());
    assertEquals("kiosk.yaml:1: printer.baud must be 1200..921600, is '5'", mistakes.getFirst());
    mistakes.clear();
    assertNull(read("{port: 'tcp://nowhere'}"));
    assertEquals(
        List.of("kiosk.yaml:1: printer.port must be a port, as /dev/usb/lp0, is 'tcp://nowhere'"),
        mistakes);
  }

  private @Nullable PrinterConfig read(String yaml) {
    var node = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    return PrinterConfig.read(new YamlMap("kiosk.yaml", "printer", node, 1, mistakes));
  }
}
