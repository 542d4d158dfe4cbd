package org.healthhut.district;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.wire.DistrictKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsTest {
  private static Settings read(Map<String, Object> settings) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return Settings.from(environment);
  }

  private static Map<String, Object> right(Path folder) throws IOException {
    var keys = folder.resolve("keys.json");
    Files.writeString(keys, DistrictKeys.generate("test"));
    var settings = new HashMap<String, Object>();
    settings.put("district.keys", keys.toString());
    settings.put("district.broker.uri", "tcp://127.0.0.1:1883");
    return settings;
  }

  @Test
  void whatIsNotToldHasAGoodValue(@TempDir Path folder) throws IOException {
    var settings = read(right(folder));
    assertInstanceOf(Settings.Store.Own.class, settings.store());
    assertEquals("district-1", settings.broker().orElseThrow().clientId());
  }

  @Test
  void everyMistakeIsNamedAtOnce(@TempDir Path folder) throws IOException {
    var settings = right(folder);
    settings.put("district.broker.uri", "tcp://192.0.2.1:1883");
    settings.put("district.ingest.workers", "0");
    settings.put("district.database.url", "jdbc:oracle:x");
    settings.put("district.keys", "no-such-file");
    settings.put("district.first-account.name", "doctor");
    settings.put("district.first-account.password", "short");
    settings.put("district.brocker.uri", "ssl://localhost:8883");
    var mistakes = assertThrows(SettingsException.class, () -> read(settings)).mistakes();
    assertEquals(6, mistakes.size(), mistakes.toString());
    for (var told :
        List.of(
            "district.broker.uri must be ssl://host:port",
            "district.ingest.workers must be 1..64, is '0'",
            "district.database.url must start with jdbc:postgresql:",
            "district.keys must be the path of a file that can be read, is 'no-such-file'",
            "district.first-account.password must have 8 to 72 bytes, has 5",
            "district.brocker.uri is no setting")) {
      assertTrue(mistakes.stream().anyMatch(mistake -> mistake.startsWith(told)), told);
    }
  }

  @Test
  void coapIsOffUnlessAPortIsGiven(@TempDir Path folder) throws IOException {
    assertTrue(read(right(folder)).coap().isEmpty());
    var settings = right(folder);
    var keys = folder.resolve("shared");
    Files.writeString(keys, "# made up\nhut-1 " + "ab".repeat(32) + "\nhut-2 " + "cd".repeat(16));
    settings.put("district.coap.port", "5684");
    settings.put("district.coap.address", "127.0.0.1");
    settings.put("district.coap.shared-keys", keys.toString());
    settings.put("district.broker.uri", "off");
    var coap = read(settings).coap().orElseThrow();
    assertEquals(5684, coap.address().getPort());
    assertEquals(2, coap.sharedKeys().size());
    assertTrue(coap.certificate().isEmpty());
  }

  @Test
  void whatIsWrongWithCoapIsToldAndNoKeyShown(@TempDir Path folder) throws IOException {
    var settings = right(folder);
    settings.put("district.coap.port", "56840000");
    var mistakes = assertThrows(SettingsException.class, () -> read(settings)).mistakes();
    assertEquals(2, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).startsWith("district.coap.port must be 1..65535"));
    assertTrue(mistakes.get(1).contains("without them no kiosk could be let in"));

    var keys = folder.resolve("shared");
    var secret = "ab".repeat(32);
    Files.writeString(keys, "hut-1 " + secret + "\nhut-1 " + secret + "\nHUT " + secret + "\nx 12");
    settings.put("district.coap.port", "5684");
    settings.put("district.coap.shared-keys", keys.toString());
    mistakes = assertThrows(SettingsException.class, () -> read(settings)).mistakes();
    assertEquals(3, mistakes.size(), mistakes.toString());
    assertTrue(mistakes.get(0).startsWith("district.coap.shared-keys line 2: names a kiosk again"));
    assertTrue(mistakes.stream().noneMatch(mistake -> mistake.contains(secret)));
  }
}
