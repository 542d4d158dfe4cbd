package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigHistoryTest {
  @TempDir Path folder = Path.of("");

  @Test
  void showsWhatChangedWithoutThePinsHash() throws Exception {
    var file = folder.resolve("kiosk.yaml");
    var hash = "pbkdf2:200000:" + "ab".repeat(16) + ":" + "cd".repeat(32);
    Files.writeString(file, "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\npin: " + hash + "\n");
    Files.writeString(folder.resolve("kiosk.yaml.before"), "a: 1\nb: 2\nc: 3\nd: 4\ne: 6\n");
    var history = new ConfigHistory(Optional.of(file));
    var shown =
        history.changes().stream()
            .map(line -> line.sign() + line.text())
            .collect(Collectors.joining("\n"));
    assertEquals(" c: 3\n d: 4\n-e: 6\n+e: 5\n+pin: pbkdf2:…", shown);
    assertFalse(history.now().equals(history.before()));
    assertEquals(Optional.empty(), new ConfigHistory(Optional.empty()).now());
  }

  @Test
  void whatItSaysMakesOneOfTheOther() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var from = lines(random);
      var to = lines(random);
      var compared = ConfigHistory.compare(from, to);
      assertEquals(from, side(compared, '-'), "seed " + seed);
      assertEquals(to, side(compared, '+'), "seed " + seed);
    }
  }

  private static List<String> lines(Random random) {
    var lines = new ArrayList<String>();
    for (int i = random.nextInt(9); i > 0; i--) {
      lines.add("" + random.nextInt(4));
    }
    return lines;
  }

  private static List<String> side(List<ConfigHistory.Line> lines, char sign) {
    return lines.stream()
        .filter(line -> line.sign() == sign || line.sign() == ' ')
        .map(ConfigHistory.Line::text)
        .toList();
  }
}
