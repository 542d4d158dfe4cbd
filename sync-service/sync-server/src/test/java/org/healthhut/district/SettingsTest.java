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
}
